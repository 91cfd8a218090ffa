package dev.sequent.cli;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.Listing;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.ScenarioText;
import dev.sequent.check.SearchLine;
import dev.sequent.check.Summary;
import dev.sequent.check.TraceFolder;
import dev.sequent.check.Verdict;
import dev.sequent.check.VerdictTable;
import dev.sequent.check.engine.Disk;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.StorageFull;
import dev.sequent.check.engine.Workers;
import dev.sequent.check.jpf.JpfUnusable;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent check}. */
@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Explore a specification in every scenario, to the last state, and say what holds.",
            "",
            "The specification is compiled, its core generated, and that core explored: the one that 'run' runs, as the "
                    + "digest shows. Each property gets one of four verdicts: it holds (every state was seen), it is "
                    + "VIOLATED (a shortest path to the violation is drawn as the RFC's figures are), the search was not exhausted (a "
                    + "limit came first), or it is vacuous (every state was seen, and its witness, or its premise, occurred in none).",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything holds; with --simulate, nothing was found violated",
            "1:something is violated, vacuous, not exhausted, or checked by no scenario",
            "2:wrong use, or a specification with errors",
            "3:something is missing on this machine (memory, room on a disk), or the output cannot be written",
            "70:--engine jpf: the two engines disagree; any other fault of sequent itself",
            "130:interrupted; what was found so far is printed",
            "141:nobody reads the output any longer"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent check                          every scenario of spec/tcp/tcp.sqt",
            "  sequent check handshake                one of them",
            "  sequent check my/tcp.sqt --steps       a copy that you edited; violations step by step",
            "  sequent check my/tcp.sqt --trace-dir out",
            "                                         the same, and files to replay or for Wireshark",
            "  sequent check transfer --set RCV-BUFFER=3 --time-limit 1min",
            "  sequent check --quick                  the quick ones, in seconds",
            "  sequent check transfer --set RCV-BUFFER=9 --simulate",
            "                                         random walks, where there is too much to explore",
            "  sequent check handshake --engine jpf   the same, by Java PathFinder",
            "  sequent check --list                   scenarios and parameters"
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "[SPEC] [SCENARIO...]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "Root file of the specification (ending in .sqt, or a folder); by default, spec/tcp/tcp.sqt. "
                    + "Then the scenarios to explore; by default, all of them.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private SpecificationOptions options;

    @Mixin
    private EngineMixin engine;

    @Mixin
    private StorageMixin storage;

    @Mixin
    private SimulationMixin simulation;

    @Option(names = "--max-states", paramLabel = "N", description = "Give up a scenario after N states.")
    private long maxStates = Long.MAX_VALUE;

    @Option(
            names = "--time-limit",
            paramLabel = "D",
            description = "Give up a scenario after this time, for instance 30s or 5min; more than 0.")
    private String timeLimit = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to search with; by default, one for each processor.")
    private int threads = Workers.ofThisMachine();

    @Option(
            names = "--keep-going",
            description = "Go on after a violation, so that every property gets its own verdict.")
    private boolean keepGoing;

    @Option(names = "--steps", description = "Show violations step by step, with what changed.")
    private boolean steps;

    @Option(names = "--rules", description = "As --steps, with the rules of the specification that decided.")
    private boolean rules;

    @Option(
            names = "--trace-dir",
            paramLabel = "DIR",
            description =
                    "Write the trace of each violation to DIR: as text, as JSON for 'sequent replay', and for Wireshark (pcapng).")
    private Optional<Path> traceFolder = Optional.empty();

    @Option(
            names = "--dot",
            paramLabel = "FILE",
            description =
                    "Explore one small scenario, and write its states and transitions to FILE for Graphviz; judge nothing. A file that exists is replaced "
                            + "only if it is a drawing that sequent has written.")
    private Optional<Path> dot = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "Show every property, and how runs end, also when there are many scenarios.")
    private boolean verbose;

    @Option(
            names = "--quick",
            description = "Explore only the scenarios that the specification calls quick: seconds, not minutes.")
    private boolean quick;

    @Option(
            names = "--coverage",
            description =
                    "At the end, list every rule with the number of transitions that took it. (Rules that were never taken are "
                            + "listed whenever all scenarios were explored.)")
    private boolean coverage;

    @Option(names = "--list", description = "Explore nothing; list scenarios and parameters.")
    private boolean list;

    @Option(names = "--json", description = "Print verdicts, or the errors of the specification, as JSON.")
    private boolean json;

    CheckCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        if (threads < 1 || maxStates < 1) {
            throw CommandFailure.usage("--threads and --max-states must be at least 1");
        }
        if (threads > Workers.MOST) {
            throw CommandFailure.usage(
                    "--threads must be at most " + Workers.MOST + ": more threads than processors (here "
                            + Runtime.getRuntime().availableProcessors() + ") only take memory");
        }
        Limits limits = Limits.none().withStates(maxStates).withKeepGoing(keepGoing);
        if (!timeLimit.isEmpty()) {
            limits = limits.withTime(Duration.ofNanos(OptionValue.limit(timeLimit, "--time-limit")));
        }
        boolean simulating = simulation.wanted();
        if (simulating && dot.isPresent()) {
            throw CommandFailure.usage("--dot explores, --simulate does not: say which");
        }
        if (simulating && (maxStates < Long.MAX_VALUE || storage.given() || engine.given())) {
            throw CommandFailure.usage(
                    "walks keep no states, and only our own engine takes them: --max-states, --memory, "
                            + "--fingerprint, --checkpoint, --resume and --engine do not go with --simulate");
        }
        boolean named = !names.isEmpty() && Specification.isFile(names.getFirst());
        String file = named ? names.getFirst() : "";
        List<String> wanted = names.subList(named ? 1 : 0, names.size());
        Specification spec = Specification.load(options.of(file, json), console);
        if (list) {
            console.print(
                    json
                            ? Listing.json(
                                    spec.protocol(), spec.shown(), spec.core().digest())
                            : spec.digestLine() + "\n\n" + Listing.text(spec.protocol(), spec.settings()));
            return ExitCode.OK;
        }
        List<Scenario> scenarios = scenarios(spec.protocol(), wanted);
        scenarios.forEach(s -> fits(spec, s));
        traceFolder.ifPresent(folder -> OutputFile.checkFolder("--trace-dir", folder));
        if (!json) {
            console.println(paint.strong(spec.digestLine()));
            Differences.of(spec).forEach(console::println);
            spec.settings().forEach(s -> console.println("set " + s));
            console.println("");
        }
        if (dot.isPresent()) {
            GraphFile.write(spec, scenarios, (int) Math.min(maxStates, GraphFile.MOST), dot.get(), console);
            return ExitCode.OK;
        }
        if (simulating) {
            return new Walks(spec, console, paint, detail(), verbose, coverage, json, folder(spec))
                    .take(
                            scenarios,
                            simulation
                                    .options(timeLimit.isEmpty() ? Optional.empty() : Optional.of(limits.time()))
                                    .withThreads(threads)
                                    .withKeepGoing(keepGoing));
        }
        return check(spec, scenarios, limits);
    }

    /** Before anything is explored: what is set may fit the defaults, and not what a scenario sets. */
    private static void fits(Specification spec, Scenario scenario) {
        Assumptions.of(spec.protocol()).broken(scenario.set(spec.set())).ifPresent(broken -> {
            throw CommandFailure.usage(spec.located("scenario " + scenario.name() + ": " + broken.text()));
        });
    }

    private VerdictTable.Detail detail() {
        return rules ? VerdictTable.Detail.RULES : steps ? VerdictTable.Detail.STEPS : VerdictTable.Detail.FIGURES;
    }

    private Optional<TraceFolder> folder(Specification spec) {
        return traceFolder.map(folder -> new TraceFolder(
                folder, spec.protocol(), spec.core().load(CheckCommand.class.getClassLoader()), spec.source()));
    }

    private List<Scenario> scenarios(Protocol protocol, List<String> wanted) {
        List<String> known = protocol.scenarios().stream().map(Scenario::name).toList();
        if (known.isEmpty()) {
            throw CommandFailure.usage(
                    protocol.name() + " has no scenario, so there is nothing to explore: write one (spec/LANGUAGE.md)");
        }
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw CommandFailure.usage(protocol.name() + " has no scenario " + name + Nearest.aside(name, known)
                        + " (there are: " + String.join(", ", known) + ")");
            }
        }
        List<Scenario> chosen = protocol.scenarios().stream()
                .filter(s -> wanted.isEmpty() || wanted.contains(s.name()))
                .filter(s -> s.quick() || !quick)
                .toList();
        if (chosen.isEmpty()) {
            throw CommandFailure.usage(
                    "none of these scenarios is quick: a scenario declares itself 'quick' (spec/LANGUAGE.md)");
        }
        return chosen;
    }

    private int check(Specification spec, List<Scenario> scenarios, Limits limits) {
        storage.resuming(scenarios.stream().map(Scenario::name).toList()).ifPresent(console::say);
        var run = new CheckRun(
                spec.protocol(),
                spec.core(),
                spec.compilation().sources(),
                engine.engines(console).of(spec.core(), 1));
        Optional<TraceFolder> folder = folder(spec);
        var reports = new ArrayList<ScenarioReport>();
        var interrupted = new AtomicBoolean();
        try (var ignored = Signals.on("INT", () -> {
                    interrupted.set(true);
                    run.cancel();
                });
                var progress = new ProgressLine(console)) {
            for (Scenario scenario : scenarios) {
                CheckOptions how = CheckOptions.defaults()
                        .withLimits(limits)
                        .withThreads(threads)
                        .withSet(spec.set())
                        .withStorage(storage.options())
                        .withProgress(at -> progress.show(SearchLine.of(scenario.name(), at)));
                ScenarioReport report = explore(run, scenario, how, spec);
                reports.add(report);
                progress.close();
                write(report, folder);
                if (!json) {
                    console.println(ScenarioText.of(
                            report, detail(), verbose || scenarios.size() == 1, console.width(), paint));
                }
                if (interrupted.get()) {
                    break;
                }
            }
            return tell(reports, spec, interrupted.get());
        }
    }

    /** @return the exit code */
    private int tell(List<ScenarioReport> reports, Specification spec, boolean interrupted) {
        Verdict.Kind worst = ScenarioReport.worst(reports);
        if (json) {
            console.print(
                    VerdictTable.json(reports, spec.source(), spec.protocol().unchecked()));
        } else {
            console.print(Summary.text(reports, spec.protocol(), paint));
            boolean everything = reports.size() == spec.protocol().scenarios().size() && !interrupted;
            if (coverage) {
                console.print("\n" + VerdictTable.coverage(reports, spec::openable));
            } else if (everything) {
                console.print(declaredUnreachable(reports) + neverTaken(reports, spec));
            }
        }
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        if (worst != Verdict.Kind.VIOLATED
                && reports.stream().anyMatch(r -> r.shortage().isPresent())) {
            reports.forEach(r -> r.shortage().ifPresent(shortage -> console.say(r.scenario() + ": " + shortage)));
            console.say(storage.makeRoom());
            return ExitCode.MISSING;
        }
        boolean unchecked =
                spec.protocol().unchecked().stream().anyMatch(u -> u.why().isEmpty());
        return worst == Verdict.Kind.HOLDS && !unchecked ? ExitCode.OK : ExitCode.VIOLATED;
    }

    private void write(ScenarioReport report, Optional<TraceFolder> folder) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            folder.get().write(report).forEach(file -> console.say("wrote " + file));
        } catch (IOException e) {
            throw CommandFailure.missing(
                    "cannot write the traces to " + traceFolder.orElseThrow() + ": " + Disk.reason(e));
        }
    }

    private static String declaredUnreachable(List<ScenarioReport> reports) {
        String places = VerdictTable.declaredUnreachable(reports);
        return places.isEmpty() ? "" : "\n" + places;
    }

    /** Warnings; a rule that was taken nowhere has not been checked. */
    private static String neverTaken(List<ScenarioReport> reports, Specification spec) {
        String rules = VerdictTable.neverTaken(reports, spec::openable);
        return rules.isEmpty()
                ? ""
                : "\nwarning: rules that no scenario took, so nothing is known about them\n" + rules;
    }

    private ScenarioReport explore(CheckRun run, Scenario scenario, CheckOptions how, Specification spec) {
        try {
            return run.check(scenario, how);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(spec.located(String.valueOf(e.getMessage())));
        } catch (StorageFull e) { // there is not even room to begin
            throw CommandFailure.missing(scenario.name() + ": " + e.getMessage() + "; " + storage.makeRoom());
        } catch (UncheckedIOException | JpfUnusable e) {
            throw CommandFailure.missing(e);
        }
    }
}
