package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Proves what can be proved of a specification's machines, each by itself. */
public final class Prover {
    /**
     * Everything that one step of a machine is about.
     *
     * @param properties whether it is about the properties of the step as a whole; if not, about faults and invariants
     */
    public record Task(MachineType machine, Optional<Trigger> trigger, MachineType.State state, boolean properties) {
        /** {@code SEGMENT in LISTEN}. */
        public String step() {
            return Obligation.step(trigger, state);
        }
    }

    private final Protocol protocol;
    private final Settings settings;
    private final Core core;
    private final ProofCache cache;
    private final Optional<Dependencies> dependencies;
    private final Witnesses witnesses;

    /**
     * One that remembers nothing.
     *
     * @param core made of that protocol: counterexamples are replayed on it
     */
    public Prover(Protocol protocol, Settings settings, Core core) {
        this(protocol, settings, core, ProofCache.none());
    }

    /** @param core made of that protocol: counterexamples are replayed on it */
    public Prover(Protocol protocol, Settings settings, Core core, ProofCache cache) {
        this.protocol = protocol;
        this.settings = settings;
        this.core = core;
        this.cache = cache;
        this.witnesses = new Witnesses(protocol);
        this.dependencies = cache.remembers()
                ? ProverVersion.find().map(version -> new Dependencies(version, protocol, settings))
                : Optional.empty();
    }

    /**
     * Every machine as it begins, and every trigger in every state that does something: faults and invariants. Where
     * only claims about two peers are asked for, what an arrival breaks must be known all the same.
     */
    public List<Task> tasks() {
        var tasks = new ArrayList<Task>();
        for (var machine : machines()) {
            boolean asked = settings.faults() || machine.invariants().stream().anyMatch(settings::wants);
            boolean batches = Batches.has(machine) && ofWantedPeers(machine);
            if (asked) {
                tasks.add(new Task(machine, Optional.empty(), machine.initial(), false));
            }
            triggers(machine).filter(t -> asked || batches && Batches.inside(t)).forEach(trigger -> {
                for (var state : machine.states()) {
                    boolean changes = machine.handler(trigger, state).isPresent() || trigger instanceof Trigger.Timeout;
                    if (changes) {
                        tasks.add(new Task(machine, Optional.of(trigger), state, false));
                    }
                }
            });
        }
        return tasks;
    }

    private boolean ofWantedPeers(MachineType machine) {
        return PeerClaims.of(protocol).stream()
                .filter(c -> c.all().anyMatch(settings::wants))
                .anyMatch(c -> c.one().index() == machine.index() || c.other().index() == machine.index());
    }

    /** Every step that a machine with properties of steps can take: also where it ignores what comes. */
    public List<Task> wholeSteps() {
        var tasks = new ArrayList<Task>();
        for (var machine : machines()) {
            if (!properties(machine).isEmpty()) {
                // The event after a batch is no step: it belongs to the arrival.
                triggers(machine)
                        .filter(t -> !(t instanceof Trigger.Call c && c.batch()))
                        .forEach(trigger -> machine.states()
                                .forEach(state -> tasks.add(new Task(machine, Optional.of(trigger), state, true))));
            }
        }
        return tasks;
    }

    /** What stands for others is no part of the protocol, and may do as it likes. */
    private List<MachineType> machines() {
        return protocol.machines().stream().filter(m -> !m.foreign()).toList();
    }

    private List<Protocol.Property> properties(MachineType machine) {
        return StepProperties.of(protocol, machine).stream()
                .filter(settings::wants)
                .toList();
    }

    /** What was learnt is on disk; what is too much there goes. */
    void tidy() {
        cache.tidy();
    }

    /** The properties that nothing is said about, if all of it was asked for. */
    List<StepProperties.LeftOut> leftOut() {
        return settings.invariants() && settings.names().isEmpty() ? StepProperties.leftOut(protocol) : List.of();
    }

    static Stream<Trigger> triggers(MachineType machine) {
        return Stream.of(
                        machine.receives().stream().map(Trigger.Arrival::new),
                        machine.calls().stream(),
                        machine.events().stream(),
                        machine.timers().stream().map(Trigger.Timeout::new))
                .flatMap(s -> s);
    }

    /** @param resting invariants that hold between batches only, see {@link #resting} */
    public List<Result> prove(Task task, Set<MachineType.Invariant> resting) {
        var results = provedOrRemembered(task, resting);
        witnesses.learn(results);
        return results;
    }

