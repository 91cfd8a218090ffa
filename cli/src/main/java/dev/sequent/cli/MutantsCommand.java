package dev.sequent.cli;

import dev.sequent.check.Engines;
import dev.sequent.check.engine.Disk;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Workers;
import dev.sequent.check.jpf.JpfUnusable;
import dev.sequent.check.mutants.Catalogue;
import dev.sequent.check.mutants.Complaint;
import dev.sequent.check.mutants.Mutant;
import dev.sequent.check.mutants.MutantJson;
import dev.sequent.check.mutants.MutantOptions;
import dev.sequent.check.mutants.MutantReport;
import dev.sequent.check.mutants.MutantRun;
import dev.sequent.check.mutants.MutantTable;
import dev.sequent.check.mutants.MutantsReport;
import dev.sequent.check.mutants.Original;
import dev.sequent.check.mutants.Ready;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent mutants}. */
@Command(
        name = "mutants",
        sortOptions = false,
        description = {
            "Break a specification on purpose, in every way that its mutants name, and see each one caught.",
            "",
            "A mutant is a patch to the specification, kept in the folder 'mutants' beside it, with the property that "
                    + "must fail once the patch is applied, and the story that the counterexample must tell. Each is "
                    + "applied in memory, compiled and explored until that property fails; then it is checked that the property "
                    + "holds without the mutant. A property that kills no mutant says little: such properties are listed.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every mutant is killed by its property, with its story; if all were run, no property is without a mutant; "
                    + "with --try, every fault is found by some judge",
            "1:a mutant lives, was killed by something else or tells another story; or a property is without a mutant; "
                    + "with --try, some fault is found by no judge",
            "2:wrong use, a specification with errors, or a mutant that does not fit it; with --try, a specification in "
                    + "which a judge finds something without any fault",
            "3:something is missing on this machine",
            "70:--engine jpf: the two engines disagree; any other fault of sequent itself",
            "130:interrupted; what was found so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent mutants                        every mutant of spec/tcp/tcp.sqt",
            "  sequent mutants --list                 what there is",
            "  sequent mutants two-way-handshake --show",
            "                                         one of them, with its story and the figure that tells it",
            "  sequent mutants --only-row 35          those of a row of the catalogue of properties",
            "  sequent mutants two-way-handshake --engine jpf",
            "                                         the same, by Java PathFinder",
            "  sequent mutants my/tcp.sqt --quick     those that the tests run, on a copy that you edited",
            "  sequent mutants --draw 60 -o faults    sixty specifications, each with a fault that nobody has chosen",
            "  sequent mutants --draw 60 --try        how many of them the tests find, and which not",
            "  sequent mutants --draw 60 --try --only 3,7 --judges scripts,check --show",
            "                                         two of them, before two judges, with what these say"
        })
final class MutantsCommand implements Callable<Integer> {
    private static final String FOLDER = "mutants";
    private static final String FORMAT = "spec/tcp/mutants/README.md says how to write one";

    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "[SPEC] [MUTANT...]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "Root file of the specification (ending in .sqt, or a folder); by default, spec/tcp/tcp.sqt. "
                    + "Then the mutants to check; by default, all of them.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private SpecificationOptions options;

    @Mixin
    private EngineMixin engine;

    @Option(
            names = "--only-row",
            paramLabel = "N",
            description = "Only mutants of this row of the catalogue. May be given several times.")
    private List<Integer> rows = new ArrayList<>();

    @Option(names = "--quick", description = "Only the mutants that the tests of the build run.")
    private boolean quick;

    @Option(
            names = "--show",
            description =
                    "Show each mutant's story, and the figure of the counterexample; with --try, what each judge says.")
    private boolean show;

    @Option(
            names = "--all-properties",
            description = "Check every property of each mutant, to the last state: what else fails?")
    private boolean everything;

