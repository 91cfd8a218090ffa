package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Proves what can be proved of a specification's machines, each by itself. */
public final class Prover {
    /** Everything that one step of a machine is about. */
    public record Task(MachineType machine, Optional<Trigger> trigger, MachineType.State state) {
        /** {@code SEGMENT in LISTEN}. */
        public String step() {
            return Obligation.step(trigger, state);
        }
    }

    private final Protocol protocol;
    private final Settings settings;
    private final Core core;

    /** @param core made of that protocol: counterexamples are replayed on it */
    public Prover(Protocol protocol, Settings settings, Core core) {
        this.protocol = protocol;
        this.settings = settings;
        this.core = core;
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

    /** @param resting invariants that hold between batches only, see {@link #resting} */
    public List<Result> prove(Task task, Set<MachineType.Invariant> resting) {
        return prove(task, resting, false);
    }

    /** The same of what was asked for and nothing else: {@code resting} are all that hold between batches only. */
    public List<Result> proveAlone(Task task, Set<MachineType.Invariant> resting) {
        return prove(task, resting, true);
    }

    private List<Result> prove(Task task, Set<MachineType.Invariant> resting, boolean alone) {
        return task.trigger().isPresent()
                ? new StepProver(protocol, task.machine(), settings, resting, core, alone)
                        .prove(task.trigger().get(), task.state())
                : new Beginning(protocol, task.machine(), settings).prove();
    }

    /**
     * Invariants that an arrival breaks, of a machine that hears of the end of a batch: they hold when it has heard of
     * it. Then no arrival may rely on them, nor may that event.
     */
    public Set<MachineType.Invariant> resting(List<Result> results) {
        var found = new LinkedHashSet<MachineType.Invariant>();
        for (var result : results) {
            var obligation = result.obligation();
            if (result.refuted()
                    && Batches.has(obligation.machine())
                    && obligation.trigger().isPresent()
                    && obligation.trigger().get() instanceof Trigger.Arrival
                    && obligation.claim() instanceof Obligation.Claim.Invariant c) {
                found.add(c.invariant());
            }
        }
        return found;
    }

    /** Whether it matters to this task which invariants hold between batches only. */
    public boolean inBatch(Task task) {
        return task.trigger().isPresent() && Batches.inside(task.trigger().get()) && Batches.has(task.machine());
    }

    /** What was asked for. */
    List<Result> wanted(List<Result> results) {
        return results.stream()
                .filter(r -> switch (r.obligation().claim()) {
                    case Obligation.Claim.NoFault _, Obligation.Claim.Possible _ -> true;
                    case Obligation.Claim.Invariant c -> settings.wants(c.invariant());
                    case Obligation.Claim.Past _ -> settings.invariants();
                })
                .toList();
    }
}
