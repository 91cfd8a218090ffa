package dev.sequent.stack.kernel;

import static dev.sequent.stack.kernel.KernelLink.KERNELS;
import static dev.sequent.stack.kernel.KernelLink.OURS;
import static dev.sequent.stack.kernel.KernelLink.ends;
import static dev.sequent.stack.kernel.KernelLink.inNamespace;
import static dev.sequent.stack.kernel.KernelLossTest.fewOctetsBothWays;
import static dev.sequent.stack.kernel.KernelLossTest.kernelConnects;
import static dev.sequent.stack.kernel.KernelLossTest.with;
import static dev.sequent.stack.kernel.Meddler.ACK;
import static dev.sequent.stack.kernel.Meddler.FIN;
import static dev.sequent.stack.kernel.Meddler.RST;
import static dev.sequent.stack.kernel.Meddler.SYN;
import static dev.sequent.stack.kernel.Meddler.URG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.Stack;
import dev.sequent.stack.kernel.Meddler.Passed;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel sees of how we open, close, wait and point at what is urgent; see {@link KernelLink} for how. */
@Timeout(60)
class KernelRowsTest {

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Condition condition, Meddler meddler) throws Exception {
        long end = System.nanoTime() + 15_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as("in time; so far %s", meddler.passed())
                    .isLessThan(end);
            Thread.sleep(5);
        }
    }

    // ---------------------------------------------------------------- header

    /** One octet of the kernel's is urgent, and three of ours; both take them in the stream (RFC 6093). */
    @Test
    void urgentOctets() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                    Socket kernels = new Socket(OURS, 7);
                    TcpSocket ours = listener.accept()) {
                kernels.setOOBInline(true);
                kernels.getOutputStream().write(new byte[] {1, 2});
                kernels.sendUrgentData(3);
                assertThat(ours.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
                assertThat(ours.takeUrgentNews()).isTrue();
                ours.sendUrgentData(new byte[] {4, 5, 6});
                assertThat(kernels.getInputStream().readNBytes(3)).containsExactly(4, 5, 6);
                assertThat(meddler.count(false, URG | ACK)).isPositive();
                assertThat(meddler.count(true, URG | ACK)).isPositive();
            }
        });
    }

    // ---------------------------------------------------------------- opening

    /** RFC 9293, 3.5, figure 9, with the kernel as the one who asks: an old SYN of its comes before its new one. */
    @Test
    void anOldSynAndThenANewOne() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                    Socket kernels = new Socket()) {
                meddler.oldSynBeforeTheFirst();
                kernels.connect(new InetSocketAddress(OURS, 7), 10_000);
                try (TcpSocket ours = listener.accept()) {
                    fewOctetsBothWays(ends(ours), ends(kernels));
                }
                List<Passed> passed = meddler.passed();
                assertThat(passed.get(1).is(true, SYN | ACK))
                        .as("the old one, answered: %s", passed)
                        .isTrue();
                assertThat(passed.get(2).is(true, ACK))
                        .as("the new one, challenged: %s", passed)
                        .isTrue();
                assertThat(passed.get(2).acknowledgment())
                        .isEqualTo(passed.get(1).acknowledgment());
                assertThat(passed.get(3).is(false, RST))
                        .as("the kernel's refusal: %s", passed)
                        .isTrue();
                assertThat(meddler.count(false, SYN))
                        .as("sent again: %s", passed)
                        .isGreaterThanOrEqualTo(2);
            }
        });
    }

    /** Nobody has called accept, and the connection is there, text on it and all. */
    @Test
    void connectSucceedsBeforeAccept() throws Exception {
        with(Map.of(), (stack, meddler) -> {
            try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                    Socket kernels = new Socket(OURS, 7)) {
                kernels.getOutputStream().write(new byte[] {1, 2, 3});
                until(() -> stack.connections().stream().anyMatch(c -> c.state().equals("ESTABLISHED")), meddler);
                Thread.sleep(100);
                try (TcpSocket ours = listener.accept()) {
                    assertThat(ours.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
                }
            }
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(KERNELS));
                    TcpSocket ours =
                            TcpSocket.connect(stack, new InetSocketAddress(KERNELS, server.getLocalPort()), 0, 5_000)) {
                ours.getOutputStream().write(new byte[] {4, 5});
                try (Socket kernels = server.accept()) {
                    assertThat(kernels.getInputStream().readNBytes(2)).containsExactly(4, 5);
                }
            }
        });
    }

    // ---------------------------------------------------------------- closing

    /**
     * Each closes as soon as it reads the end. Tries several times, since a thread may sleep for longer than an ACK may
     * wait.
     */
    private static void closesInThreeSegments(boolean weFirst) throws Exception {
        with(Map.of("FIN-ACK-DELAY", 200_000_000L), (stack, meddler) -> {
            List<String> tries = new ArrayList<>();
            boolean three = false;
            for (int i = 0; i < 10 && !three; i++) {
                kernelConnects(stack, (ours, kernels) -> {
                    fewOctetsBothWays(kernels, ours);
                    fewOctetsBothWays(ours, kernels);
                    Thread.sleep(100);
                    meddler.forget();
                    KernelLink.Ends first = weFirst ? ours : kernels;
                    KernelLink.Ends second = weFirst ? kernels : ours;
                    CompletableFuture<Boolean> answer = inNamespace(() -> {
                        boolean end = second.in().read() == -1;
                        second.finish();
                        return end;
                    });
                    first.finish();
                    assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
                    assertThat(first.in().read()).isEqualTo(-1);
                    Thread.sleep(300);
                });
                List<Passed> passed = meddler.passed();
                tries.add(passed.toString());
                three = passed.size() == 3
                        && passed.get(0).is(weFirst, FIN | ACK)
                        && passed.get(1).is(!weFirst, FIN | ACK)
                        && passed.get(1).acknowledgment() == (passed.get(0).sequence() + 1 & 0xFFFF_FFFFL)
                        && passed.get(2).is(weFirst, ACK);
            }
            assertThat(three).as("%s", tries).isTrue();
        });
    }

    @Test
    void theKernelDelaysItsAckOfOurFin() throws Exception {
        closesInThreeSegments(true);
    }

    @Test
    void weDelayOurAckOfTheKernelsFin() throws Exception {
        closesInThreeSegments(false);
    }

    /** The kernel's FIN is in flight when ours is sent. */
    @Test
    void finsThatCross() throws Exception {
        with(
                Map.of(),
                (stack, meddler) -> kernelConnects(stack, (ours, kernels) -> {
                    fewOctetsBothWays(ours, kernels);
                    Thread.sleep(100);
                    meddler.forget();
                    meddler.keepBack(p -> p.is(false, FIN | ACK));
                    kernels.finish();
                    until(() -> meddler.count(false, FIN | ACK) == 1, meddler);
                    ours.finish();
                    until(() -> meddler.count(true, FIN | ACK) == 1, meddler);
                    meddler.letGo();
                    assertThat(ours.in().read()).isEqualTo(-1);
                    assertThat(kernels.in().read()).isEqualTo(-1);
                    until(() -> stack.ask(() -> stack.tcp().connections()) == 0, meddler);
                    assertThat(meddler.passed()).noneMatch(p -> (p.control() & RST) != 0);
                    assertThat(meddler.count(true, ACK)).as("of its FIN").isPositive();
                    assertThat(meddler.count(false, ACK)).as("of ours").isPositive();
                }));
    }

    // ---------------------------------------------------------------- TIME-WAIT

    private static int kernelsPort(Stack stack, Meddler meddler) throws Exception {
        int[] port = new int[1];
        try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                Socket kernels = new Socket(OURS, 7);
                TcpSocket ours = listener.accept()) {
            port[0] = kernels.getLocalPort();
            ours.shutdownOutput();
            assertThat(kernels.getInputStream().read()).isEqualTo(-1);
            kernels.shutdownOutput();
            assertThat(ours.getInputStream().read()).isEqualTo(-1);
        }
        until(() -> stack.connections().stream().anyMatch(c -> c.state().equals("TIME-WAIT")), meddler);
        meddler.forget();
        return port[0];
    }

    private static void again(Stack stack, int port) throws Exception {
        try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                Socket kernels = new Socket()) {
            kernels.setReuseAddress(true);
            kernels.bind(new InetSocketAddress(KERNELS, port));
            kernels.connect(new InetSocketAddress(OURS, 7), 15_000);
            try (TcpSocket ours = listener.accept()) {
                fewOctetsBothWays(ends(ours), ends(kernels));
            }
        }
    }

    /**
     * The kernel reopens while we are in TIME-WAIT: its SYN lies above all that it had sent, and opens at once (RFC
     * 9293, 3.6.1).
     */
    @Test
    void theKernelComesBackInTimeWait() throws Exception {
        with(Map.of("MSL", 30_000_000_000L), (stack, meddler) -> {
            again(stack, kernelsPort(stack, meddler));
            List<Passed> passed = meddler.passed();
            assertThat(passed.get(0).is(false, SYN)).as("%s", passed).isTrue();
            assertThat(passed.get(1).is(true, SYN | ACK)).as("%s", passed).isTrue();
            assertThat(meddler.count(false, RST)).as("%s", passed).isZero();
        });
    }

    /**
     * Nobody listens: the SYN is challenged, and the reset for that ends TIME-WAIT; but not with RFC 1337, where only
     * the end of 2 MSL does.
     */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2"})
    void theKernelComesBackAndNobodyListens(long keepsOff, long resets) throws Exception {
        with(Map.of("MSL", 2_000_000_000L, "TIME-WAIT-KEEPS-OFF-RST", keepsOff), (stack, meddler) -> {
            int port = kernelsPort(stack, meddler);
            try (Socket kernels = new Socket()) {
                kernels.setReuseAddress(true);
                kernels.bind(new InetSocketAddress(KERNELS, port));
                assertThatThrownBy(() -> kernels.connect(new InetSocketAddress(OURS, 7), 15_000))
                        .isInstanceOf(ConnectException.class);
            }
            assertThat(meddler.passed().get(1).is(true, ACK))
                    .as("%s", meddler.passed())
                    .isTrue();
            if (resets == 1) {
                assertThat(meddler.count(false, RST)).as("%s", meddler.passed()).isEqualTo(1);
            } else {
                assertThat(meddler.count(false, RST)).as("%s", meddler.passed()).isGreaterThanOrEqualTo(resets);
            }
        });
    }

    // ---------------------------------------------------------------- a window that is shut for a while

    private static void stopsReadingForAWhile(boolean weSend) throws Exception {
        with(
                Map.of(),
                (stack, meddler) -> kernelConnects(stack, (ours, kernels) -> {
                    KernelLink.Ends from = weSend ? ours : kernels;
                    KernelLink.Ends to = weSend ? kernels : ours;
                    long[] total = new long[1];
                    CompletableFuture<String> sent = KernelLink.send(from, 8_000_000, 3);
                    until(() -> probes(meddler, weSend).size() >= 4, meddler);
                    List<Passed> probes = probes(meddler, weSend);
                    assertThat(probes.get(3).at() - probes.get(2).at())
                            .as("each only after twice the time: %s", probes)
                            .isGreaterThan((probes.get(1).at() - probes.get(0).at()) * 2);
                    assertThat(KernelLink.within(10, KernelLink.receive(to, total), total))
                            .isEqualTo(KernelLink.within(5, sent, total));
                }));
    }

    /** Ours have one octet of text; the kernel's have none and the sequence number before the last. */
    private static List<Passed> probes(Meddler meddler, boolean ours) {
        if (ours) {
            return meddler.passed().stream()
                    .filter(p -> p.ours() && p.text() == 1)
                    .toList();
        }
        List<Passed> those = meddler.passed().stream().filter(p -> !p.ours()).toList();
        List<Passed> probes = new ArrayList<>();
        long most = 0;
        for (Passed p : those) {
            if (p.text() > 0) {
                most = p.sequence() + p.text();
            } else if (p.is(false, ACK) && p.sequence() + 1 == most) {
                probes.add(p);
            }
        }
        return probes;
    }

    @Test
    void theKernelStopsReadingForAWhile() throws Exception {
        stopsReadingForAWhile(true);
    }

    @Test
    void weStopReadingForAWhile() throws Exception {
        stopsReadingForAWhile(false);
    }
}