    @Option(names = "--no-baseline", description = "Do not check that what fails holds without the mutant.")
    private boolean noBaseline;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "Give up a search after N states; with --try, a scenario.")
    private long maxStates = Long.MAX_VALUE;

    @Option(
            names = "--time-limit",
            paramLabel = "D",
            description =
                    "Give up a search after this time, for instance 30s or 5min, more than 0; with --try, a judge of a fault.")
    private String timeLimit = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to work with; by default, one for each processor.")
    private int threads = Workers.ofThisMachine();

    @Option(names = "--list", description = "Check nothing; list the mutants.")
    private boolean list;

    @Mixin
    private FaultsMixin faults;

    @Option(names = "--json", description = "Print the results, the list, or why a mutant does not fit, as JSON.")
    private boolean json;

    MutantsCommand(Console console, Paint paint) {
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
        Limits limits = Limits.none().withStates(maxStates);
        if (!timeLimit.isEmpty()) {
            limits = limits.withTime(Duration.ofNanos(OptionValue.limit(timeLimit, "--time-limit")));
        }
        boolean drawing = faults.wanted();
        if (drawing && (quick || list || everything || !rows.isEmpty() || engine.given())) {
            throw CommandFailure.usage(
                    "--draw does without mutants, and judges search with the embedded engine: --quick, "
                            + "--only-row, --all-properties, --list and --engine do not go with it");
        }
        boolean named = !names.isEmpty() && Specification.isFile(names.getFirst());
        Specification spec = Specification.load(options.of(named ? names.getFirst() : "", json), console);
        List<String> wanted = names.subList(named ? 1 : 0, names.size());
        if (drawing && !wanted.isEmpty()) {
            throw CommandFailure.usage("--draw does without mutants: leave out " + String.join(", ", wanted));
        }
        if (drawing) {
            return new DrawnFaults(spec, faults, console, paint, threads, show, !noBaseline, json)
                    .run(faults.bounds(limits));
        }
        Catalogue catalogue = catalogue(spec);
        List<Mutant> mutants = chosen(spec, catalogue, wanted);
        List<Complaint> complaints = catalogue.complaints().stream()
                .filter(c -> wanted.isEmpty()
                        || wanted.stream().anyMatch(w -> c.file().endsWith("/" + w + ".patch")))
                .toList();
        if (list && complaints.isEmpty()) {
            console.print(json ? MutantJson.list(mutants) : MutantTable.list(mutants));
            return ExitCode.OK;
        }
        Engines engines = engine.engines(console);
        var original = Original.of(spec.compilation(), spec.options(), spec.set());
        List<Ready> ready = ready(original, mutants, complaints);
        boolean whole = wanted.isEmpty() && rows.isEmpty() && !quick;
        return check(spec, engines, original, ready, whole, limits);
    }

    private static Catalogue catalogue(Specification spec) {
        Path folder = spec.root().toAbsolutePath().resolveSibling(FOLDER);
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage("there are no mutants of " + spec.shown() + ": they are the .patch files in "
                    + Specification.openable(folder) + "; " + FORMAT);
        }
        try {
            Catalogue found = Catalogue.read(folder, Specification::openable);
            if (found.mutants().isEmpty() && found.complaints().isEmpty()) {
                throw CommandFailure.usage("there are no mutants of " + spec.shown() + ": "
                        + Specification.openable(folder) + " has no .patch file; " + FORMAT);
            }
            return found;
        } catch (IOException e) {
            throw CommandFailure.missing(
                    "the mutants in " + Specification.openable(folder) + " cannot be read: " + Disk.reason(e));
        }
    }

    private List<Mutant> chosen(Specification spec, Catalogue catalogue, List<String> wanted) {
        List<String> known =
                new ArrayList<>(catalogue.mutants().stream().map(Mutant::name).toList());
        catalogue.complaints().forEach(c -> known.add(c.file().replaceAll(".*/|\\.patch$", "")));
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw CommandFailure.usage("there is no mutant " + name + " of " + spec.shown()
                        + Nearest.aside(name, known) + " (all of them: sequent mutants --list)");
            }
        }
        List<Mutant> chosen = catalogue.mutants().stream()
                .filter(m -> wanted.isEmpty() || wanted.contains(m.name()))
                .filter(m -> rows.isEmpty() || m.rows().stream().anyMatch(rows::contains))
                .filter(m -> !quick || m.quick())
                .toList();
        if (chosen.isEmpty() && catalogue.complaints().isEmpty()) {
            throw CommandFailure.usage(
                    "no mutant of " + spec.shown() + " matches (all of them: sequent mutants --list)");
        }
        return chosen;
    }

    /** Complains about everything that is wrong at once, before anything is explored. */
    private List<Ready> ready(Original original, List<Mutant> mutants, List<Complaint> unread) {
        Catalogue.Prepared prepared;
        try (var progress = new ProgressLine(console)) {
            progress.show("applying " + mutants.size() + " mutants");
            prepared = Catalogue.prepare(original, mutants);
        }
        var complaints = new ArrayList<>(unread);
        complaints.addAll(prepared.complaints());
        if (complaints.isEmpty()) {
            prepared.ready().forEach(r -> r.remarks().forEach(console::say));
            return prepared.ready();
        }
        if (json) {
            console.print(MutantJson.complaints(complaints));
        } else {
            complaints.forEach(c -> console.complain(c.text() + "\n"));
        }
        throw CommandFailure.usage((complaints.size() == 1 ? "one mutant does" : complaints.size() + " mutants do")
                        + " not fit the specification, so none was checked; " + FORMAT)
                .alreadyTold();
    }

    private int check(
            Specification spec, Engines engines, Original original, List<Ready> ready, boolean whole, Limits limits) {
        if (!json) {
            console.println(paint.strong(spec.digestLine()));
            spec.settings().forEach(s -> console.println("set " + s));
            if (engines != Engines.EMBEDDED) {
                console.println("searched by " + engines.name());
            }
            console.println("");
        }
        try (var progress = new ProgressLine(console)) {
            var how = new MutantOptions(engines, threads, limits, !noBaseline, everything, progress::show);
            var run = new MutantRun(original, spec.core(), how);
            try (var ignored = Signals.on("INT", run::cancel)) {
                MutantsReport report = run.run(ready, whole);
                progress.close();
                return tell(report);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(e);
            } catch (JpfUnusable e) {
                throw CommandFailure.missing(e);
            }
        }
    }

    /** @return the exit code */
    private int tell(MutantsReport report) {
        if (json) {
            console.print(MutantJson.text(report));
        } else {
            for (MutantReport each : show ? report.reports() : List.<MutantReport>of()) {
                console.println(MutantTable.shown(each, console.width()));
            }
            console.print(painted(MutantTable.text(report, !show, console.width())));
        }
        if (report.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        return report.good() ? ExitCode.OK : ExitCode.VIOLATED;
    }

    private String painted(String text) {
        String all = text;
        for (String bad : List.of(
                "SURVIVED", "STORY NOT TOLD", "UNFOUNDED", "BY ANOTHER", "NOT EXHAUSTED", "without a mutant:")) {
            all = paint.on() ? all.replace(bad, paint.bad(bad)) : all;
        }
        return all;
    }
}
