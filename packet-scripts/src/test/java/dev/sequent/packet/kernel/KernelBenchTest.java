package dev.sequent.packet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.packet.batch.Batch;
import dev.sequent.packet.batch.Differences;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.batch.ScriptFiles;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.run.Verdict;
import dev.sequent.packet.syntax.ScriptReader;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.KernelNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts on the kernel of this machine. Needs root and {@code /dev/net/tun}, or the tests are skipped and say so. */
class KernelBenchTest {
    private static final Path FOLDER = Path.of("../spec/tcp/scripts");
    /** Seconds that a script of the subset takes at most, and how many there are. */
    private static final long SHORT = 1;

    private static final int SOME = 40;

    private static final String PASSIVE_OPEN = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32768 <mss 1000>
            +0 > S. 0:0(0) ack 1 <...>
            +0 < . 1:1(0) ack 1 win 32768
            +0 accept(3, ..., ...) = 4
            """;

    private final List<String> warnings = new ArrayList<>();
    private final Runner runner = new Runner(
            new KernelBench(),
            new SysctlTable(List.of()),
            Map.of(),
            new Runner.Request(List.of(), false, false, false, 100),
            warnings::add);

    @BeforeEach
    void needsRootAndTun() {
        Assumptions.assumeTrue(
                Files.isWritable(Path.of("/dev/net/tun")), "/dev/net/tun is missing or not for this user: run as root");
        try (KernelNamespace made = KernelNamespace.create()) {
            assertThat(made).isNotNull();
        } catch (DeviceException e) {
            Assumptions.abort("this user may not make network namespaces: run as root");
        }
        new KernelBench().warmUp();
    }

    private Verdict run(String text) {
        return runner.run(ScriptReader.read("script.pkt", text, Map.of()));
    }

    private void passes(String text) {
        Verdict verdict = run(text);
        assertThat(verdict).as(String.valueOf(verdict)).isInstanceOf(Verdict.Passed.class);
    }

    /** Of the scripts that the page beside them does not list: every so-manieth short one. */
    @Test
    void theKernelPassesWhatItIsNotKnownToDifferIn() throws IOException {
        List<Path> all = ScriptFiles.find(List.of(FOLDER));
        Differences differences = Differences.about(all);
        List<Path> candidates = new ArrayList<>();
        for (Path file : all) {
            String text = Files.readString(file);
            boolean isShort =
                    ScriptReader.read(file.toString(), text, Map.of()).script().duration() <= SHORT * 1_000_000_000L;
            if (isShort && differences.of(file.toString()).isEmpty()) {
                candidates.add(file);
            }
        }
        assertThat(candidates).hasSizeGreaterThan(SOME);
        List<Path> some = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            some.add(candidates.get(i * candidates.size() / SOME));
        }
        List<Outcome> failed = Batch.run(some, runner, 8, outcome -> {}).stream()
                .filter(o -> !o.word().equals("passed"))
                .toList();
        assertThat(failed)
                .as(failed.stream()
                        .map(o -> o.line() + "\n" + o.details())
                        .toList()
                        .toString())
                .isEmpty();
    }

    @Test
    void aFailureShowsTheKernelsState() {
        assertThat(run(PASSIVE_OPEN + "+0 write(4, ..., 10) = 10\n+0 > P. 1:11(10) ack 2\n"))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.details())
                                .contains("expected  P. 1:11(10) ack 2\n", "actual    P. 1:11(10) ack 1\n")
                                .contains("state     ESTABLISHED\n"));
    }

    /** Which options the kernel offers depends on what the script is about. */
    @Test
    void offersTheOptionsThatTheScriptHas() {
        String open = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
                +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
                """;
        passes(open + "+0 > S 0:0(0) <mss 1460>\n");
        passes(open + "+0 > S 0:0(0) <mss 1460, nop, nop, sackOK>\n");
        passes("`sysctl -q net.ipv4.tcp_sack=1`\n" + open + "+0 > S 0:0(0) <...>\n");
    }

    @Test
    void sysctlsAreThoseOfItsNamespace() throws IOException {
        Path global = Path.of("/proc/sys/net/ipv4/tcp_keepalive_time");
        String before = Files.readString(global);
        passes("`sysctl -q net.ipv4.tcp_keepalive_time=1`\n" + PASSIVE_OPEN
                + "+0 setsockopt(4, SOL_SOCKET, SO_KEEPALIVE, [1], 4) = 0\n+1 > . 0:0(0) ack 1\n");
        assertThat(Files.readString(global)).isEqualTo(before);
        assertThat(run("`sysctl -q net.ipv4.no_such_thing=1`\n" + PASSIVE_OPEN))
                .isInstanceOfSatisfying(
                        Verdict.Unsupported.class,
                        u -> assertThat(u.message()).contains("net.ipv4.no_such_thing", "has no such sysctl"));
        assertThat(run("`sysctl -q kernel.hostname=other`\n" + PASSIVE_OPEN)).isInstanceOf(Verdict.Unsupported.class);
        assertThat(warnings).isEmpty();
    }

    /** In the middle of a script, too. */
    @Test
    void sysctlsCanChange() {
        passes("""
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 getsockopt(3, SOL_TCP, TCP_KEEPIDLE, [7200], [4]) = 0
                +0 `sysctl -q net.ipv4.tcp_keepalive_time=20`
                +0 getsockopt(3, SOL_TCP, TCP_KEEPIDLE, [20], [4]) = 0
                """);
    }

    @Test
    void callsBlockOnThreadsOfTheirOwn() {
        passes(PASSIVE_OPEN + """
                +0...0.1 read(4, ..., 1000) = 100
                +.1 < P. 1:101(100) ack 1 win 32768
                * > . 1:1(0) ack 101
                +0 close(4) = 0
                """);
        assertThat(run(PASSIVE_OPEN + "+0 read(4, ..., 1000) = 100\n"))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo("the call blocks, and should return at once"));
    }

    /** The process has descriptors that are none of the script's business. */
    @Test
    void descriptorsThatItHasNotOpenedAreNoneToAScript() {
        passes("""
                0 close(1) = -1 EBADF (Bad file descriptor)
                +0 write(2, ..., 10) = -1 EBADF (Bad file descriptor)
                +0 poll([{fd=0, events=POLLIN, revents=POLLNVAL}], 1, 0) = 1
                """);
    }

    @Test
    void fieldsOfTcpInfoAreTheKernels() {
        passes(PASSIVE_OPEN + """
                +0 %{
                assert tcpi_state == 1
                assert tcpi_snd_mss == 1000, tcpi_snd_mss
                assert tcpi_pmtu == 1500
                assert tcpi_advmss == 1460
                assert tcpi_snd_cwnd == 10
                assert tcpi_segs_in == 2, tcpi_segs_in
                assert tcpi_snd_wnd == 32768
                }%
                """);
    }

    @Test
    void anMtuThatNoInterfaceCanHaveIsUnsupported() {
        assertThat(run("--mtu=65535\n" + PASSIVE_OPEN))
                .isInstanceOfSatisfying(
                        Verdict.Unsupported.class,
                        u -> assertThat(u.message()).startsWith("--mtu=65535: cannot set the MTU"));
    }

    /** An oracle opens hosts by itself, without a script. */
    @Test
    void aHostCanBeHadWithoutAScript() {
        try (var subject = new KernelBench().open(Settings.of(List.of(), false), Map.of())) {
            assertThat(subject.isInRealTime()).isTrue();
            assertThat(subject.complaint()).isEmpty();
            assertThat(subject.poll()).isNull();
            byte[] datagram = "no datagram at all".getBytes(StandardCharsets.US_ASCII);
            subject.deliver(datagram);
            subject.advanceTo(subject.now() + 1_000_000);
            assertThat(subject.poll()).isNull();
        }
    }

    @Test
    void aNamespaceThatIsClosedCannotBeEntered() {
        KernelNamespace namespace = KernelNamespace.create();
        namespace.close();
        namespace.close();
        assertThatThrownBy(() -> namespace.call(() -> 1)).isInstanceOf(DeviceException.class);
    }
}
