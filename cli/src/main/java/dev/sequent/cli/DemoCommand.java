package dev.sequent.cli;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.VerdictTable;
import dev.sequent.check.engine.Disk;
import dev.sequent.cli.demo.CaptureFigures;
import dev.sequent.cli.demo.Namespace;
import dev.sequent.cli.demo.Steps;
import dev.sequent.cli.demo.VirtualSteps;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sequent demo}. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Show everything once: check, generate, and talk to the kernel's TCP.",
            "",
            "The handshake is explored to the last state, the core generated, and a network namespace created (as root, or by "
                    + "'unshare -Urn') with a TAP in it. There the stack runs, and the kernel's own TCP talks to it: bytes "
                    + "echoed over a clean link and over a bad one, a web page, a connection from our side, ports that refuse. "
                    + "Where no namespace can be created, the demo says so and runs two stacks on a link in virtual time.",
            "",
            "It ends within minutes and leaves nothing behind but the captures; it says where they are.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every step did what it should",
            "1:a step did not; it says which, and why",
            "3:something is missing on this machine"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sequent demo", "  sequent demo --bytes 64MiB --captures /tmp/captures"})
final class DemoCommand implements Callable<Integer> {
    private static final Duration INSIDE = Duration.ofMinutes(4);

    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            description = "How much to echo over each link, for instance 500KiB or 64MiB; 8MiB by default.")
    private String bytes = "8MiB";

    @Option(
            names = "--captures",
            paramLabel = "DIR",
            description = "Where to put the captures; target/demo by default.")
    private Optional<Path> captures = Optional.empty();

    @Option(names = "--in-process", description = "Create no namespace: run two stacks on a link in virtual time.")
    private boolean inProcess;

    DemoCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long count = Size.parse(bytes, "--bytes");
        if (count == 0) {
            throw CommandFailure.usage("--bytes 0: nothing to echo; give at least 1");
        }
        Path folder = folder();
        long began = System.nanoTime();
        var steps = new Steps(console, paint);
        try {
            Specification spec =
                    Specification.load(new Specification.Request("", java.util.Map.of(), List.of(), false), console);
            title(1, "The handshake, to the last state");
            steps.step("check handshake", Duration.ofMinutes(2), () -> handshake(spec));
            title(2, "The core that was checked, and that runs");
            steps.step("core " + spec.core().digest(), Duration.ofMinutes(1), () -> core(spec));
            Optional<Namespace> namespace = inProcess ? Optional.empty() : Namespace.find();
            int code = namespace.isPresent()
                    ? kernel(namespace.get(), folder, count)
                    : virtual(spec, steps, folder, count);
            if (code == ExitCode.OK) {
                console.println(
                        String.format(Locale.ROOT, "%nAll of it in %.0f s.", (System.nanoTime() - began) / 1e9));
            }
            return code;
        } catch (Steps.Failed e) {
            return ExitCode.VIOLATED;
        }
    }

    private void title(int number, String text) {
        console.println((number == 1 ? "" : "\n") + paint.strong(number + ". " + text));
    }

    private static String handshake(Specification spec) throws Exception {
        var run = new CheckRun(spec.protocol(), spec.core());
        ScenarioReport report = run.check(run.scenario("handshake").orElseThrow(), CheckOptions.defaults());
        if (report.worst() != Verdict.Kind.HOLDS) {
            throw new Exception("does not hold\n" + VerdictTable.text(report, VerdictTable.Detail.FIGURES));
        }
        var s = report.statistics();
        return String.format(
                Locale.ROOT,
                "holds (exhaustive): %d properties in each of %,d states, %,d transitions, depth %d",
                report.verdicts().size(),
                s.states(),
                s.transitions(),
                s.depth());
    }

    private static String core(Specification spec) {
        long lines = spec.core().sources().values().stream()
                .mapToLong(text -> text.lines().count())
                .sum();
        return String.format(
                Locale.ROOT,
                "%d files with %,d lines of Java from %d of specification, in %s",
                spec.core().sources().size(),
                lines,
                spec.protocol().files().size(),
                spec.shown());
    }

    private int kernel(Namespace namespace, Path folder, long count) throws IOException, InterruptedException {
        title(3, "The kernel's TCP against ours, in a namespace of its own (" + namespace.shown() + ")");
        var arguments = new ArrayList<>(
                List.of(DemoInsideCommand.NAME, "--bytes", Long.toString(count), "--captures", folder.toString()));
        if (paint.on()) {
            arguments.add("--color");
        }
        Optional<Integer> code = namespace.run(arguments, INSIDE, console);
        if (code.isEmpty()) {
            console.say("not over after " + INSIDE.toMinutes() + " minutes, so it was ended");
            return ExitCode.VIOLATED;
        }
        return code.get();
    }

    private int virtual(Specification spec, Steps steps, Path folder, long count) throws Steps.Failed, IOException {
        if (!inProcess) {
            console.println("\nNo network namespace with a TAP can be created here: " + Namespace.whyNot());
        }
        title(3, "Two of our stacks on a link in virtual time");
        var figures =
                new CaptureFigures(console, paint, spec.protocol().messages().getFirst());
        new VirtualSteps(CoreLinker.link(spec.core()), steps, folder, count, figures).run();
        return ExitCode.OK;
    }

    /** In the checkout if we may write there; otherwise a new temporary folder. */
    private Path folder() {
        try {
            if (captures.isPresent()) {
                return Files.createDirectories(captures.get()).toAbsolutePath();
            }
            Optional<Path> target = Home.folder().filter(Files::isWritable).map(home -> home.resolve("target/demo"));
            return target.isPresent()
                    ? Files.createDirectories(target.get())
                    : Files.createTempDirectory("sequent-demo");
        } catch (IOException e) {
            throw CommandFailure.missing(
                    "no place for the captures: " + Disk.reason(e) + "; name one with --captures DIR");
        }
    }
}
