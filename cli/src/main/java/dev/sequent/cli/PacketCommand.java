package dev.sequent.cli;

import dev.sequent.check.engine.Workers;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.Sysctls;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.batch.ScriptFiles;
import dev.sequent.packet.batch.Summary;
import dev.sequent.packet.capture.CaptureScript;
import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.syntax.CommandLineOption;
import dev.sequent.view.Paint;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.PcapngReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code sequent packet}. */
@Command(
        name = "packet",
        sortOptions = false,
        description = {
            "Run packet scripts in packetdrill's language against the stack, in virtual time, or against the kernel.",
            "",
            "Each FILE is a script; of a FOLDER, each file in it whose name ends in .pkt. A script says which system calls a "
                    + "program makes, which packets come from the network, and which ones the stack must send, and when. Each runs on "
                    + "a stack of its own, linked with the core of the specification. spec/tcp/scripts has some to begin with, and "
                    + "packet-scripts/LANGUAGE.md says what is understood.",
            "",
            "With --kernel, the host under test is the Linux kernel, in real time: each script has it in a network namespace of "
                    + "its own. It takes root and /dev/net/tun. A page KERNEL.md beside the scripts, or above them, says which of them the "
                    + "kernel is known not to pass, and why; these do not count as failures, unless they pass.",
            "",
            "The options that a script has at its top, as --tolerance_usecs=1000, may also be given here, and count before those.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every script that was run has passed, or, with --kernel, differs as KERNEL.md lists it; with --dry-run, all can be run",
            "1:some script has failed, or wants what is not supported; or passes though KERNEL.md lists it; or none was run, "
                    + "since all take longer than --longest",
            "2:wrong use, a script with mistakes, or a specification with errors",
            "3:something is missing on this machine, or a script cannot be read",
            "130:interrupted; what was found so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent packet spec/tcp/scripts       every script of that folder",
            "  sequent packet --verbose close.pkt    one, with the figure of what happened",
            "  sequent packet --spec my/tcp.sqt --set RTO-MIN=1s scripts/",
            "                                        on the core of a copy that you edited",
            "  sequent packet --dry-run scripts/     only read them, and say what is wrong with them",
            "  sequent packet --from-capture run.pcapng > run.pkt",
            "                                        make a script of what happened once",
            "  sudo sequent packet --kernel spec/tcp/scripts",
            "                                        what the kernel makes of them",
            "  sequent packet --rules spec/tcp/scripts",
            "                                        which rules of the specification no script passed",
            "  sequent packet --report out.xml scripts/",
            "                                        for a build server, as JUnit's XML"
        })
