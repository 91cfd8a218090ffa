package dev.sequent.stack.kernel;

import static dev.sequent.stack.kernel.KernelLink.KERNELS;
import static dev.sequent.stack.kernel.KernelLink.OURS;
import static dev.sequent.stack.kernel.KernelLink.ends;
import static dev.sequent.stack.kernel.KernelLink.inNamespace;
import static dev.sequent.stack.kernel.KernelLink.receive;
import static dev.sequent.stack.kernel.KernelLink.send;
import static dev.sequent.stack.kernel.KernelLink.withStack;
import static dev.sequent.stack.kernel.KernelLink.within;
import static dev.sequent.stack.kernel.Meddler.ACK;
import static dev.sequent.stack.kernel.Meddler.FIN;
import static dev.sequent.stack.kernel.Meddler.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.kernel.KernelLink.Ends;
import dev.sequent.stack.kernel.Meddler.Passed;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single segments between the kernel and us are lost, each for a reason; see {@link KernelLink} for how. */
@Timeout(60)
class KernelLossTest {

    interface Body {
        void run(Stack stack, Meddler meddler) throws Exception;
    }

    static void with(Map<String, Long> parameters, Body body) throws Exception {
        Meddler[] meddler = new Meddler[1];
        withStack(
                1_500,
                Optional.empty(),
                parameters,
                tap -> meddler[0] = new Meddler(tap),
                stack -> body.run(stack, meddler[0]));
    }

    interface Pair {
        void run(Ends ours, Ends kernels) throws Exception;
    }