    private List<Result> provedOrRemembered(Task task, Set<MachineType.Invariant> resting) {
        if (dependencies.isEmpty()) {
            return anew(task, resting, false).results();
        }
        var properties = task.properties() ? properties(task.machine()) : List.<Protocol.Property>of();
        var found = dependencies.get().of(task, resting, properties);
        var text = new ResultText(task, properties, found.places());
        var remembered = cache.get(found.digest())
                .flatMap(t -> text.read(t, (obligation, step) -> replayed(task, resting, obligation, step)))
                .filter(results -> complete(task, resting, properties, results));
        if (remembered.isPresent()) {
            return remembered.get().stream().map(Result::fromCache).toList();
        }
        var anew = anew(task, resting, false);
        if (anew.lasting()) {
            text.write(anew.results()).ifPresent(t -> cache.put(found.digest(), t));
        }
        return anew.results();
    }

    /**
     * Whether some property may be vacuous for all that is known: an earlier run may have found its witness elsewhere.
     */
    boolean unwitnessed() {
        return dependencies.isPresent()
                && machines().stream()
                        .flatMap(m -> Witnesses.having(protocol, m, settings).stream())
                        .anyMatch(witnesses::unseen);
    }

    /** Looks for what such properties speak of, whatever earlier runs have found. */
    List<Result> witness(Task task) {
        var prover = new PropertyProver(protocol, task.machine(), settings, List.of(), core);
        var results = prover.prove(task.trigger().orElseThrow(), task.state(), witnesses::unseen);
        witnesses.learn(results);
        return results;
    }

    /** The same of what was asked for and nothing else: {@code resting} are all that hold between batches only. */
    public List<Result> proveAlone(Task task, Set<MachineType.Invariant> resting) {
        return anew(task, resting, true).results();
    }

    /** Whether results speak of all that has a name: what is left of an entry by somebody's hand may not. */
    private boolean complete(
            Task task, Set<MachineType.Invariant> resting, List<Protocol.Property> properties, List<Result> results) {
        var claims = results.stream().map(r -> r.obligation().claim()).toList();
        if (task.properties()) {
            return claims.stream()
                    .filter(Obligation.Claim.OfStep.class::isInstance)
                    .toList()
                    .equals(properties.stream()
                            .map(Obligation.Claim.OfStep::new)
                            .toList());
        }
        boolean arrival = task.trigger().isPresent() && task.trigger().get() instanceof Trigger.Arrival;
        boolean possible = results.stream()
                .noneMatch(r -> r.obligation().claim() instanceof Obligation.Claim.Possible && !r.proved());
        return !possible
                || task.machine().invariants().stream()
                        .filter(settings::wants)
                        .filter(i -> !arrival || !resting.contains(i))
                        .allMatch(i -> claims.contains(new Obligation.Claim.Invariant(i)));
    }

    private Verdict replayed(Task task, Set<MachineType.Invariant> resting, Obligation obligation, Concrete.Step step) {
        try {
            return task.properties()
                    ? new PropertyProver(protocol, task.machine(), settings, List.of(), core).replayed(obligation, step)
                    : new StepProver(protocol, task.machine(), settings, resting, core, false)
                            .replayed(obligation, step);
        } catch (Interpretation.TooLong e) {
            return new Verdict.Unknown(String.valueOf(e.getMessage()));
        }
    }

    /** @param lasting whether another run would find the same */
    private record Found(List<Result> results, boolean lasting) {}

    private Found anew(Task task, Set<MachineType.Invariant> resting, boolean alone) {
        if (task.trigger().isEmpty()) {
            return new Found(new Beginning(protocol, task.machine(), settings).prove(), true);
        }
        var trigger = task.trigger().get();
        if (task.properties()) {
            var prover = new PropertyProver(protocol, task.machine(), settings, properties(task.machine()), core);
            var results = prover.prove(trigger, task.state(), witnesses::unseen);
            return new Found(results, !prover.hurried());
        }
        var prover = new StepProver(protocol, task.machine(), settings, resting, core, alone);
        var results = prover.prove(trigger, task.state());
        return new Found(results, !prover.hurried());
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
        return !task.properties()
                && task.trigger().isPresent()
                && Batches.inside(task.trigger().get())
                && Batches.has(task.machine());
    }

    /** What was asked for. @param complete whether they are the results of all tasks */
    List<Result> wanted(List<Result> results, boolean complete) {
        var whole = complete
                ? machines().stream().flatMap(m -> witnesses.results(m, settings).stream())
                : Stream.<Result>of();
        return Stream.concat(results.stream(), whole)
                .filter(r -> switch (r.obligation().claim()) {
                    case Obligation.Claim.NoFault _, Obligation.Claim.Possible _ -> true;
                    case Obligation.Claim.Invariant c -> settings.wants(c.invariant());
                    case Obligation.Claim.OfStep _, Obligation.Claim.OfPeers _ -> true;
                    case Obligation.Claim.Witnessed _ ->
                        r.obligation().trigger().isEmpty(); // of the property as a whole
                    case Obligation.Claim.Past _ -> settings.invariants();
                })
                .toList();
    }
}
