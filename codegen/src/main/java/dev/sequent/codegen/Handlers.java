package dev.sequent.codegen;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Stmt;
import java.util.List;

/** Questions about the handlers of a machine. */
final class Handlers {
    private Handlers() {}

    static boolean same(Trigger a, Trigger b) {
        return switch (a) {
            case Trigger.Call x -> b instanceof Trigger.Call y && x.index() == y.index();
            case Trigger.Arrival x ->
                b instanceof Trigger.Arrival y && x.message().kind() == y.message().kind();
            case Trigger.Timeout x ->
                b instanceof Trigger.Timeout y && x.timer().index() == y.timer().index();
        };
    }

    static List<Handler> of(MachineType machine, Trigger trigger) {
        return machine.handlers().stream().filter(h -> same(h.trigger(), trigger)).toList();
    }

    static Handler of(MachineType machine, Trigger trigger, MachineType.State state) {
        return of(machine, trigger).stream()
                .filter(h -> h.states().stream().anyMatch(s -> s.index() == state.index()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no handler of " + trigger.name() + " in " + state.name()));
    }

    /** Steps count from 1. */
    static int stepNumber(Handler handler, String label) {
        int number = 0;
        for (Stmt s : handler.body()) {
            if (s instanceof Stmt.Step step) {
                number++;
                if (step.label().equals(label)) {
                    return number;
                }
            }
        }
        throw new IllegalStateException(handler.span() + ": there is no step " + label);
    }

    /** Does some handler continue in the middle of this one? */
    static boolean continued(MachineType machine, Handler handler) {
        return of(machine, handler.trigger()).stream()
                .flatMap(h -> Leaving.all(h.body()))
                .anyMatch(s -> s instanceof Stmt.ContinueAt c
                        && handler.states().stream().anyMatch(t -> t.index() == c.state().index()));
    }
}
