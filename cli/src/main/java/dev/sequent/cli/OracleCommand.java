package dev.sequent.cli;

import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.model.Protocol;
import dev.sequent.packet.kernel.KernelBench;
import dev.sequent.packet.oracle.Findings;
import dev.sequent.packet.oracle.FindingsText;
import dev.sequent.packet.oracle.Oracle;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.view.Paint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent oracle}. */
@Command(
        name = "oracle",
        sortOptions = false,
        description = {
            "Tell the stack and Linux the same, and compare what they do.",
            "",
            "Exchanges are drawn at random: calls of a user, and segments of a remote, most of them good, some old, early, forged "
                    + "or torn. The stack is told each in virtual time, the kernel of this machine in a network namespace that is "
                    + "made for it. Where they differ, the difference is one that is known, with what stands beside it in the "
                    + "specification, or it is shown with all that led to it.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:both do the same, or differ as it is known",
            "1:there is a difference that is not known",
            "2:wrong use, a specification with errors, or one that cannot run as a TCP",
            "3:something is missing on this machine: Linux, the rights to make a network namespace, /dev/net/tun; or it is too busy",
            "130:interrupted; what was found so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sudo sequent oracle                    a thousand exchanges",
            "  sudo sequent oracle my/tcp.sqt         with a copy that you edited",
            "  sudo sequent oracle --only 17 --verbose",
            "                                         one of them again, with each difference in full",
            "  sudo sequent oracle --seed 2 --report differences.md",
            "                                         others, and a document of what was found"
        })
final class OracleCommand implements Callable<Integer> {
    /** Throttles depend on the time that passes between two steps, which is not the same for both. */
    private static final Map<String, Long> UNTHROTTLED = Map.of("UNACCEPTABLE-INTERVAL", 0L, "CHALLENGE-ACKS", 0L);

    private static final int MOST_EXCHANGES = 1_000_000;
    private static final int MOST_THREADS = 256;
    private static final String OPTION = "--report";

    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "[SPEC]",
            hideParamSyntax = true,
            arity = "0..1",
            description = "Root file of the specification, or its folder; by default, spec/tcp/tcp.sqt.")
    private Optional<String> specification = Optional.empty();

    @Mixin
    private SpecificationOptions options;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which exchanges, a number; by default, 1. They are the same on every machine.")
    private long seed = 1;

    @Option(names = "--exchanges", paramLabel = "N", description = "How many; by default, 1000.")
    private int exchanges = 1_000;

    @Option(names = "--only", paramLabel = "N", description = "Only this exchange. May be given several times.")
    private List<Integer> only = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Exchanges at once; by default, 8. Most of the time goes by in waiting.")
    private int threads = 8;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show each difference in full, also the known ones.")
    private boolean verbose;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Also write a document of it, in Markdown. A file that exists is replaced only if it is one, too.")
    private Optional<Path> report = Optional.empty();

    OracleCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        within("--exchanges", exchanges, 1, MOST_EXCHANGES);
        within("--threads", threads, 1, MOST_THREADS);
        only.forEach(n -> within("--only", n, 0, MOST_EXCHANGES));
        report.ifPresent(file -> OutputFile.check(OPTION, file, OutputFile.Kind.FINDINGS));
        Specification spec = Specification.load(options.of(Specification.given(specification), false), console);
        List<Integer> numbers =
                only.isEmpty() ? IntStream.range(0, exchanges).boxed().toList() : List.copyOf(only);
        var oracle = new Oracle(CoreLinker.bench(spec.core()), parameters(spec), new KernelBench());
        console.println(paint.strong(spec.digestLine()));
        spec.settings().forEach(s -> console.println("set " + s));
        String linux = "Linux " + System.getProperty("os.version").replaceFirst("[^0-9.].*", "");
        console.println("beside " + linux + ", seed " + seed);
        console.println("");
        Findings findings;
        var interrupted = new AtomicBoolean();
        try (var progress = new ProgressLine(console);
                var ignored = Signals.on("INT", () -> interrupted.set(true))) {
            progress.show("0 of " + numbers.size() + " exchanges");
            findings = oracle.run(
                    seed,
                    numbers,
                    threads,
                    interrupted::get,
                    n -> progress.show(n + " of " + numbers.size() + " exchanges"));
        } catch (DeviceException e) {
            throw CommandFailure.missing(e);
        }
        int code = tell(findings, new FindingsText(findings, "Sequent", linux, console.width()));
        if (interrupted.get()) {
            console.say("interrupted: " + findings.exchanges() + " of " + numbers.size() + " exchanges were compared");
            return ExitCode.INTERRUPTED;
        }
        return code;
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw CommandFailure.usage(option + " is from " + least + " to " + most + ", not " + value);
        }
    }

    /** What differs from the defaults: what the user has set, and no throttle, unless he has set one. */
    private static Map<String, Long> parameters(Specification spec) {
        Protocol protocol = spec.protocol();
        Map<String, Long> all = new HashMap<>();
        protocol.params().stream()
                .filter(p -> UNTHROTTLED.containsKey(p.name()))
                .forEach(p -> all.put(p.name(), UNTHROTTLED.getOrDefault(p.name(), 0L)));
        all.putAll(spec.set());
        return all;
    }

    private int tell(Findings findings, FindingsText text) {
        console.print(text.summary());
        console.print(verbose ? text.all() : text.unknown());
        report.ifPresent(file -> write(file, text));
        console.println("");
        if (!findings.unknown().isEmpty()) {
            console.println(paint.bad(findings.unknown().size()
                    + (findings.unknown().size() == 1 ? " difference is not known" : " differences are not known")));
            return ExitCode.VIOLATED;
        }
        if (!findings.disturbed().isEmpty()) {
            throw CommandFailure.missing("this machine was too busy for "
                    + findings.disturbed().size()
                    + (findings.disturbed().size() == 1 ? " exchange" : " exchanges")
                    + ": try again, with fewer --threads");
        }
        console.println(paint.good("every difference is a known one"));
        return ExitCode.OK;
    }

    private void write(Path file, FindingsText text) {
        OutputFile.write(OPTION, file, OutputFile.Kind.FINDINGS, text.markdown(command()));
    }

    private String command() {
        return Invocation.of("oracle --seed " + seed + " --exchanges " + exchanges);
    }
}
