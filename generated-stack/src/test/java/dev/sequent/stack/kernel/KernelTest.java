package dev.sequent.stack.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.StackEnd;
import dev.sequent.stack.app.Application;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.ImpairedDevice;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.NetworkNamespace;
import dev.sequent.stack.device.TapDevice;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.wire.Ipv4Prefix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The stack and the kernel's TCP, over a TAP in a network namespace of the test's own. Needs root, or is skipped and says so. What uses the kernel's
 * sockets runs on platform threads, which belong to the namespace; virtual ones do not.
 */
@Timeout(120)
class KernelTest {

    private static final String OURS = "192.0.2.2";
    private static final String KERNELS = "192.0.2.1";

    private interface Body {
        void run(Stack stack) throws Exception;
    }

    private static void withStack(Optional<String> impairments, Body body) throws Exception {
        NetworkNamespace.call(() -> {
            TapDevice tap = TapDevice.open("sqt0");
            tap.kernelInterface().address(Ipv4Prefix.parse(KERNELS + "/24"));
            Clock clock = Clock.real();
            Device device = impairments
                    .<Device>map(i -> new ImpairedDevice(tap, Impairments.parse(i), clock))
                    .orElse(tap);
            Stack stack = new Stack(
                    device,
                    clock,
                    StackConfiguration.of(Ipv4Configuration.of(Ipv4Prefix.parse(OURS + "/24"), 1), 1)
                            .withParameters(Map.of("MSL", 100_000_000L)));
            stack.start();
            try {
                body.run(stack);
                assertThat(stack.tcp().counters().get(TcpCounter.FAULTS)).isZero();
                if (impairments.isEmpty()) {
                    assertThat(stack.tcp().counters().get(TcpCounter.DROP_CHECKSUM)).isZero();
                    assertThat(stack.tcp().counters().get(TcpCounter.DROP_MALFORMED)).isZero();
                }
            } finally {
                stack.close();
            }
            return true;
        });
    }

    private interface Ends extends AutoCloseable {
        InputStream in() throws IOException;

        OutputStream out() throws IOException;

        void finish() throws IOException;
    }

    private static Ends ends(Socket s) {
        return new Ends() {
            @Override
            public InputStream in() throws IOException {
                return s.getInputStream();
            }

            @Override
            public OutputStream out() throws IOException {
                return s.getOutputStream();
            }

            @Override
            public void finish() throws IOException {
                s.shutdownOutput();
            }

            @Override
            public void close() throws IOException {
                s.close();
            }
        };
    }

    private static Ends ends(TcpSocket s) {
        return new Ends() {
            @Override
            public InputStream in() {
                return s.getInputStream();
            }

            @Override
            public OutputStream out() {
                return s.getOutputStream();
            }

            @Override
            public void finish() throws IOException {
                s.shutdownOutput();
            }

            @Override
            public void close() {
                s.close();
            }
        };
    }

