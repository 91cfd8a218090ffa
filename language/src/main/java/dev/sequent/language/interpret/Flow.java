package dev.sequent.language.interpret;

import dev.sequent.language.model.MachineType;
import java.util.OptionalLong;

/** Where execution goes on after a statement. */
sealed interface Flow {
    Flow NEXT = new Next();

    /** At the next statement. */
    record Next() implements Flow {}

    /** Nowhere: the handler ends, with this result (see {@link dev.sequent.runtime.Machine}). */
    record Leave(int result) implements Flow {}

    /** Nowhere: the function ends, with this value. */
    record Value(OptionalLong value) implements Flow {}

    /** At the caller of the procedure. */
    record Return() implements Flow {}

    /** At a step of another handler of the same trigger. */
    record Continue(String label, MachineType.State state) implements Flow {}
}
