package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;
import java.util.List;
import java.util.Map;

/** What a rule does to the world around its machine, in the order in which it does it. */
public sealed interface Event {
    /** Under which condition it happens. */
    Term path();

    /** @param fields by their ordinals; those that are absent are zero or none */
    record Sent(Term path, int message, Map<Integer, Value> fields) implements Event {}

    record Signalled(Term path, int signal) implements Event {}

    record Effected(Term path, int effect, List<Value> arguments) implements Event {}

    record Started(Term path, int timer, Term at) implements Event {}

    /** The runtime is asked. @param answer a symbol, or made of one */
    record Asked(Term path, int function, Value answer) implements Event {}

    /** The machine forgets all that it remembers. */
    record Deleted(Term path) implements Event {}
}
