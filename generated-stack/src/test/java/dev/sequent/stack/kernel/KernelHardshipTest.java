package dev.sequent.stack.kernel;

import static dev.sequent.stack.kernel.KernelLink.KERNELS;
import static dev.sequent.stack.kernel.KernelLink.OURS;
import static dev.sequent.stack.kernel.KernelLink.ends;
import static dev.sequent.stack.kernel.KernelLink.inNamespace;
import static dev.sequent.stack.kernel.KernelLink.receive;
import static dev.sequent.stack.kernel.KernelLink.send;
import static dev.sequent.stack.kernel.KernelLink.withStack;
import static dev.sequent.stack.kernel.KernelLink.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.kernel.KernelLink.Ends;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.tcp.TcpCounter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stranger's TCP does to ours that ours does not do to itself; see {@link KernelLink} for how. */
@Timeout(120)
class KernelHardshipTest {

    // ---------------------------------------------------------------- a window that stays shut

    /**
     * The kernel's program sends and never reads: its window stays shut, we probe it, and whatever it sends is taken
     * and acknowledged all the same, by segments that the kernel finds acceptable (RFC 9293, 3.10.7.4: with a window of
     * zero only one sequence number is).
     */
    private static void uploadBesideAShutWindow(Stack stack, Watch watch, Ends ours, Ends kernels) throws Exception {
        CompletableFuture<Void> blocked = inNamespace(() -> {
            byte[] chunk = new byte[50_000];
            while (true) {
                ours.out().write(chunk);
            }
        });
        waitFor(() -> watch.seen("we: ACK + 1") >= 2); // Octets that were refused are in flight.
        long began = System.nanoTime();
        long[] total = new long[1];
        CompletableFuture<String> received = receive(ours, total);
        CompletableFuture<String> sent = send(kernels, 8 << 20, 42);
        String digest = within(20, received, total);
        System.out.printf("beside a shut window: %d octets in %.2f s%n", total[0], (System.nanoTime() - began) / 1e9);
        assertThat(digest).isEqualTo(within(1, sent, total));
        assertThat(total[0]).isEqualTo(8 << 20);
        assertThat(blocked).as("who sends into the shut window").isNotDone();
        assertThat(stack.tcp().counters().get(TcpCounter.FAULTS)).isZero();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void waitFor(Condition condition) throws Exception {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.holds() && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        assertThat(condition.holds()).isTrue();
    }

    @Test
    void anUploadBesideAShutWindowFromOneThatConnectsToUs() throws Exception {
        Watch[] watch = new Watch[1];
        withStack(1_500, Optional.empty(), Map.of(), tap -> watch[0] = new Watch(tap), stack -> {
            try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                    Socket kernels = new Socket(OURS, 7);
                    TcpSocket ours = listener.accept()) {
                uploadBesideAShutWindow(stack, watch[0], ends(ours), ends(kernels));
            }
        });
    }

