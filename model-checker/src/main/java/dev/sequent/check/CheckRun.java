package dev.sequent.check;

import dev.sequent.check.engine.Checkpoints;
import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Space;
import dev.sequent.check.engine.StateSet;
import dev.sequent.check.system.Claim;
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
import org.jspecify.annotations.Nullable;

/**
 * Checks scenarios of one core, one at a time. {@link #cancel} may come from another thread; everything else is for one
 * thread.
 */
public final class CheckRun {
    private final Protocol protocol;
    private final Core core;
    private final String digest;
    private final String digestOfProperties;
    private final Points points;
    private volatile boolean cancelled;
    private volatile @Nullable Explorer running;

    /** Checks the generated core. */
    public CheckRun(Protocol protocol, CompiledCore compiled) {
        this(protocol, compiled, Map.of());
    }

    /** Checks the generated core. @param sources the text of each file by its name, as {@code Compilation.sources} has it */
    public CheckRun(Protocol protocol, CompiledCore compiled, Map<String, String> sources) {
        this(protocol, compiled.load(CheckRun.class.getClassLoader()), compiled.digest(), compiled.digestOfProperties(),
                Points.of(compiled, sources));
    }

    /** @param digest names the core; empty when it was not generated */
    public CheckRun(Protocol protocol, Core core, String digest, Points points) {
        this(protocol, core, digest, "", points);
    }

    private CheckRun(Protocol protocol, Core core, String digest, String digestOfProperties, Points points) {
        this.protocol = protocol;
        this.core = core;
        this.digest = digest;
        this.digestOfProperties = digestOfProperties;
        this.points = points;
    }

    /** Ends the search that is going on, and any later one, as interrupted. What was found until then is reported. */
    public void cancel() {
        cancelled = true;
        Explorer explorer = running;
        if (explorer != null) {
            explorer.cancel();
        }
    }

    /**
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored, or does not check what
     *     {@link CheckOptions#only} names, or a checkpoint is of another search; says which and what to do
     */
    public ScenarioReport check(Scenario scenario, CheckOptions options) {
        ScenarioSystem system =
                ScenarioSystem.of(new Plan(protocol, core, scenario, options.set(), options.only()));
        refuseUnknown(scenario, options, system);
        try (Space space = options.storage().space()) {
            return check(system, options, space);
        }
    }

    private ScenarioReport check(ScenarioSystem system, CheckOptions options, Space space) {
        Scenario scenario = system.plan().scenario();
        StorageOptions storage = options.storage();
        boolean recording = !system.claims().isEmpty();
        var explorer = new Explorer(
                system, options.limits(), options.threads(), options.progress(), space, recording);
        storage.checkpoints().ifPresent(directory -> explorer.keep(new Checkpoints(
                directory.resolve(scenario.name()),
                storage.every(),
                storage.resume(),
                Identity.of(system, digest, digestOfProperties, storage.fingerprint()))));
        running = explorer;
        if (cancelled) {
            explorer.cancel();
        }
        Exploration found;
        try {
            found = explorer.run(storage.fingerprint()
                    ? StateSet.fingerprints(system.width(), options.threads(), recording, space)
                    : StateSet.exact(system.width(), options.threads(), recording, space));
        } finally {
            running = null;
        }
        List<PropertyVerdict> live = recording ? new ClaimJudge(this, system, found).judge() : List.of();
        return report(scenario, options, system, found, space, live);
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

    private ScenarioReport report(Scenario scenario, CheckOptions options, ScenarioSystem system, Exploration found,
            Space space, List<PropertyVerdict> live) {
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
                found.visited().storage() + onDisk(space) + resumed(found));
        return new ScenarioReport(
                protocol.name(),
                digest,
                scenario.name(),
                scenario.doc(),
                !scenario.checks().isEmpty(),
                List.copyOf(verdicts),
                Bounds.of(system),
                statistics,
                system.ends(),
                Coverage.of(points.all(), system.passed()),
                found.stop());
    }

    private static String onDisk(Space space) {
        return space.onDisk() == 0 ? "" : String.format(Locale.ROOT, " (%,d MB on disk)", (space.onDisk() >> 20) + 1);
    }

    private static String resumed(Exploration found) {
        return found.resumed() == 0 ? "" : String.format(Locale.ROOT, ", resumed at %,d states", found.resumed());
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
                digest,
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

    private static Subject subject(Watch watch) {
        return new Subject(
                watch.bad() ? watch.name() : "witness " + watch.name(),
                watch.kind().name().toLowerCase(Locale.ROOT),
                watch.doc(),
                watch.citations().stream().map(Citation::toString).toList(),
                watch.span(),
                "");
    }

    private static String finding(Watch watch, List<TraceStep> steps) {
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
