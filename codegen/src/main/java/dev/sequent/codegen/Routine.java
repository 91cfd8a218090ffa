package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Optional;

/**
 * The Java method that statements are being written into.
 *
 * @param where for the map of points, for instance {@code Connection: on SEGMENT in SYN-SENT}
 * @param citations of the rule
 * @param handler the handler to whose body the statements belong, directly or in a step
 * @param arguments names of the handler's parameters, as passed on from step to step
 * @param function the function whose value is returned
 */
record Routine(
        MachineNames machine,
        Mode mode,
        String where,
        List<Citation> citations,
        Locals locals,
        Optional<MachineType.Handler> handler,
        CodeBlock arguments,
        Optional<MachineType.Function> function) {

    /** What leaving means in Java. */
    enum Mode {
        /** Returns an int: a result of the trigger. */
        HANDLER,
        /** A step. Returns an int: {@code GO_ON} or a result of the trigger. */
        PART,
        /** A procedure, or a step that never ends the handler. Returns nothing. */
        PROCEDURE,
        /** Returns a value; passes no trace point, since conditions of the checker call it, too. */
        FUNCTION,
        /** Returns whether the function, of an optional type, has a value. */
        PRESENCE;

        boolean silent() {
            return this == FUNCTION || this == PRESENCE;
        }
    }

    /** What {@code return} gives. */
    Type result() {
        return function.map(MachineType.Function::type).orElseThrow(() -> new IllegalStateException("no function: " + where));
    }

    String name() {
        return function.map(MachineType.Function::name).orElse(where);
    }
}