    @Test
    void anUploadBesideAShutWindowFromOneToWhichWeConnect() throws Exception {
        Watch[] watch = new Watch[1];
        withStack(1_500, Optional.empty(), Map.of(), tap -> watch[0] = new Watch(tap), stack -> {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(KERNELS));
                    TcpSocket ours =
                            TcpSocket.connect(stack, new InetSocketAddress(KERNELS, server.getLocalPort()), 0, 5_000);
                    Socket kernels = server.accept()) {
                uploadBesideAShutWindow(stack, watch[0], ends(ours), ends(kernels));
            }
        });
    }

    // ---------------------------------------------------------------- a link that loses and reorders

    private static final String BAD = "loss=10%,reorder=30%,seed=20";
    private static final int CONNECTIONS = 40;
    private static final long TOTAL = 20_000_000;

    /** What arrives on a connection: a seed, and then the octets that follow from it for as long as there are any. */
    private static void check(Ends ends, AtomicLong total) throws IOException {
        DataInputStream in = new DataInputStream(ends.in());
        Random random = new Random(in.readLong());
        byte[] expected = new byte[1_000];
        byte[] came = new byte[expected.length];
        while (true) {
            random.nextBytes(expected);
            in.readFully(came);
            if (!Arrays.equals(came, expected)) {
                throw new IOException("what came is not what was sent");
            }
            total.addAndGet(came.length);
        }
    }

    private static void sendForEver(Ends ends, long seed) throws IOException {
        DataOutputStream out = new DataOutputStream(ends.out());
        out.writeLong(seed);
        Random random = new Random(seed);
        byte[] chunk = new byte[1_000];
        while (true) {
            random.nextBytes(chunk);
            out.write(chunk);
        }
    }

    /**
     * What the kernel sends arrives through any number of holes, and no connection is lost. On forty connections, each
     * of which spends most of its time waiting for the kernel to notice a loss: without SACK it repairs one in a round
     * trip, or by a time-out that only grows.
     */
    @Test
    void twentyMegabytesFromTheKernelInSmallSegmentsOverABadLink() throws Exception {
        withStack(576, Optional.of(BAD), Map.of("DELAYED-ACK-TIME", 1_000_000L), UnaryOperator.identity(), stack -> {
            ip("route change 192.0.2.0/24 dev sqt0 src " + KERNELS + " rto_min 4ms"
                    + (kernelHas("bbr") ? " congctl bbr" : ""));
            long began = System.nanoTime();
            AtomicLong total = new AtomicLong();
            List<CompletableFuture<?>> running = new CopyOnWriteArrayList<>();
            List<Socket> kernels = new CopyOnWriteArrayList<>();
            TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
            running.add(inNamespace(() -> {
                while (true) {
                    TcpSocket ours = listener.accept();
                    running.add(inNamespace(() -> {
                        check(ends(ours), total);
                        return true;
                    }));
                }
            }));
            for (int i = 0; i < CONNECTIONS; i++) {
                long seed = i;
                running.add(inNamespace(() -> {
                    Socket s = new Socket(OURS, 7);
                    kernels.add(s);
                    sendForEver(ends(s), seed);
                    return true;
                }));
            }
            long until = began + 90_000_000_000L;
            while (total.get() < TOTAL
                    && running.stream().noneMatch(CompletableFuture::isDone)
                    && System.nanoTime() < until) {
                Thread.sleep(50);
            }
            report("kernel to us", total.get(), began, stack);
            assertThat(running.stream().filter(CompletableFuture::isDone))
                    .as("ended, after %d octets", total.get())
                    .isEmpty();
            assertThat(total.get()).isGreaterThanOrEqualTo(TOTAL);
            for (Socket s : kernels) {
                s.close(); // Who is blocked there would be so for as long as the kernel tries.
            }
        });
    }

    /** Little in this direction: we wait for a time-out as often, and have one connection. */
    @Test
    void toTheKernelInSmallSegmentsOverABadLink() throws Exception {
        withStack(576, Optional.of(BAD), Map.of(), UnaryOperator.identity(), stack -> {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(KERNELS));
                    TcpSocket ours =
                            TcpSocket.connect(stack, new InetSocketAddress(KERNELS, server.getLocalPort()), 0, 20_000);
                    Socket kernels = server.accept()) {
                long began = System.nanoTime();
                long[] total = new long[1];
                CompletableFuture<String> sent = send(ends(ours), 100_000, 42);
                assertThat(within(60, receive(ends(kernels), total), total)).isEqualTo(within(1, sent, total));
                report("us to kernel", 100_000, began, stack);
            }
        });
    }

    private static void report(String what, long octets, long began, Stack stack) {
        System.out.printf(
                "%s, %s: %d octets in %.1f s%n%s",
                BAD,
                what,
                octets,
                (System.nanoTime() - began) / 1e9,
                stack.tcp().counters());
    }

    private static boolean kernelHas(String congestionControl) throws IOException {
        return List.of(Files.readString(Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control"))
                        .strip()
                        .split(" "))
                .contains(congestionControl);
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments.split(" ")));
        command.addFirst("ip");
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
