package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many turns the loop takes that takes the most, counted where loops are written out; more than two are many. */
final class Turns {
    static final int MANY = 3;

    private record Written(Terms terms, Execution execution, Snapshot before) {}

    private final Protocol protocol;
    private final MachineType machine;
    private final Trigger trigger;
    private final MachineType.State state;
    private final boolean whole;
    /** For 0, 1, 2 turns; the latter when somebody counts. */
    private final List<Written> written = new ArrayList<>();

    /** @param whole whether an arrival is a batch */
    Turns(Protocol protocol, MachineType machine, Trigger trigger, MachineType.State state, boolean whole) {
        this.protocol = protocol;
        this.machine = machine;
        this.trigger = trigger;
        this.state = state;
        this.whole = whole;
        write(0);
    }

    private void write(int turns) {
        var terms = new Terms();
        var mode = new Execution.LoopMode(Optional.of(turns), List.of());
        var execution = new Execution(protocol, machine, terms, new Trusting(), mode);
        var before = execution.anyMachine(state);
        if (whole) {
            execution.whole(trigger, state, before);
        } else {
            execution.step(trigger, state, before);
        }
        written.add(new Written(terms, execution, before));
    }

    /** Whether there is a loop, whatever becomes of it. */
    boolean loops() {
        return !written.getFirst().execution().beyond().isFalse();
    }

    int of(Concrete.Step step) {
        while (written.size() < MANY) {
            write(written.size());
        }
        int turns = 0;
        for (var w : written) {
            var known = new StepSymbols(w.terms(), w.execution(), machine, w.before(), step);
            turns += known.evaluation().truth(w.execution().beyond()) ? 1 : 0;
        }
        return turns;
    }
}
