package dev.sequent.cli;

import dev.sequent.check.CheckRun;
import dev.sequent.check.system.Points;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.prove.PeerClaims;
import dev.sequent.proofs.smt.prove.PeerRun;
import dev.sequent.proofs.smt.prove.ProofCache;
import dev.sequent.proofs.smt.prove.ProofRun;
import dev.sequent.proofs.smt.prove.ProofText;
import dev.sequent.proofs.smt.prove.Prover;
import dev.sequent.proofs.smt.prove.Refutations;
import dev.sequent.proofs.smt.prove.Result;
import dev.sequent.proofs.smt.prove.ScenarioReach;
import dev.sequent.proofs.smt.prove.Settings;
import dev.sequent.proofs.smt.prove.StepProperties;
import dev.sequent.proofs.smt.solve.SolverMissing;
import dev.sequent.runtime.Core;
import dev.sequent.view.Paint;
import dev.sequent.view.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent prove}. */
@Command(
        name = "prove",
        sortOptions = false,
        description = {
            "Prove, with the solver Z3, that no step of a machine is a fault, that every step keeps its invariants, and that it has the "
                    + "properties of steps: whatever the machine remembers, as long as the invariants hold of it; whatever arrives; whatever "
                    + "the parameters, within their limits.",
            "",
            "Where lemmas say what is in flight between two machines, claims about two peers are proved, too: for channels of any capacity that "
                    + "may lose and duplicate and, unless the network keeps the order in all scenarios, deliver whatever was ever sent. They are claimed until a machine is deleted, or "
                    + "has received so many numbers in order (2^31) that old ones cannot be told from new ones.",
            "",
            "Nothing is said of other properties: of runs, of where a message comes from. How many there are is printed.",
            "",
            "What is refuted has a counterexample, and interpreter and generated core have both taken that step. It need not be one that a "
                    + "connection can come to: then an invariant is missing that says so. What is unknown says why.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is proved",
            "1:something is refuted, or unknown",
            "2:wrong use, or a specification with errors",
            "3:there is no solver for this machine",
            "70:a fault of sequent itself",
            "130:interrupted; what was found so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent prove                          all of TCP",
            "  sequent prove spec/abp                 all of the alternating bit protocol",
            "  sequent prove ack-order --explain      one invariant, with what breaks it",
            "  sequent prove my/tcp.sqt faults        that no step is a fault, in a copy that you edited",
            "  sequent prove --set RCV-BUFFER=1000    with one value of a parameter, and any of the others"
        })
final class ProveCommand implements Callable<Integer> {
    /** Stands for what has no name. */
    private static final String FAULTS = "faults";

    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "[SPEC] [NAME...]",
            hideParamSyntax = true,
            arity = "0..*",
            description =
                    "Root file of the specification (ending in .sqt, or a folder); by default, spec/tcp/tcp.sqt. "
                            + "Then what to prove: names of invariants and of properties of steps, or 'faults', that no step is one; by default, all of it.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private SpecificationOptions options;

    @Option(
            names = "--explain",
            description =
                    "Show every step in which something is open, and the counterexamples, made as small as they can be: the machine "
                            + "before and after, what befell it, the rules, and what does not hold. And of which properties nothing is "
                            + "said, and why.")
    private boolean explain;

    @Option(
            names = "--reach",
            description = "Explore the quick scenarios, too, each as far as " + ScenarioReach.STATES
                    + " states, and say of what is refuted which of them reaches a violation.")
    private boolean reach;

