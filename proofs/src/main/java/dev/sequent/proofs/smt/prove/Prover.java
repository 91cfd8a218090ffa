package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Proves what can be proved of a specification's machines, each by itself. */
public final class Prover {
    /** Everything that one step of a machine is about. */
    public record Task(MachineType machine, Optional<Trigger> trigger, MachineType.State state) {}

    private final Protocol protocol;
    private final Settings settings;

    public Prover(Protocol protocol, Settings settings) {
        this.protocol = protocol;
        this.settings = settings;
    }

    /** Every machine as it begins, and every trigger in every state that does something. */
    public List<Task> tasks() {
        var tasks = new ArrayList<Task>();
        for (var machine : protocol.machines()) {
            tasks.add(new Task(machine, Optional.empty(), machine.initial()));
            triggers(machine).forEach(trigger -> {
                for (var state : machine.states()) {
                    boolean changes = machine.handler(trigger, state).isPresent() || trigger instanceof Trigger.Timeout;
                    if (changes) {
                        tasks.add(new Task(machine, Optional.of(trigger), state));
                    }
                }
            });
        }
        return tasks;
    }

    private static Stream<Trigger> triggers(MachineType machine) {
        return Stream.of(
                        machine.receives().stream().map(Trigger.Arrival::new),
                        machine.calls().stream(),
                        machine.events().stream(),
                        machine.timers().stream().map(Trigger.Timeout::new))
                .flatMap(s -> s);
    }

    public List<Result> prove(Task task) {
        return task.trigger().isPresent()
                ? new StepProver(protocol, task.machine(), settings)
                        .prove(task.trigger().get(), task.state())
                : new Beginning(protocol, task.machine(), settings).prove();
    }
}
