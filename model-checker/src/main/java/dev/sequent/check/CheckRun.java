package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.simulation.Simulation;
import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.check.system.Claim;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.StateGraph;
import dev.sequent.check.system.Watch;
import dev.sequent.check.text.MessageText;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Subject;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.spaces.Translation;
import dev.sequent.runtime.Core;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks scenarios of one core, one at a time. {@link #cancel} may come from another thread; everything else is for one
 * thread.
 */
public final class CheckRun {
    private final Protocol protocol;
    private final Core core;
    private final Engine.Digests digests;
    private final Points points;
    private final Engine engine;
    private @Nullable Translation translation;
    private volatile boolean cancelled;
    private volatile @Nullable Simulation simulating;

    /** Checks the generated core with the embedded engine. */
    public CheckRun(Protocol protocol, CompiledCore compiled) {
        this(protocol, compiled, Map.of(), new EmbeddedEngine());
    }

    /**
     * Checks the generated core. @param sources the text of each file by its name, as {@code Compilation.sources} has
     * it
     */
    public CheckRun(Protocol protocol, CompiledCore compiled, Map<String, String> sources) {
        this(protocol, compiled, sources, new EmbeddedEngine());
    }

    /** Checks the generated core with an engine. */
    public CheckRun(Protocol protocol, CompiledCore compiled, Map<String, String> sources, Engine engine) {
        this(
                protocol,
                compiled.load(CheckRun.class.getClassLoader()),
                new Engine.Digests(compiled.digest(), compiled.digestOfProperties()),
                Points.of(compiled, sources),
                engine);
    }

    /** @param digest names the core; empty when it was not generated */
    public CheckRun(Protocol protocol, Core core, String digest, Points points) {
        this(protocol, core, new Engine.Digests(digest, ""), points, new EmbeddedEngine());
    }

    private CheckRun(Protocol protocol, Core core, Engine.Digests digests, Points points, Engine engine) {
        this.protocol = protocol;
        this.core = core;
        this.digests = digests;
        this.points = points;
        this.engine = engine;
    }

    /** Ends the current search, and any later one, as interrupted. What was found so far is reported. */
    public void cancel() {
        cancelled = true;
        engine.cancel();
        Simulation simulation = simulating;
        if (simulation != null) {
            simulation.cancel();
        }
    }

    /**
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored, or does not check
     *     what {@link CheckOptions#only} names, or a checkpoint is of another search; says which and what to do
     */
    public ScenarioReport check(Scenario scenario, CheckOptions options) {
        ScenarioSystem system = ScenarioSystem.of(new Plan(protocol, core, scenario, options.set(), options.only()));
        refuseUnknown(scenario, options, system);
        long began = System.nanoTime();
        try (Engine.Found found = engine.search(system, options, digests)) {
            List<PropertyVerdict> live =
                    system.claims().isEmpty() ? List.of() : new ClaimJudge(this, system, found.exploration()).judge();
            boolean longWayRound = found.exploration().stop().equals(Optional.of(Exploration.Stop.VIOLATION))
                    && live.stream().anyMatch(v -> v.verdict() instanceof Verdict.Violated);
            if (!longWayRound) {
                return report(options, system, found, live);
            }
        }
        // For a violation found over the graph, the shortest path is known only when the whole graph is.
        Duration left = options.limits().time().minusNanos(System.nanoTime() - began);
        return check(
                scenario,
                options.withLimits(
                                options.limits().withKeepGoing(true).withTime(left.isNegative() ? Duration.ZERO : left))
                        .withStorage(options.storage().withoutCheckpoints()));
    }

    /**
     * Walks through a scenario at random, which takes as long as it is given, however large the scenario is.
     *
     * @param set parameters by name, with values in generic form; they override what the scenario sets
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored
     */
    public SimulationReport simulate(Scenario scenario, Map<String, Long> set, SimulationOptions options) {
        var plan = new Plan(protocol, core, scenario, set);
        var simulation = new Simulation(() -> ScenarioSystem.of(plan), options);
        simulating = simulation;
        try {
            if (cancelled) {
                simulation.cancel();
            }
            return new SimulationJudge(this, ScenarioSystem.of(plan), simulation.run())
                    .report(options, digests.core(), points);
        } finally {
            simulating = null;
        }
    }

    /**
     * All states of a scenario, with what leads from one to another.
     *
     * @param set as above
     * @return empty when there are more states than that
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored
     */
    public Optional<StateGraph> graph(Scenario scenario, Map<String, Long> set, int mostStates) {
        return StateGraph.of(ScenarioSystem.of(new Plan(protocol, core, scenario, set)), mostStates);
    }

    private static boolean asked(Watch watch, CheckOptions options) {
        return options.only().isEmpty() || options.only().contains(watch.name());
    }

    private static void refuseUnknown(Scenario scenario, CheckOptions options, ScenarioSystem system) {
        var missing = new TreeSet<>(options.only());
        system.watched().forEach(watch -> missing.remove(watch.name()));
        system.claims().forEach(claim -> missing.remove(claim.watch().name()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name() + " does not check "
                    + String.join(", ", missing));
        }
    }

    private ScenarioReport report(
            CheckOptions options, ScenarioSystem system, Engine.Found searched, List<PropertyVerdict> live) {
        Scenario scenario = system.plan().scenario();
        Exploration found = searched.exploration();
        Counts counts = searched.counts();
        List<Watch> watches = system.watched();
        var verdicts = new ArrayList<PropertyVerdict>();
        var judge = new WatchJudge(this, system, found);
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            boolean told = asked(watch, options)
                    || watch.kind() == Watch.Kind.FAULT && found.hits().get(w).isPresent();
            // The verdict of its property says whether a witness was reached.
            boolean vouches = watch.kind().witness() && isPropertys(watch, watches, system.claims());
            if (told && !vouches && verdicts.stream().noneMatch(v -> isSame(v.subject(), watch))) {
                verdicts.add(judge.verdict(watch));
            }
        }
        verdicts.addAll(live);
        var statistics = new ScenarioReport.Statistics(
                found.states(),
                found.transitions(),
                found.depth(),
                found.queue(),
                found.elapsed(),
                found.memory(),
                searched.storage());
        Coverage coverage =
                counts.passed().length == 0 ? new Coverage(List.of()) : Coverage.of(points.all(), counts.passed());
        return new ScenarioReport(
                protocol.name(),
                digests.core(),
                scenario.name(),
                scenario.doc(),
                !scenario.everything(),
                List.copyOf(verdicts),
                Bounds.of(system.plan(), counts),
                Numbers.of(translation().of(scenario), coverage),
                statistics,
                counts.ends(),
                coverage,
                found.stop(),
                found.shortage());
    }

    private Translation translation() {
        Translation known = translation;
        if (known == null) {
            known = Translation.of(protocol);
            translation = known;
        }
        return known;
    }

    private static boolean isPropertys(Watch witness, List<Watch> watches, List<Claim> claims) {
        return Stream.concat(watches.stream(), claims.stream().map(Claim::watch))
                .anyMatch(w -> w.kind().property() && w.name().equals(witness.name()));
    }

    /** Two bindings of one property. */
    private static boolean isSame(Watch a, Watch b) {
        return a.kind() == b.kind() && a.name().equals(b.name());
    }

    Counterexample trace(Watch watch, Exploration.Hit hit, ScenarioSystem system, Exploration found) {
        return trace(watch, found.path(hit), OptionalInt.empty(), system, steps -> finding(watch, steps));
    }

    /** @param loop the number of steps before those that repeat */
    Counterexample trace(
            Watch watch,
            int[] path,
            OptionalInt loop,
            ScenarioSystem system,
            Function<List<TraceStep>, String> finding) {
        var replay = new Replay(system, points);
        List<String> initial = replay.states();
        List<TraceStep> steps = replay.run(path);
        Scenario scenario = system.plan().scenario();
        return new Counterexample(
                protocol.name(),
                digests.core(),
                scenario.name(),
                scenario.timing().map(Scenario.Timing::tick).orElse(0L),
                MessageText.secondary(protocol.messages()),
                subject(watch, scenario),
                finding.apply(steps),
                scenario.peers().stream().map(Scenario.Peer::name).toList(),
                initial,
                steps,
                loop);
    }

    /** How traces name their subject. */
    static Subject subject(Watch watch, Scenario scenario) {
        var binding = new LinkedHashMap<String, String>();
        for (int i = 0; i < watch.of().size() && watch.bad(); i++) {
            binding.put(
                    watch.declared().get(i),
                    scenario.peers().get(watch.of().get(i)).name());
        }
        return new Subject(
                watch.bad() ? watch.name() : "witness " + watch.name(),
                watch.kind().name().toLowerCase(Locale.ROOT),
                watch.doc(),
                watch.citations().stream().map(Citation::toString).toList(),
                watch.span(),
                "",
                binding);
    }

    /** What is true at the end of a trace, unless it is of a liveness property. */
    static String finding(Watch watch, List<TraceStep> steps) {
        String doc = watch.doc().isEmpty() ? "" : ": " + watch.doc();
        return switch (watch.kind()) {
            case FAULT ->
                steps.isEmpty()
                        ? "a guard of a user's step cannot be evaluated"
                        : steps.getLast().fault().orElse("a guard of a user's step cannot be evaluated");
            case DEADLOCK -> "nothing more can happen, and a user is waiting";
            case INVARIANT -> "the invariant does not hold" + doc;
            case ALWAYS -> "the property does not hold" + doc;
            case NEVER -> "what must never be true is true" + doc;
            case STEP -> "the step breaks the property" + doc;
            case WITNESS, STEP_WITNESS -> "reached" + doc;
            case LEADS_TO, EVENTUALLY_ALWAYS, POSSIBLE ->
                throw new IllegalArgumentException("not of a state: " + watch);
        };
    }

    /** The scenario of that name, if there is one. */
    public Optional<Scenario> scenario(String name) {
        return protocol.scenarios().stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
