package dev.sequent.proofs.smt.prove;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes a step twice: as the interpreter takes it, and on the core that was generated, the one that is explored and
 * that runs. What is refuted is refuted for both.
 */
public final class Replay {
    private final Interpretation interpreted;
    private final Interpretation generated;

    /** @param core made of that protocol */
    public Replay(Protocol protocol, Core core) {
        this.interpreted = new Interpretation(protocol, new InterpretedCore(protocol));
        this.generated = new Interpretation(protocol, core);
    }

    /**
     * What came of it in the interpreter.
     *
     * @throws CoresDiffer if something else came of it on the core
     * @throws Interpretation.TooLong see there
     */
    public Interpretation.Outcome take(Concrete.Step step) {
        var seen = interpreted.take(step);
        if (seen.defined()) {
            compare(step, seen, generated.take(step));
        }
        return seen;
    }

    /** The same of a step as properties of steps take it. */
    Interpretation.Whole whole(Concrete.Step step) {
        var seen = interpreted.whole(step);
        if (seen.outcome().defined()) {
            compare(step, seen.outcome(), generated.whole(step).outcome());
        }
        return seen;
    }

    /** What speaks against a property, by the interpreter. */
    Optional<String> against(Protocol.Property property, Interpretation.Whole whole) {
        return interpreted.against(property, whole);
    }

    /** The interpreter's machines are asked. */
    List<String> broken(Concrete.Step step, Machine machine) {
        return interpreted.broken(step, machine);
    }

    private static void compare(Concrete.Step step, Interpretation.Outcome one, Interpretation.Outcome other) {
        require(step, "before", words(one.before()), words(other.before()));
        require(step, "did", one.events(), other.events());
        require(step, "fault", one.fault().isPresent(), other.fault().isPresent());
        if (one.fault().isEmpty()) {
            require(step, "result", one.result(), other.result());
            require(step, "after", words(one.after()), words(other.after()));
        }
    }

    private static String words(Machine machine) {
        var out = new BitWriter();
        machine.encode(out);
        return Arrays.toString(out.toArray());
    }

    private static void require(Concrete.Step step, String what, Object interpreted, Object generated) {
        if (!interpreted.equals(generated)) {
            throw new CoresDiffer(step.machine().name() + ", " + step.trigger().name() + " in "
                    + step.machine().states().get(step.before().state()).name() + ": " + what + "\n  interpreted: "
                    + interpreted + "\n  generated:   " + generated + "\n  the step:    " + step.before() + ", given "
                    + step.given() + ", parameters " + step.parameters() + ", now " + step.now() + ", answers "
                    + step.answers());
        }
    }

    /** Interpreter and generated core do not do the same: one of them is wrong. A bug of ours. */
    public static final class CoresDiffer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CoresDiffer(String message) {
            super(message);
        }
    }
}