    /** Sends random octets while it takes what comes back, which must be the same. */
    private static void echo(String what, Ends ends, int octets) throws Exception {
        long began = System.nanoTime();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        MessageDigest received = MessageDigest.getInstance("SHA-256");
        CompletableFuture<Void> writer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Random random = new Random(42);
                byte[] chunk = new byte[50_000];
                for (int left = octets; left > 0; left -= chunk.length) {
                    random.nextBytes(chunk);
                    int n = Math.min(left, chunk.length);
                    sent.update(chunk, 0, n);
                    ends.out().write(chunk, 0, n);
                }
                ends.finish();
                writer.complete(null);
            } catch (IOException e) {
                writer.completeExceptionally(e);
            }
        });
        byte[] buffer = new byte[65_536];
        long total = 0;
        int n;
        while ((n = ends.in().read(buffer)) >= 0) {
            received.update(buffer, 0, n);
            total += n;
        }
        writer.get(10, TimeUnit.SECONDS);
        assertThat(total).isEqualTo(octets);
        assertThat(HexFormat.of().formatHex(received.digest())).isEqualTo(HexFormat.of().formatHex(sent.digest()));
        System.out.printf("%s: %d octets there and back, %.0f Mbit/s%n", what, octets, octets * 8e3 / (System.nanoTime() - began));
    }

    /** A server of the kernel's TCP that echoes, on a thread of the namespace. */
    private static ServerSocket kernelEcho() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(KERNELS));
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Socket s = server.accept();
                    Thread.ofPlatform().daemon().start(() -> {
                        try (s) {
                            s.getInputStream().transferTo(s.getOutputStream());
                        } catch (IOException e) {
                            // The client is gone.
                        }
                    });
                }
            } catch (IOException e) {
                // Closed.
            }
        });
        return server;
    }

    @Test
    void theKernelConnectsToUs() throws Exception {
        withStack(Optional.empty(), stack -> {
            Application.parse("echo:7").start(stack);
            try (Ends ends = ends(new Socket(OURS, 7))) {
                echo("kernel to us", ends, 8 << 20);
            }
            assertThatThrownBy(() -> new Socket(OURS, 8))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("refused");
        });
    }

    @Test
    void weConnectToTheKernel() throws Exception {
        withStack(Optional.empty(), stack -> {
            try (ServerSocket server = kernelEcho()) {
                InetSocketAddress address = new InetSocketAddress(KERNELS, server.getLocalPort());
                try (Ends ends = ends(TcpSocket.connect(stack, address, 0, 5_000))) {
                    echo("us to kernel", ends, 8 << 20);
                }
            }
            assertThatThrownBy(() -> TcpSocket.connect(stack, new InetSocketAddress(KERNELS, 8), 0, 5_000))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("connection refused");
        });
    }

    @Test
    void overABadLink() throws Exception {
        withStack(Optional.of("loss=5%,duplicate=1%,reorder=2%,corrupt=0.5%,seed=3"), stack -> {
            Application.parse("echo:7").start(stack);
            try (Ends ends = ends(new Socket(OURS, 7))) {
                echo("bad link, kernel to us", ends, 300_000);
            }
            try (ServerSocket server = kernelEcho()) {
                InetSocketAddress address = new InetSocketAddress(KERNELS, server.getLocalPort());
                try (Ends ends = ends(TcpSocket.connect(stack, address, 0, 60_000))) {
                    echo("bad link, us to kernel", ends, 300_000);
                }
            }
        });
    }

    @Test
    void manyShortConnectionsBothWays() throws Exception {
        withStack(Optional.empty(), stack -> {
            Application.parse("echo:7").start(stack);
            try (ServerSocket server = kernelEcho()) {
                InetSocketAddress kernel = new InetSocketAddress(KERNELS, server.getLocalPort());
                for (int i = 0; i < 200; i++) {
                    try (Socket s = new Socket(OURS, 7)) {
                        s.getOutputStream().write(i);
                        assertThat(s.getInputStream().read()).isEqualTo(i);
                    }
                    try (TcpSocket s = TcpSocket.connect(stack, kernel, 0, 5_000)) {
                        s.getOutputStream().write(i);
                        assertThat(s.getInputStream().read()).isEqualTo(i);
                    }
                }
            }
            waitUntilNothingIsLeft(stack);
        });
    }

    @Test
    void resetsAreUnderstoodBothWays() throws Exception {
        withStack(Optional.empty(), stack -> {
            try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7)) {
                Socket kernel = new Socket(OURS, 7);
                TcpSocket ours = listener.accept();
                kernel.setSoLinger(true, 0);
                kernel.close();
                assertThatThrownBy(() -> ours.getInputStream().read())
                        .isInstanceOf(SocketException.class)
                        .hasMessage("connection reset");
                Socket second = new Socket(OURS, 7);
                listener.accept().abort();
                assertThatThrownBy(() -> second.getInputStream().read()).hasMessageContaining("reset");
            }
            waitUntilNothingIsLeft(stack);
        });
    }

    @Test
    void anIdleStackWithAHundredConnectionsSleeps() throws Exception {
        withStack(Optional.empty(), stack -> {
            Application.parse("echo:7").start(stack);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Socket s = new Socket(OURS, 7);
                s.getOutputStream().write(i);
                assertThat(s.getInputStream().read()).isEqualTo(i);
                sockets.add(s);
            }
            assertThat(stack.connections()).filteredOn(c -> c.state().equals("ESTABLISHED")).hasSize(100);
            Thread loop = Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> t.getName().startsWith("sequent-"))
                    .findFirst()
                    .orElseThrow();
            Thread.sleep(500);
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getThreadCpuTime(loop.threadId());
            Thread.sleep(3_000);
            double share = (threads.getThreadCpuTime(loop.threadId()) - before) / 3e9;
            System.out.printf("idle with 100 connections: %.3f %% of a core%n", share * 100);
            assertThat(share).isLessThan(0.01);
            for (Socket s : sockets) {
                s.close();
            }
        });
    }

    @Test
    void aTapThatIsDeletedEndsTheStackInTheMiddleOfATransfer() throws Exception {
        withStack(Optional.empty(), stack -> {
            Application.parse("source:19").start(stack);
            Socket s = new Socket(OURS, 19);
            assertThat(s.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
            assertThat(new ProcessBuilder("ip", "link", "delete", "sqt0").inheritIO().start().waitFor()).isZero();
            StackEnd end = stack.ended().get(10, TimeUnit.SECONDS);
            assertThat(end.reason()).isEqualTo(StackEnd.Reason.DEVICE_GONE);
            assertThat(end.message()).startsWith("the TAP sqt0 is gone");
            assertThat(stack.tcp().ringsInUse()).isZero();
            s.close();
        });
    }

    private static void waitUntilNothingIsLeft(Stack stack) throws InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (stack.ask(() -> stack.tcp().connections()) > 0 && System.nanoTime() < until) {
            Thread.sleep(10);
        }
        assertThat(stack.ask(() -> stack.tcp().connections())).isZero();
        assertThat(stack.tcp().ringsInUse()).isZero();
    }
}
