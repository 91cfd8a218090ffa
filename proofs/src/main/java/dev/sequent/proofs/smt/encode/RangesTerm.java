package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;

/**
 * A set of ranges of sequence numbers: how it came about. Points are offsets in the space of the set, see {@link Sets}.
 */
public sealed interface RangesTerm {
    /** Any set. @param capacity how many ranges it can have; @param space which its points are offsets in */
    record Unknown(String name, int id, int capacity, Space space) implements RangesTerm {}

    record Empty() implements RangesTerm {}

    /** @param together whether that is defined: all numbers in less than half of the space */
    record Added(RangesTerm before, Term from, Term to, Term together) implements RangesTerm {}

    /** @param together as above */
    record Cut(RangesTerm before, Term below, Term together) implements RangesTerm {}

    record Chosen(Term condition, RangesTerm then, RangesTerm otherwise) implements RangesTerm {}
}