    @Option(
            names = "--limit",
            paramLabel = "D",
            description = "How long the solver may think about one question, for instance 10s; by default 2s.")
    private String limit = "2s";

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Of the solver's choices, a number; by default 1. Verdicts do not depend on it, but what is unknown may.")
    private int seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many steps are examined at once; by default as many as there are processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--lemmas",
            description =
                    "Show which invariants the proofs take, and which ones no proof takes but their own. The solver then needs up to "
                            + "twice as long.")
    private boolean lemmas;

    @Option(
            names = "--no-cache",
            description =
                    "Prove everything anew. Otherwise what an earlier run has found is not looked for again, as long as nothing has "
                            + "changed that it depends on: rules, invariants, parameters, options, sequent itself. A counterexample is taken again.")
    private boolean noCache;

    @Option(names = "--json", description = "Write the result as JSON.")
    private boolean json;

    ProveCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw CommandFailure.usage("--threads must be at least 1");
        }
        long nanos = OptionValue.duration(limit, "--limit");
        long millis = nanos / 1_000_000;
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw CommandFailure.usage("--limit must be at least 1ms, and at most 24 days");
        }
        boolean named = !names.isEmpty() && Specification.isFile(names.getFirst());
        Specification spec = Specification.load(options.of(named ? names.getFirst() : "", json), console);
        List<String> wanted = names.subList(named ? 1 : 0, names.size());
        check(wanted, spec.protocol());
        Set<String> invariants = new HashSet<>(wanted);
        boolean faults = invariants.remove(FAULTS) || wanted.isEmpty();
        var settings = new Settings(
                (int) millis,
                seed,
                faults,
                wanted.isEmpty() || !invariants.isEmpty(),
                invariants,
                explain || json,
                spec.set(),
                lemmas);
        var cache =
                noCache ? ProofCache.none() : ProofCache.in(Home.cache(console).resolve("proofs"));
        return run(spec, settings, cache);
    }

    private static void check(List<String> wanted, Protocol protocol) {
        List<StepProperties.LeftOut> leftOut = StepProperties.leftOut(protocol);
        List<String> known = Stream.of(
                        Stream.of(FAULTS),
                        protocol.machines().stream()
                                .flatMap(m -> m.invariants().stream())
                                .map(MachineType.Invariant::name),
                        StepProperties.all(protocol).stream().map(Protocol.Property::name),
                        PeerClaims.all(protocol).stream().map(Protocol.Property::name))
                .flatMap(s -> s)
                .distinct()
                .toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                leftOut.stream()
                        .filter(l -> l.property().name().equals(name))
                        .findFirst()
                        .ifPresent(l -> {
                            throw CommandFailure.usage("nothing can be proved of " + name + ": " + l.why());
                        });
                throw CommandFailure.usage("there is no invariant, property of steps or claim about two peers " + name
                        + Nearest.aside(name, known) + " (what can be proved: " + String.join(", ", known) + ")");
            }
        }
    }

    private int run(Specification spec, Settings settings, ProofCache cache) {
        if (!json) {
            console.println(paint.strong(spec.digestLine()));
            spec.settings().forEach(s -> console.println("set " + s));
        }
        long start = System.nanoTime();
        var cancelled = new AtomicBoolean();
        ProofRun.Outcome outcome;
        try (var progress = new ProgressLine(console);
                var ignored = Signals.on("INT", () -> cancelled.set(true))) {
            var prover = new Prover(spec.protocol(), settings, core(spec), cache);
            outcome = ProofRun.of(prover, threads, progress::show, cancelled::get);
            var ofPeers = PeerRun.of(
                    spec.protocol(),
                    settings,
                    core(spec),
                    cache,
                    outcome.resting(),
                    threads,
                    progress::show,
                    cancelled::get);
            outcome = outcome.and(ofPeers, !cancelled.get());
        } catch (SolverMissing e) {
            throw CommandFailure.missing(e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<ScenarioReach.Reached> reached = reach && outcome.complete() ? reached(spec, outcome) : List.of();
        if (json) {
            console.print(ProofsJson.text(spec, refutations(spec), outcome, reached, seconds, lemmas));
        } else {
            tell(spec, outcome, reached, seconds);
        }
        if (!outcome.complete()) {
            return ExitCode.INTERRUPTED;
        }
        return outcome.results().stream().allMatch(Result::proved) ? ExitCode.OK : ExitCode.VIOLATED;
    }

    private List<ScenarioReach.Reached> reached(Specification spec, ProofRun.Outcome outcome) {
        var run = new CheckRun(spec.protocol(), spec.core(), spec.compilation().sources());
        try (var progress = new ProgressLine(console);
                var ignored = Signals.on("INT", run::cancel)) {
            return new ScenarioReach(spec.protocol(), core(spec), run, spec.set())
                    .of(outcome.results(), progress::show);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(spec.located(String.valueOf(e.getMessage())));
        }
    }

    private static Refutations refutations(Specification spec) {
        var sources = spec.compilation().sources();
        return new Refutations(spec.protocol(), core(spec), Points.of(spec.core(), sources), sources);
    }

    private static Core core(Specification spec) {
        return spec.core().load(ProveCommand.class.getClassLoader());
    }

    private void tell(
            Specification spec, ProofRun.Outcome outcome, List<ScenarioReach.Reached> reached, double seconds) {
        var text = new ProofText(refutations(spec));
        var results = outcome.results();
        console.println("");
        console.print(new Table(text.table(results)).render("  ", Set.of(2, 3, 4)));
        if (!outcome.resting().isEmpty()) {
            console.println(
                    "  between batches only, since an arrival may break it and what comes after the batch mends it: "
                            + String.join(
                                    ", ",
                                    outcome.resting().stream()
                                            .map(MachineType.Invariant::name)
                                            .toList()));
        }
        ProofText.channels(results).forEach(line -> console.println("  " + line));
        ProofText.given(results).forEach(line -> console.println("  " + line));
        console.print(text.open(results, explain));
        if (lemmas) {
            console.print(text.lemmas(spec.protocol(), results));
        }
        console.print(text.leftOut(outcome.leftOut(), explain));
        console.println("");
        reached.forEach(r -> console.println(r.text()));
        long proved = results.stream().filter(Result::proved).count();
        long refuted = results.stream().filter(Result::refuted).count();
        long unknown = results.size() - proved - refuted;
        long remembered = results.stream().filter(Result::remembered).count();
        String line = proved + " proved, " + refuted + " refuted, " + unknown + " unknown, in "
                + String.format(java.util.Locale.ROOT, "%.1f", seconds) + " s"
                + (remembered == 0
                        ? ""
                        : ", " + remembered + " of them by an earlier run (--no-cache proves them anew)")
                + (outcome.complete() ? "" : "; interrupted before the end");
        console.println(refuted + unknown == 0 ? paint.good(line) : paint.bad(line));
    }
}
