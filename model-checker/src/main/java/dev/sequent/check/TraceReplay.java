package dev.sequent.check;

import dev.sequent.check.liveness.Lasso;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.Evidence;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.check.text.MessageText;
import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Difference;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.Subject;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes the steps of a recorded trace again, on the generated core, and recomputes everything that the trace says: the
 * results of each step, and, at its end, that it leads to what it was recorded for.
 */
public final class TraceReplay {
    private final Protocol protocol;
    private final String digest;
    private final Core core;
    private final Points points;

    private TraceReplay(Protocol protocol, CompiledCore compiled, Map<String, String> sources) {
        this.protocol = protocol;
        digest = compiled.digest();
        core = compiled.load(TraceReplay.class.getClassLoader());
        points = Points.of(compiled, sources);
    }

    /**
     * Replays on the core of a specification, whether the recorded one or another.
     *
     * @param sources the text of each file by its name, as {@code Compilation.sources} has it
     */
    public static TraceReplay on(Protocol protocol, CompiledCore core, Map<String, String> sources) {
        return new TraceReplay(protocol, core, sources);
    }

    /** One replay; as {@link #on}, then {@link #run(TraceFile)}. */
    public static Repetition run(Protocol protocol, CompiledCore core, Map<String, String> sources, TraceFile file) {
        return on(protocol, core, sources).run(file);
    }

    /** @throws IllegalArgumentException when the specification has no such scenario, peers or parameters; says which */
    public Repetition run(TraceFile file) {
        Counterexample trace = file.trace();
        Plan plan = plan(protocol, core, file);
        ScenarioSystem system = ScenarioSystem.of(plan);
        var replay = new Replay(system, points);
        List<String> initial = replay.states();
        List<TraceStep> steps = replay.follow(trace.steps());
        Optional<String> obstacle = obstacle(trace, steps, replay);
        Optional<Evidence> evidence =
                obstacle.isEmpty() ? Optional.of(replay.evidence(trace.loop())) : Optional.empty();
        Optional<Watch> watch = find(system, trace.subject(), evidence);
        Optional<String> refutation = watch.isEmpty()
                ? Optional.of("the scenario " + trace.scenario() + " does not check "
                        + trace.subject().title() + ", which the trace is about; it checks "
                        + String.join(", ", names(plan)))
                : evidence.flatMap(e -> e.against(watch.get()));
        Counterexample now =
                watch.map(w -> rebuilt(trace, w, system, initial, steps)).orElse(trace.withSteps(steps));
        return Repetition.of(
                trace,
                now.withDigest(digest).withInitial(initial),
                bounds(file, plan),
                obstacle,
                refutation,
                notCompared(file, system, evidence));
    }

    /**
     * The world of a trace.
     *
     * @throws IllegalArgumentException when the specification has no such scenario, peers or parameters; says which
     */
    static Plan plan(Protocol protocol, Core core, TraceFile file) {
        return new Plan(
                protocol,
                core,
                scenario(protocol, file.trace()),
                settings(protocol, file.source().set()),
                watched(file.trace()));
    }

    /** What a check would have written about that path. Nothing is known of a finding that the path does not reach. */
    private Counterexample rebuilt(
            Counterexample trace, Watch watch, ScenarioSystem system, List<String> initial, List<TraceStep> steps) {
        boolean whole = steps.size() == trace.steps().size();
        Subject subject = CheckRun.subject(watch, system.plan().scenario());
        String finding = trace.finding();
        if (whole && !watch.kind().liveness()) {
            finding = CheckRun.finding(watch, steps);
        } else if (watch.kind().liveness()) {
            Lasso.Shape shape = watch.kind() == Watch.Kind.POSSIBLE
                    ? Lasso.Shape.TRAP
                    : trace.loop().isPresent() ? Lasso.Shape.CYCLE : Lasso.Shape.REST;
            // A replay cannot know whether everything was seen.
            finding = ClaimJudge.finding(watch, shape, system.actions().fairness())
                    + (finding.endsWith(ClaimJudge.UNSEEN) ? ClaimJudge.UNSEEN : "");
            subject = shape == Lasso.Shape.TRAP
                    ? subject
                    : subject.withFairness(system.actions().fairness().text());
        }
        Scenario scenario = system.plan().scenario();
        return new Counterexample(
                protocol.name(),
                digest,
                scenario.name(),
                scenario.timing().map(Scenario.Timing::tick).orElse(0L),
                MessageText.secondary(protocol.messages()),
                subject,
                finding,
                trace.peers(),
                initial,
                steps,
                whole ? trace.loop() : trace.withSteps(steps).loop());
    }

    // ---------------------------------------------------------------- what is looked out for

    /** As verdicts and subjects of traces spell it. */
    private static String name(Watch watch) {
        return watch.bad() ? watch.name() : "witness " + watch.name();
    }

    private static Stream<Watch> watches(ScenarioSystem system) {
        return Stream.concat(
                system.watched().stream(), system.claims().stream().flatMap(claim -> claim.inBindings().stream()));
    }

