package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;
import java.util.Map;

/** What an expression or a place holds. */
public sealed interface Value {
    /** A truth value, or a number: an integer, a duration or time in nanoseconds, an ordinal of an enum. */
    record Scalar(Term term) implements Value {}

    /**
     * A sequence number: {@code offset} ahead of the base of a space, modulo 2^32. The offset is any integer.
     *
     * @param space see {@link Spaces}
     */
    record Sequence(Space space, Term offset) implements Value {}

    /** An optional one. @param value of no meaning where there is none */
    record Maybe(Term present, Value value) implements Value {}

    /** Named bits of a message. @param bits whether each is set, by its mask; those that are absent are not */
    record Flags(Map<Long, Term> bits) implements Value {}

    record Ranges(RangesTerm set) implements Value {}
}