    static void kernelConnects(Stack stack, Pair body) throws Exception {
        try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                Socket kernels = new Socket(OURS, 7);
                TcpSocket ours = listener.accept()) {
            body.run(ends(ours), ends(kernels));
        }
    }

    static void weConnect(Stack stack, Pair body) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(KERNELS));
                TcpSocket ours =
                        TcpSocket.connect(stack, new InetSocketAddress(KERNELS, server.getLocalPort()), 0, 10_000);
                Socket kernels = server.accept()) {
            body.run(ends(ours), ends(kernels));
        }
    }

    static void fewOctetsBothWays(Ends a, Ends b) throws Exception {
        a.out().write(new byte[] {1, 2, 3});
        assertThat(b.in().readNBytes(3)).containsExactly(1, 2, 3);
        b.out().write(new byte[] {4, 5});
        assertThat(a.in().readNBytes(2)).containsExactly(4, 5);
    }

    // ---------------------------------------------------------------- the handshake

    /**
     * Two are lost, the answer to the kernel's second SYN and our own retransmission, in whatever order: both sides
     * send again.
     */
    @Test
    void ourSynAck() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            meddler.lose(2, p -> p.is(true, SYN | ACK));
            kernelConnects(stack, KernelLossTest::fewOctetsBothWays);
            assertThat(meddler.count(false, SYN)).as("%s", meddler.passed()).isGreaterThanOrEqualTo(2);
            assertThat(meddler.count(true, SYN | ACK))
                    .as("%s", meddler.passed())
                    .isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void theKernelsSynAck() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            meddler.lose(2, p -> p.is(false, SYN | ACK));
            weConnect(stack, KernelLossTest::fewOctetsBothWays);
            assertThat(meddler.count(true, SYN)).as("%s", meddler.passed()).isGreaterThanOrEqualTo(2);
            assertThat(meddler.count(false, SYN | ACK))
                    .as("%s", meddler.passed())
                    .isGreaterThanOrEqualTo(3);
        });
    }

    /**
     * The kernel's first ACK is lost, and it says nothing by itself: our SYN,ACK goes out again, and is acknowledged
     * again.
     */
    @Test
    void theKernelsThirdSegment() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            meddler.lose(1, p -> p.is(false, ACK));
            kernelConnects(stack, KernelLossTest::fewOctetsBothWays);
            assertThat(meddler.count(true, SYN | ACK))
                    .as("%s", meddler.passed())
                    .isEqualTo(2);
        });
    }

    @Test
    void ourThirdSegment() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            meddler.lose(1, p -> p.is(true, ACK));
            weConnect(stack, KernelLossTest::fewOctetsBothWays);
            assertThat(meddler.count(false, SYN | ACK))
                    .as("%s", meddler.passed())
                    .isEqualTo(2);
        });
    }

    // ---------------------------------------------------------------- text

    private static void transfer(Ends from, Ends to) throws Exception {
        long[] total = new long[1];
        CompletableFuture<String> sent = send(from, 300_000, 1);
        CompletableFuture<String> received = receive(to, total);
        assertThat(within(5, received, total)).isEqualTo(within(5, sent, total));
    }

    /**
     * The retransmission timer could help only much later: what repairs the loss is the kernel's third duplicate ACK.
     */
    @Test
    void aSegmentOfOurs() throws Exception {
        with(Map.of("RTO-MIN", 30_000_000_000L), (stack, meddler) -> {
            AtomicInteger segments = new AtomicInteger();
            kernelConnects(stack, (ours, kernels) -> {
                meddler.lose(1, p -> p.ours() && p.text() > 0 && segments.incrementAndGet() == 40);
                transfer(ours, kernels);
            });
            Passed again = retransmission(meddler.passed(), true);
            List<Passed> before = meddler.passed().subList(0, meddler.passed().indexOf(again));
            assertThat(before.stream()
                            .filter(p -> !p.ours() && p.acknowledgment() == again.sequence() && p.text() == 0)
                            .count())
                    .as("the ACK, and three duplicates: %s", before)
                    .isGreaterThanOrEqualTo(4);
        });
    }

    /** The kernel counts our duplicate ACKs; without its probes of the tail it has nothing else but its timer. */
    @Test
    void aSegmentOfTheKernels() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            Files.writeString(Path.of("/proc/sys/net/ipv4/tcp_early_retrans"), "0");
            AtomicInteger segments = new AtomicInteger();
            kernelConnects(stack, (ours, kernels) -> {
                meddler.lose(1, p -> !p.ours() && p.text() > 0 && segments.incrementAndGet() == 40);
                transfer(kernels, ours);
            });
            assertThat(statistics("TCPFastRetrans") + statistics("TCPRenoRecovery"))
                    .isPositive();
            assertThat(statistics("TCPTimeouts")).isZero();
        });
    }

    /** The first octets that were sent a second time. */
    private static Passed retransmission(List<Passed> passed, boolean ours) {
        long[] most = {-1};
        return passed.stream()
                .filter(p -> p.ours() == ours && p.text() > 0)
                .filter(p -> {
                    boolean again = most[0] >= 0 && (int) (p.sequence() - most[0]) < 0;
                    most[0] = again ? most[0] : p.sequence();
                    return again;
                })
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was sent again: " + passed));
    }

    /** A counter of the namespace's TCP. */
    private static long statistics(String name) throws java.io.IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/thread-self/net/netstat"));
        List<String> names = Arrays.asList(lines.get(0).split(" "));
        return Long.parseLong(lines.get(1).split(" ")[names.indexOf(name)]);
    }

    // ---------------------------------------------------------------- the end

    /** The last text is lost and the FIN is not: it waits for the octets before it (RFC 9293, 3.10.7.4). */
    @Test
    void theTextBeforeTheKernelsFin() throws Exception {
        with(
                Map.of(),
                (stack, meddler) -> kernelConnects(stack, (ours, kernels) -> {
                    meddler.lose(1, p -> !p.ours() && p.text() == 10);
                    kernels.out().write(new byte[10]);
                    kernels.finish();
                    assertThat(ours.in().readAllBytes()).hasSize(10);
                    assertThat(finBeforeText(meddler.passed(), false))
                            .as("%s", meddler.passed())
                            .isTrue();
                }));
    }

    @Test
    void theTextBeforeOurFin() throws Exception {
        with(
                Map.of(),
                (stack, meddler) -> kernelConnects(stack, (ours, kernels) -> {
                    meddler.lose(1, p -> p.ours() && p.text() == 10);
                    ours.out().write(new byte[10]);
                    Thread.sleep(20);
                    ours.finish();
                    assertThat(kernels.in().readAllBytes()).hasSize(10);
                    assertThat(finBeforeText(meddler.passed(), true))
                            .as("%s", meddler.passed())
                            .isTrue();
                }));
    }

    /** Whether the bare FIN came while the text before it had been lost. */
    private static boolean finBeforeText(List<Passed> passed, boolean ours) {
        List<Passed> those = passed.stream()
                .filter(p -> p.ours() == ours && (p.text() == 10 || p.is(ours, FIN | ACK)))
                .toList();
        return those.size() >= 3
                && those.get(0).text() == 10
                && those.get(1).text() == 0
                && those.get(2).text() == 10;
    }

    /** Our last ACK is lost: the kernel's FIN comes again in TIME-WAIT, and is acknowledged again. */
    @Test
    void theAckOfTheKernelsFin() throws Exception {
        with(Map.of("MSL", 2_000_000_000L), (stack, meddler) -> {
            kernelConnects(stack, (ours, kernels) -> {
                ours.finish();
                assertThat(kernels.in().read()).isEqualTo(-1);
                Thread.sleep(100);
                meddler.forget();
                meddler.lose(1, p -> p.is(true, ACK));
                inNamespace(() -> {
                    kernels.finish();
                    return true;
                });
                assertThat(ours.in().read()).isEqualTo(-1);
                KernelRowsTest.until(() -> meddler.count(true, ACK) >= 2, meddler);
            });
            assertThat(meddler.count(false, FIN | ACK))
                    .as("%s", meddler.passed())
                    .isEqualTo(2);
            assertThat(stack.connections()).extracting(c -> c.state()).containsExactly("TIME-WAIT");
        });
    }
}
