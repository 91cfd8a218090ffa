package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.system.Claim;
import dev.sequent.check.system.Counts;
import dev.sequent.check.figure.MessageText;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Subject;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.codegen.CompiledCore;
import dev.sequent.runtime.Core;
import dev.sequent.spec.model.Citation;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /** Checks the generated core with the embedded engine. */
    public CheckRun(Protocol protocol, CompiledCore compiled) {
        this(protocol, compiled, Map.of(), new EmbeddedEngine());
    }

    /** Checks the generated core. @param sources the text of each file by its name, as {@code Compilation.sources} has it */
    public CheckRun(Protocol protocol, CompiledCore compiled, Map<String, String> sources) {
        this(protocol, compiled, sources, new EmbeddedEngine());
    }

    /** Checks the generated core with an engine. */
    public CheckRun(Protocol protocol, CompiledCore compiled, Map<String, String> sources, Engine engine) {
        this(protocol, compiled.load(CheckRun.class.getClassLoader()),
                new Engine.Digests(compiled.digest(), compiled.digestOfProperties()), Points.of(compiled, sources), engine);
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

    /** Ends the search that is going on, and any later one, as interrupted. What was found until then is reported. */
    public void cancel() {
        engine.cancel();
    }

    /**
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored, or does not check what
     *     {@link CheckOptions#only} names, or a checkpoint is of another search; says which and what to do
     */
    public ScenarioReport check(Scenario scenario, CheckOptions options) {
        ScenarioSystem system =
                ScenarioSystem.of(new Plan(protocol, core, scenario, options.set(), options.only()));
        refuseUnknown(scenario, options, system);
        try (Engine.Found found = engine.search(system, options, digests)) {
            List<PropertyVerdict> live =
                    system.claims().isEmpty() ? List.of() : new ClaimJudge(this, system, found.exploration()).judge();
            return report(options, system, found, live);
        }
    }

    private static boolean asked(Watch watch, CheckOptions options) {
        return options.only().isEmpty() || options.only().contains(watch.name());
    }

    private static void refuseUnknown(
            Scenario scenario, CheckOptions options, ScenarioSystem system) {
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
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            boolean told = asked(watch, options)
                    || watch.kind() == Watch.Kind.FAULT && found.hits().get(w).isPresent();
            if (told && (!watch.kind().witness() || !isPropertys(watch, watches, system.claims()))) {
                verdicts.add(new PropertyVerdict(watch, judge(watch, w, watches, system, found)));
            }
        }
        verdicts.addAll(live);
        var statistics = new ScenarioReport.Statistics(
                found.states(), found.transitions(), found.depth(), found.queue(), found.elapsed(), found.memory(),
                searched.storage());
        return new ScenarioReport(
                protocol.name(),
                digests.core(),
                scenario.name(),
                scenario.doc(),
                !scenario.checks().isEmpty(),
                List.copyOf(verdicts),
                Bounds.of(system.plan(), counts),
                statistics,
                counts.ends(),
                counts.passed().length == 0 ? new Coverage(List.of()) : Coverage.of(points.all(), counts.passed()),
                found.stop());
    }

    /** Its own verdict then says whether the witness was reached. */
    private static boolean isPropertys(Watch witness, List<Watch> watches, List<Claim> claims) {
        return Stream.concat(watches.stream(), claims.stream().map(Claim::watch)).anyMatch(w -> isPropertyOf(w, witness));
    }

    private static boolean isPropertyOf(Watch watch, Watch witness) {
        return watch.kind().property() && watch.name().equals(witness.name());
    }

    private Verdict judge(Watch watch, int number, List<Watch> watches, ScenarioSystem system, Exploration found) {
        Optional<Exploration.Hit> hit = found.hits().get(number);
        if (watch.bad() && hit.isPresent()) {
            return new Verdict.Violated(trace(watch, hit.get(), system, found));
        }
        if (found.stop().isPresent()) {
            return new Verdict.NotExhausted(found.stop().get().text());
        }
        int witness = watch.kind().witness() ? number : witnessOf(watch, watches);
        if (witness < 0) {
            return new Verdict.Holds(Optional.empty());
        }
        return found.hits()
                .get(witness)
                .<Verdict>map(h -> new Verdict.Holds(Optional.of(trace(watches.get(witness), h, system, found))))
                .orElseGet(Verdict.Vacuous::new);
    }

    private static int witnessOf(Watch watch, List<Watch> watches) {
        for (int w = 0; w < watches.size(); w++) {
            if (watches.get(w).kind().witness() && isPropertyOf(watch, watches.get(w))) {
                return w;
            }
        }
        return -1;
    }

    Counterexample trace(Watch watch, Exploration.Hit hit, ScenarioSystem system, Exploration found) {
        return trace(watch, found.path(hit), OptionalInt.empty(), system, steps -> finding(watch, steps));
    }

    /** @param loop after how many steps those begin that then repeat */
    Counterexample trace(
            Watch watch, int[] path, OptionalInt loop, ScenarioSystem system, Function<List<TraceStep>, String> finding) {
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
                subject(watch),
                finding.apply(steps),
                scenario.peers().stream().map(Scenario.Peer::name).toList(),
                initial,
                steps,
                loop);
    }

    /** How traces name what they are of. */
    static Subject subject(Watch watch) {
        return new Subject(
                watch.bad() ? watch.name() : "witness " + watch.name(),
                watch.kind().name().toLowerCase(Locale.ROOT),
                watch.doc(),
                watch.citations().stream().map(Citation::toString).toList(),
                watch.span(),
                "");
    }

    /** What is the case at the end of a trace of something else than a property of liveness. */
    static String finding(Watch watch, List<TraceStep> steps) {
        String doc = watch.doc().isEmpty() ? "" : ": " + watch.doc();
        return switch (watch.kind()) {
            case FAULT -> steps.isEmpty()
                    ? "a guard of a user's step cannot be evaluated"
                    : steps.getLast().fault().orElse("a guard of a user's step cannot be evaluated");
            case DEADLOCK -> "nothing can happen any more, and a user waits";
            case INVARIANT -> "the invariant does not hold" + doc;
            case ALWAYS -> "the property does not hold" + doc;
            case NEVER -> "what must never be is the case" + doc;
            case STEP -> "the step breaks the property" + doc;
            case WITNESS, STEP_WITNESS -> "reached" + doc;
            case LEADS_TO, EVENTUALLY_ALWAYS, POSSIBLE -> throw new IllegalArgumentException("not of a state: " + watch);
        };
    }

    /** Every scenario of the protocol, in order. */
    public List<ScenarioReport> checkAll(CheckOptions options) {
        return protocol.scenarios().stream().map(s -> check(s, options)).toList();
    }

    /** The scenario of that name, if there is one. */
    public Optional<Scenario> scenario(String name) {
        return protocol.scenarios().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** For messages to users: what scenarios there are. */
    public List<String> scenarioNames() {
        return protocol.scenarios().stream().map(Scenario::name).toList();
    }
}