final class PacketCommand implements Callable<Integer> {
    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE|FOLDER", arity = "0..*", description = "The scripts.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--spec",
            paramLabel = "SPEC",
            description = "Root file of the specification, or its folder; by default, spec/tcp/tcp.sqt.")
    private Optional<String> specification = Optional.empty();

    @Mixin
    private SpecificationOptions options;

    @Option(
            names = "--kernel",
            description =
                    "Run the scripts on the Linux kernel's TCP, in real time. What is expected may be early or late by 18 ms "
                            + "there, unless --tolerance_usecs says otherwise.")
    private boolean kernel;

    @Option(
            names = "--longest",
            paramLabel = "D",
            description = "With --kernel, do not run scripts that take longer than this; by default, 5min.")
    private Optional<String> longest = Optional.empty();

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description =
                    "A word of the scripts, and what it stands for; as --define=NAME=VALUE. May be given several times.")
    private List<String> defines = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description =
                    "Read the scripts and run none: say what is wrong with them, and what is not supported, as far as that is "
                            + "known beforehand.")
    private boolean dryRun;

    @Option(
            names = "--relaxed",
            description =
                    "Do not look at PSH, at windows, and at options other than the MSS: what implementations may do "
                            + "one way or another.")
    private boolean relaxed;

    @Option(
            names = "--ignore-commands",
            description = "Pass over commands of a shell that are not understood, where a script is else unsupported.")
    private boolean ignoreCommands;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show the figure of every run.")
    private boolean verbose;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the results to FILE, as JUnit's XML.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads to work with; by default, one for each processor, and with --kernel 32, which mostly wait.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--from-capture",
            paramLabel = "FILE",
            description =
                    "Run nothing: print a script of the first connection in this pcapng file, for the host that listens, or for "
                            + "the one whose address --local_ip names.")
    private Optional<Path> capture = Optional.empty();

    @Mixin
    private RulesMixin rules;

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    @Unmatched
    private List<String> others = new ArrayList<>();

    PacketCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        threads.filter(n -> n < 1 || n > Workers.MOST).ifPresent(n -> {
            throw CommandFailure.usage("--threads is from 1 to " + Workers.MOST + ", not " + n);
        });
        if (longest.isPresent() && !kernel) {
            throw CommandFailure.usage("--longest goes with --kernel: elsewhere, time is virtual");
        }
        List<ScriptOption> scriptOptions = scriptOptions();
        dryRun |= scriptOptions.stream().anyMatch(o -> o.name().equals("dry_run"));
        if (capture.isPresent()) {
            return printScript(capture.get(), scriptOptions);
        }
        if (paths.isEmpty()) {
            throw CommandFailure.usage("name a script, or a folder with scripts, for instance spec/tcp/scripts");
        }
        List<Path> files = files();
        var request = new Runner.Request(scriptOptions, relaxed, dryRun, ignoreCommands, console.width());
        var output = new PacketOutput(console, paint, verbose, json, report, new AtomicBoolean());
        output.check();
        if (kernel) {
            return onKernel(files, request, output);
        }
        Specification spec = Specification.load(options.of(Specification.given(specification), json), console);
        Set<String> warned = ConcurrentHashMap.newKeySet();
        Optional<RuleCount> count =
                rules.wanted() && !dryRun ? Optional.of(RuleCount.of(spec, console)) : Optional.empty();
        Bench bench =
                count.map(c -> CoreLinker.bench(c.core(), c::listener)).orElseGet(() -> CoreLinker.bench(spec.core()));
        var runner = new Runner(bench, Sysctls.of(spec.protocol()), spec.set(), request, warning -> {
            if (warned.add(warning)) {
                console.say("warning: " + warning);
            }
        });
        return run(files, runner, spec, output, count);
    }

    private int onKernel(List<Path> files, Runner.Request request, PacketOutput output) {
        if (specification.isPresent() || options.areGiven()) {
            throw CommandFailure.usage(
                    "--spec, --set and --use are about a specification, and with --kernel there is none: "
                            + "a script sets sysctls, as `sysctl -q net.ipv4.tcp_retries2=3`");
        }
        long limit =
                longest.map(text -> OptionValue.duration(text, "--longest")).orElse(KernelScripts.LONGEST);
        return new KernelScripts(console, paint, output, request, threads.orElse(KernelScripts.THREADS), limit)
                .run(files);
    }

    private int printScript(Path file, List<ScriptOption> given) {
        Optional<Integer> host = given.stream()
                .filter(o -> o.name().equals("local_ip"))
                .findFirst()
                .flatMap(ScriptOption::value)
                .map(address -> Ipv4Address.parse(address).bits());
        try {
            console.print(ScriptPrinter.text(CaptureScript.of(PcapngReader.read(file), host)));
            return ExitCode.OK;
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage("there is no capture " + file);
        } catch (IOException e) {
            throw CommandFailure.missing(e);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private List<ScriptOption> scriptOptions() {
        List<ScriptOption> all = new ArrayList<>();
        var given = new ArrayList<>(others);
        defines.forEach(define -> given.add("--define=" + define));
        for (String other : given) {
            try {
                ScriptOption option = CommandLineOption.read(other);
                if (!option.name().equals("define")
                        && all.stream().anyMatch(o -> o.name().equals(option.name()))) {
                    throw new IllegalArgumentException("--" + option.name() + " is there twice");
                }
                all.add(option);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(e.getMessage() + "\nsee 'sequent packet --help'");
            }
        }
        return all;
    }

    private List<Path> files() {
        try {
            return ScriptFiles.find(paths);
        } catch (IOException e) {
            throw CommandFailure.usage(e);
        }
    }

    private int run(
            List<Path> files, Runner runner, Specification spec, PacketOutput output, Optional<RuleCount> count) {
        if (!json) {
            console.println(paint.strong(spec.digestLine()));
            spec.settings().forEach(s -> console.println("set " + s));
        }
        List<Outcome> outcomes = output.run(
                files,
                file -> runner,
                threads.orElse(Workers.ofThisMachine()),
                outcome -> console.print(output.text(outcome)));
        output.report(outcomes);
        Summary summary = Summary.of(outcomes);
        if (json) {
            console.print(PacketJson.text(spec.core().digest(), outcomes, count));
        } else {
            count.ifPresent(c -> console.print(rules.text(c, c.passed(), "script") + "\n"));
            String line = output.soFar(outcomes, files) + (dryRun ? summary.ofReading() : summary.toString());
            console.println(summary.allPassed() ? paint.good(line) : paint.bad(line));
        }
        if (output.isInterrupted()) {
            return ExitCode.INTERRUPTED;
        }
        boolean good = summary.allPassed() && (dryRun || !summary.noneRun());
        return summary.wrong() > 0 ? ExitCode.USAGE : good ? ExitCode.OK : ExitCode.VIOLATED;
    }
}
