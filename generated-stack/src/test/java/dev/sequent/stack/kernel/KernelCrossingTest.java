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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.Stack;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.kernel.KernelLink.Ends;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.tcp.TcpCounter;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 9293, 3.5, figure 7, with the kernel as the other: each opens to the port from which the other opens, and one
 * connection comes of it.
 */
@Timeout(60)
class KernelCrossingTest {

    private static final int OUR_PORT = 2000;
    private static final int KERNELS_PORT = 1000;
    private static final int SYN = 2;

    /** Holds each SYN back until the other has been sent, whichever comes first. */
    private static final class Crossing extends DeviceDecorator {
        private @Nullable Frame ours;
        private @Nullable Frame kernels;
        private boolean oursSent;
        private boolean kernelsSent;

        Crossing(Device inner) {
            super(inner);
        }

        @Override
        public boolean send(Frame frame) {
            if (!isSyn(frame, Frame.TRANSPORT)) {
                return super.send(frame);
            }
            oursSent = true;
            if (!kernelsSent) {
                ours = copy(frame);
                return true;
            }
            return super.send(frame);
        }

        @Override
        public int receive(Frame into) {
            Frame held = kernels;
            if (held != null && oursSent) {
                into.copyFrom(held);
                kernels = null;
                return into.length();
            }
            int length = super.receive(into);
            if (length == 0 || !isSyn(into, Frame.TRANSPORT + 2)) {
                return length;
            }
            kernelsSent = true;
            Frame mine = ours;
            if (mine != null) {
                super.send(mine);
                ours = null;
            }
            if (!oursSent) {
                kernels = copy(into);
                return 0;
            }
            return length;
        }

        private static boolean isSyn(Frame frame, int portAt) {
            return Watch.control(frame) == SYN && (frame.buffer().getShort(portAt) & 0xFFFF) == OUR_PORT;
        }

        private static Frame copy(Frame frame) {
            Frame copy = Frame.allocate();
            copy.copyFrom(frame);
            return copy;
        }
    }

    /**
     * Without window scaling: this kernel scales the window that it offers after such an opening, whether or not we
     * have agreed to that.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void crossingSyns(boolean kernelFirst) throws Exception {
        Watch[] watch = new Watch[1];
        withStack(1_500, Optional.empty(), Map.of(), tap -> new Crossing(watch[0] = new Watch(tap)), stack -> {
            Files.writeString(Path.of("/proc/sys/net/ipv4/tcp_window_scaling"), "0");
            knowOneAnother(stack);
            watch[0].forget();
            try (Socket kernels = new Socket()) {
                kernels.bind(new InetSocketAddress(KERNELS, KERNELS_PORT));
                KernelLink.Work<Boolean> open = () -> {
                    kernels.connect(new InetSocketAddress(OURS, OUR_PORT), 10_000);
                    return true;
                };
                CompletableFuture<Boolean> before =
                        kernelFirst ? inNamespace(open) : CompletableFuture.completedFuture(true);
                CompletableFuture<TcpSocket> opening = inNamespace(
                        () -> TcpSocket.connect(stack, new InetSocketAddress(KERNELS, KERNELS_PORT), OUR_PORT, 10_000));
                CompletableFuture<Boolean> after = kernelFirst ? before : inNamespace(open);
                try (TcpSocket ours = opening.get(15, TimeUnit.SECONDS)) {
                    assertThat(after.get(15, TimeUnit.SECONDS)).isTrue();
                    assertThat(watch[0].seen("kernel: SYN"))
                            .as("they crossed: %s", watch[0])
                            .isPositive();
                    assertThat(watch[0].seen("we: SYN"))
                            .as("they crossed: %s", watch[0])
                            .isPositive();
                    assertThat(stack.tcp().counters().get(TcpCounter.CONNECTIONS_OPENED_PASSIVELY))
                            .isZero();
                    assertThat(ours.status().state()).isEqualTo("ESTABLISHED");
                    bothWays(ends(ours), ends(kernels));
                    assertThat(watch[0].toString()).doesNotContain("RST");
                }
            }
        });
        System.out.println("crossing SYNs: " + watch[0]);
    }

    /** A refused connection, so that neither SYN has to wait for ARP. */
    private static void knowOneAnother(Stack stack) {
        assertThatThrownBy(() -> TcpSocket.connect(stack, new InetSocketAddress(KERNELS, 9), 0, 5_000))
                .isInstanceOf(ConnectException.class);
    }

    private static void bothWays(Ends a, Ends b) throws Exception {
        long[] atB = new long[1];
        long[] atA = new long[1];
        CompletableFuture<String> fromA = send(a, 3_000_000, 1);
        CompletableFuture<String> fromB = send(b, 3_000_000, 2);
        CompletableFuture<String> toB = receive(b, atB);
        assertThat(within(20, receive(a, atA), atA)).isEqualTo(within(5, fromB, atA));
        assertThat(within(20, toB, atB)).isEqualTo(within(5, fromA, atB));
    }
}
