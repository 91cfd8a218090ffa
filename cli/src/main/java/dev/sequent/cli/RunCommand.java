package dev.sequent.cli;

import dev.sequent.cli.control.ControlServer;
import dev.sequent.cli.control.Rendezvous;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.RunRequest;
import dev.sequent.cli.run.RunningStack;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.OutputLost;
import dev.sequent.stack.app.Application;
import dev.sequent.stack.device.Impairments;
import dev.sequent.view.Paint;
import dev.sequent.wire.IpAddress;
import dev.sequent.wire.IpPrefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent run}. */
@Command(
        name = "run",
        sortOptions = false,
        description = {
            "Run a specification as a TCP on a TAP device.",
            "",
            "The specification is compiled and its core linked with the stack: the core that 'check' explores, as the digest "
                    + "shows. The kernel sees a host on the other side of the TAP. Creating a TAP takes root, or a namespace of "
                    + "one's own (unshare -Urn).",
            "",
            "While it runs, Enter (or s and Enter) lists the connections; q and Enter, or Ctrl-C, ends it in an orderly "
                    + "way. SIGUSR1 lists them, too ('kill -USR1 PID'), as does 'sequent ss' from elsewhere; SIGQUIT is the "
                    + "JVM's own and prints its threads.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended when it was told to: q, --duration, SIGINT, SIGTERM",
            "1:the stack failed; with --connect: no connection (even if it was told to end first), or it broke",
            "2:wrong use, or a specification with errors",
            "3:something is missing (privileges, /dev/net/tun), the address is in use on the link, or the TAP vanished while it ran"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sudo sequent run --tap sq0 --address 192.0.2.2/24 --kernel-address 192.0.2.1/24 --app echo:7",
            "  sequent run --tap sq0 --address 192.0.2.2/24 --app http:80=. --pcap run.pcapng",
            "  sequent run --tap sq0 --address 192.0.2.2/24 --app echo:7 --impair loss=5%%,reorder=2%%",
            "  sequent run --tap sq0 --address 192.0.2.2/24 --app echo:7 --set MSL=1s my/tcp.sqt",
            "  sequent run --tap sq0 --address 192.0.2.2/24 --connect 192.0.2.1:9000 <file"
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "SPEC",
            arity = "0..1",
            description = "Root file of the specification, or its folder; by default, spec/tcp/tcp.sqt.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--tap",
            required = true,
            paramLabel = "NAME",
            description = "The TAP; created, and removed at the end, unless it exists already.")
    private String tap = "";

    @Option(
            names = "--address",
            required = true,
            paramLabel = "A/B",
            description = "Our address and the length of its network's prefix.")
    private String address = "";

    @Option(
            names = "--kernel-address",
            paramLabel = "A/B",
            description = "Give the kernel's side of the TAP this address.")
    private Optional<String> kernelAddress = Optional.empty();

    @Option(names = "--gateway", paramLabel = "A", description = "Where to send packets for other networks.")
    private Optional<String> gateway = Optional.empty();

    @Option(
            names = "--mac",
            paramLabel = "M",
            description = "Our MAC address, for instance 02:00:00:00:00:01; by default, one derived from NAME.")
    private Optional<String> mac = Optional.empty();

    @Option(names = "--mtu", paramLabel = "N", description = "Set the TAP's MTU, in octets.")
    private Optional<Integer> mtu = Optional.empty();

    @Option(
            names = "--app",
            paramLabel = "APP",
            description =
                    "Serve echo:PORT, discard:PORT, source:PORT, source:PORT=OCTETS or http:PORT=DIR. May be given several times.")
    private List<String> apps = new ArrayList<>();

    @Option(
            names = "--connect",
            paramLabel = "A:PORT",
            description =
                    "Open a connection, for as long as the specification tries; send it the standard input, write what comes back to the "
                            + "standard output, then end.")
    private Optional<String> connect = Optional.empty();

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description =
                    "Write all frames to FILE, for Wireshark (pcapng). A file that exists is replaced only if it is a capture that sequent has written.")
    private Optional<Path> pcap = Optional.empty();

    @Option(
            names = "--impair",
            paramLabel = "WHAT",
            description =
                    "Make the link bad: loss=5%%,duplicate=1%%,reorder=2%%,corrupt=0.1%%,delay=10ms,jitter=2ms,seed=42, or any of these; "
                            + "in.loss=5%% is for one direction.")
    private Optional<String> impairment = Optional.empty();

    @Mixin
    private SpecificationOptions options;

    @Option(names = "--duration", paramLabel = "D", description = "End after this time, for instance 90s or 5min.")
    private Optional<String> duration = Optional.empty();

    @Option(names = "--no-keys", description = "Do not read the standard input.")
    private boolean noKeys;

    RunCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Long> limit = duration.map(text -> OptionValue.duration(text, "--duration"));
        checkLink();
        pcap.ifPresent(capture -> OutputFile.check("--pcap", capture, OutputFile.Kind.CAPTURE));
        Optional<HostAndPort> target = connect.map(HostAndPort::parse);
        if (apps.isEmpty() && target.isEmpty()) {
            throw CommandFailure.usage("nothing to do: give an --app to serve, or an address to --connect to");
        }
        Specification spec = Specification.load(options.of(Specification.given(file), false), console);
        var request = new RunRequest(
                tap,
                address,
                gateway,
                mac.map(MacOption::parse),
                mtu,
                kernelAddress,
                apps,
                pcap,
                impairment,
                spec.set(),
                spec.core().digest(),
                Optional.empty());
        try (RunningStack stack = CoreLinker.link(spec.core()).open(request)) {
            return target.isPresent() ? pipe(stack, target.get(), spec, limit) : serve(stack, request, spec, limit);
        }
    }

    /** Finds what is wrong before anything is compiled or opened. */
    private void checkLink() {
        try {
            IpAddress ours = IpPrefix.parse(address).address();
            kernelAddress
                    .map(IpPrefix::parse)
                    .filter(kernels -> kernels.address().equals(ours))
                    .ifPresent(same -> {
                        throw CommandFailure.usage("--kernel-address " + same
                                + " is also the --address, but kernel and stack are two hosts");
                    });
            impairment.ifPresent(Impairments::parse);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e);
        }
        for (String app : apps) {
            try {
                Application.parse(app);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--app " + app + ": " + e.getMessage());
            }
        }
        mtu.filter(n -> n < 68 || n > 65535).ifPresent(n -> {
            throw CommandFailure.usage("--mtu " + n + ": an MTU is from 68 to 65535 octets");
        });
    }

    // ---------------------------------------------------------------- serving

    private int serve(RunningStack stack, RunRequest request, Specification spec, Optional<Long> limit)
            throws InterruptedException, ExecutionException {
        var told = new CompletableFuture<String>();
        try (var control = ControlServer.start(
                        new Rendezvous(console),
                        tap,
                        Map.of(
                                ControlServer.TEXT,
                                () -> heading(spec) + stack.table(),
                                ControlServer.INFO,
                                () -> heading(spec) + stack.tableWithInfo(),
                                ControlServer.JSON,
                                stack::json));
                var interrupt = Signals.on("INT", () -> told.complete("interrupted"));
                var terminate = Signals.on("TERM", () -> told.complete("told to end"));
                var list = Signals.on("USR1", () -> list(stack))) {
            banner(stack, request, spec);
            var keys = new Keyboard(console, () -> list(stack), () -> told.complete("q"));
            console.println(paint.faint((keys.start(!noKeys)
                            ? "Enter lists connections, q and Enter ends it; from elsewhere: "
                            : "to list connections: ")
                    + "sequent ss"));
            CompletableFuture<Object> over = CompletableFuture.anyOf(told, stack.ended());
            try {
                over.get(limit.orElse(Long.MAX_VALUE), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                told.complete("the time is up");
            }
        }
        if (!told.isDone() || stack.ended().isDone()) {
            RunningStack.End end = stack.ended().get();
            console.say(end.message());
            return end.gone() ? ExitCode.MISSING : ExitCode.VIOLATED;
        }
        stack.close();
        console.say("ended: " + told.join());
        request.capture().ifPresent(capture -> console.say("captured in " + capture));
        return ExitCode.OK;
    }

    /** A listing that cannot be printed ends no connection; the exit code tells of it. */
    private void list(RunningStack stack) {
        try {
            console.print(stack.table());
        } catch (OutputLost e) {
            console.say(String.valueOf(e.getMessage()));
        }
    }

    private String heading(Specification spec) {
        return tap + ", " + address + ", process " + ProcessHandle.current().pid() + ", core "
                + spec.core().digest() + "\n";
    }

    private void banner(RunningStack stack, RunRequest request, Specification spec) {
        console.println(paint.strong(spec.digestLine()));
        Differences.of(spec).forEach(console::println);
        spec.settings().forEach(s -> console.println("set " + s));
        console.println("listening on " + address + ", TAP " + tap + ", MAC " + stack.mac() + ", MTU " + stack.mtu());
        request.apps().forEach(app -> console.println("  " + app));
        request.impairment().ifPresent(text -> console.println("the link is impaired: " + text));
        request.capture().ifPresent(capture -> console.println("capturing to " + capture));
        if (kernelAddress.isEmpty()) {
            console.println("the kernel needs an address on its side, for instance: ip address add "
                    + Hints.neighbour(address) + " dev " + tap);
        }
    }

    // ---------------------------------------------------------------- being a pipe

    private int pipe(RunningStack stack, HostAndPort target, Specification spec, Optional<Long> limit) {
        console.say(spec.digestLine());
        var told = new CompletableFuture<String>();
        limit.ifPresent(nanos -> told.completeOnTimeout("the time is up", nanos, TimeUnit.NANOSECONDS));
        try (var interrupt = Signals.on("INT", () -> told.complete("interrupted"));
                var terminate = Signals.on("TERM", () -> told.complete("told to end"))) {
            return new PipeThrough(console, stack).run(target, told);
        }
    }
}
