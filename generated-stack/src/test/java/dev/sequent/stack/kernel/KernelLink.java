package dev.sequent.stack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.ImpairedDevice;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.NetworkNamespace;
import dev.sequent.stack.device.TapDevice;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.Ipv4Prefix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A stack and the kernel's TCP, over a TAP in a network namespace of the test's own. Needs root, or the test is skipped
 * and says so. What uses the kernel's sockets runs on platform threads, which belong to the namespace; virtual ones do
 * not.
 */
final class KernelLink {

    static final String OURS = "192.0.2.2";
    static final String KERNELS = "192.0.2.1";

    private KernelLink() {}

    interface Body {
        void run(Stack stack) throws Exception;
    }

    /** @param impairments of the link, as people write them */
    static void withStack(Optional<String> impairments, Body body) throws Exception {
        withStack(1_500, impairments, Map.of(), UnaryOperator.identity(), body);
    }

    /**
     * @param mtu of both ends
     * @param parameters of our side that differ from their defaults
     * @param decorator put around the device, inside of the impairments: what it sees is what passes the TAP
     */
    static void withStack(
            int mtu,
            Optional<String> impairments,
            Map<String, Long> parameters,
            UnaryOperator<Device> decorator,
            Body body)
            throws Exception {
        NetworkNamespace.call(() -> {
            TapDevice tap = TapDevice.open("sqt0");
            tap.kernelInterface().address(Ipv4Prefix.parse(KERNELS + "/24"));
            tap.kernelInterface().mtu(mtu);
            Clock clock = Clock.real();
            Device decorated = decorator.apply(tap);
            Device device = impairments
                    .<Device>map(i -> new ImpairedDevice(decorated, Impairments.parse(i), clock))
                    .orElse(decorated);
            Map<String, Long> all = new TreeMap<>(parameters);
            all.putIfAbsent("MSL", 100_000_000L);
            Stack stack = new Stack(
                    device,
                    clock,
                    StackConfiguration.of(
                                    Ipv4Configuration.of(Ipv4Prefix.parse(OURS + "/24"), 1)
                                            .withMtu(mtu),
                                    1)
                            .withParameters(all));
            stack.start();
            try {
                body.run(stack);
                assertThat(stack.tcp().counters().get(TcpCounter.FAULTS)).isZero();
                if (impairments.isEmpty()) {
                    assertThat(stack.tcp().counters().get(TcpCounter.DROP_CHECKSUM))
                            .isZero();
                    assertThat(stack.tcp().counters().get(TcpCounter.DROP_MALFORMED))
                            .isZero();
                }
            } finally {
                stack.close();
            }
            return true;
        });
    }

    interface Ends extends AutoCloseable {
        InputStream in() throws IOException;

        OutputStream out() throws IOException;

        void finish() throws IOException;
    }

    static Ends ends(Socket s) {
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

    static Ends ends(TcpSocket s) {
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
    static void echo(String what, Ends ends, int octets) throws Exception {
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
        assertThat(HexFormat.of().formatHex(received.digest()))
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
        System.out.printf(
                "%s: %d octets there and back, %.0f Mbit/s%n",
                what, octets, octets * 8e3 / (System.nanoTime() - began));
    }

    /** A server of the kernel's TCP that echoes, on a thread of the namespace. */
    static ServerSocket kernelEcho() throws IOException {
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

    /**
     * Sends random octets of that seed, closes its direction, and tells their digest; from a thread of the namespace.
     */
    static CompletableFuture<String> send(Ends ends, int octets, long seed) {
        return inNamespace(() -> {
            MessageDigest sent = MessageDigest.getInstance("SHA-256");
            Random random = new Random(seed);
            byte[] chunk = new byte[50_000];
            for (int left = octets; left > 0; left -= chunk.length) {
                random.nextBytes(chunk);
                int n = Math.min(left, chunk.length);
                sent.update(chunk, 0, n);
                ends.out().write(chunk, 0, n);
            }
            ends.finish();
            return HexFormat.of().formatHex(sent.digest());
        });
    }

    interface Work<T> {
        T run() throws Exception;
    }

    /** On a platform thread, which inherits the namespace of the one that starts it. */
    static <T> CompletableFuture<T> inNamespace(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(work.run());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Takes what comes until the remote has closed its direction, and tells its digest. */
    static CompletableFuture<String> receive(Ends ends, long[] total) {
        return inNamespace(() -> {
            MessageDigest received = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[65_536];
            int n;
            while ((n = ends.in().read(buffer)) >= 0) {
                received.update(buffer, 0, n);
                total[0] += n;
            }
            return HexFormat.of().formatHex(received.digest());
        });
    }

    static String within(int seconds, CompletableFuture<String> digest, long[] total) throws Exception {
        try {
            return digest.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "not within " + seconds + " s, after " + total[0] + " octets";
        }
    }
}