    /**
     * The one with the subject's name and binding. Traces of witnesses name no binding: then one that the path leads
     * to, if there is any.
     */
    private static Optional<Watch> find(ScenarioSystem system, Subject wanted, Optional<Evidence> evidence) {
        List<Watch> all = watches(system)
                .filter(w -> name(w).equals(wanted.name()))
                .filter(w -> wanted.binding().isEmpty()
                        || CheckRun.subject(w, system.plan().scenario())
                                .binding()
                                .equals(wanted.binding()))
                .toList();
        return all.stream()
                .filter(w -> all.size() > 1
                        && evidence.map(e -> e.against(w).isEmpty()).orElse(false))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** Everything that the scenario checks, asked for or not. */
    private static Set<String> names(Plan plan) {
        var everything = ScenarioSystem.of(new Plan(plan.protocol(), plan.core(), plan.scenario(), Map.of()));
        var names = new TreeSet<String>();
        watches(everything).forEach(w -> names.add(name(w)));
        return names;
    }

    /**
     * The properties whose truth a trace records: what a check keeps alongside the machines depends on what it watches
     * for.
     */
    private static Set<String> watched(Counterexample trace) {
        var names = new LinkedHashSet<String>();
        trace.steps()
                .forEach(step -> step.truth()
                        .keySet()
                        .forEach(name ->
                                names.add(name.replaceFirst("^witness ", "").replaceFirst(" ~>$", ""))));
        if (!names.isEmpty()) {
            names.add(trace.subject().name().replaceFirst("^witness ", ""));
        }
        return names;
    }

    private static List<String> notCompared(TraceFile file, ScenarioSystem system, Optional<Evidence> evidence) {
        var notes = new ArrayList<String>();
        var missing = names(system.plan());
        watches(system).forEach(w -> missing.remove(name(w)));
        if (!missing.isEmpty()) {
            notes.add("what the trace does not mention: " + String.join(", ", missing));
        }
        if (file.bounds().isEmpty()) {
            notes.add("bounds, which the trace does not mention");
        }
        if (evidence.map(Evidence::open).orElse(false)) {
            notes.add("whether what should stay possible still is at its end (the search was given up)");
        }
        return notes;
    }

    // ---------------------------------------------------------------- what was taken for granted

    /** Sentences that differ, except in what only a search can count. */
    private static List<Difference> bounds(TraceFile file, Plan plan) {
        List<String> now = Bounds.of(plan, new Counts(0, 0, Map.of(), new long[0]));
        var differences = new ArrayList<Difference>();
        for (int i = 0;
                i < Math.max(now.size(), file.bounds().size()) && !file.bounds().isEmpty();
                i++) {
            String before = i < file.bounds().size() ? file.bounds().get(i) : "";
            String after = i < now.size() ? now.get(i) : "";
            if (!Bounds.uncounted(before).equals(Bounds.uncounted(after))) {
                differences.add(new Difference(Difference.WHOLE, "bounds", before, after));
            }
        }
        return differences;
    }

    /** The scenario that a trace is of. @throws IllegalArgumentException when the specification has no such one */
    public static Scenario scenario(Protocol protocol, Counterexample trace) {
        if (!protocol.name().equals(trace.protocol())) {
            throw new IllegalArgumentException(
                    "the trace is of " + trace.protocol() + ", and this is a specification of " + protocol.name());
        }
        Scenario scenario = protocol.scenarios().stream()
                .filter(s -> s.name().equals(trace.scenario()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the trace is of the scenario " + trace.scenario()
                        + ", which the specification does not have; it has "
                        + String.join(
                                ", ",
                                protocol.scenarios().stream()
                                        .map(Scenario::name)
                                        .toList())));
        List<String> peers = scenario.peers().stream().map(Scenario.Peer::name).toList();
        if (!peers.equals(trace.peers())) {
            throw new IllegalArgumentException("the trace has the peers " + String.join(", ", trace.peers())
                    + ", and the scenario " + trace.scenario() + " has " + String.join(", ", peers));
        }
        return scenario;
    }

    /**
     * What was set on the command line, in generic form. @throws IllegalArgumentException when there is no such
     * parameter, or value
     */
    private static Map<String, Long> settings(Protocol protocol, Map<String, String> texts) {
        var values = new LinkedHashMap<String, Long>();
        texts.forEach((name, text) -> {
            Protocol.Param param = protocol.params().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the trace was found with " + name + " = " + text
                            + ", and the specification has no such parameter"));
            values.put(name, ValueText.parse(param.type(), text));
        });
        return values;
    }

    /**
     * Everything that differs from the defaults: what the scenario sets, and over it what was set on the command line.
     */
    public static Map<String, Long> parameters(Protocol protocol, TraceFile file) {
        var values = new LinkedHashMap<String, Long>();
        scenario(protocol, file.trace())
                .settings()
                .forEach(s -> values.put(s.param().name(), s.value()));
        values.putAll(settings(protocol, file.source().set()));
        return values;
    }

    private static Optional<String> obstacle(Counterexample trace, List<TraceStep> steps, Replay replay) {
        if (steps.size() < trace.steps().size()) {
            int next = steps.size() + 1;
            return Optional.of(
                    !steps.isEmpty() && steps.getLast().fault().isPresent()
                            ? "step " + next + " cannot be taken, since the one before it broke off"
                            : "step " + next + " cannot be taken: " + trace.actionText(next) + " is not possible here");
        }
        if (trace.loop().isPresent()
                && !steps.isEmpty()
                && steps.getLast().fault().isPresent()) {
            return Optional.of("the loop does not close: its last step breaks off");
        }
        boolean open = trace.loop().isPresent() && !replay.same(trace.loop().getAsInt(), steps.size());
        return open
                ? Optional.of("the loop does not close: its last step does not lead back to where it begins")
                : Optional.empty();
    }
}
