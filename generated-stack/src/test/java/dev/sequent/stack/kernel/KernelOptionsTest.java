package dev.sequent.stack.kernel;

import static dev.sequent.stack.kernel.KernelLink.OURS;
import static dev.sequent.stack.kernel.KernelLink.inNamespace;
import static dev.sequent.stack.kernel.KernelLink.withStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kernel makes of what our user sets; see {@link KernelLink} for how. */
@Timeout(60)
class KernelOptionsTest {

    /** The largest window that we offer, and the largest segments of either end. */
    private static final class Largest extends DeviceDecorator {
        volatile int window;
        volatile int ours;
        volatile int kernels;

        Largest(Device inner) {
            super(inner);
        }

        @Override
        public boolean send(Frame frame) {
            if (Watch.control(frame) >= 0) {
                window = Math.max(window, TcpHeader.window(frame.buffer(), Frame.TRANSPORT));
                ours = Math.max(ours, text(frame));
            }
            return super.send(frame);
        }

        @Override
        public int receive(Frame into) {
            int length = super.receive(into);
            if (length > 0 && Watch.control(into) >= 0) {
                kernels = Math.max(kernels, text(into));
            }
            return length;
        }

        private static int text(Frame frame) {
            return Ipv4Header.totalLength(frame.buffer(), Frame.NETWORK)
                    - Ipv4Header.MIN_LENGTH
                    - TcpHeader.headerLength(frame.buffer(), Frame.TRANSPORT);
        }
    }

    /** A quarter of a mebioctet in each direction, with that option on our side. */
    private static Largest echoed(Consumer<UserOptions> options) throws Exception {
        AtomicReference<Largest> watch = new AtomicReference<>();
        byte[] text = new byte[1 << 18];
        new Random(3).nextBytes(text);
        withStack(
                1_500,
                Optional.empty(),
                Map.of(),
                device -> {
                    Largest largest = new Largest(device);
                    watch.set(largest);
                    return largest;
                },
                stack -> {
                    try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7, 5, options);
                            Socket kernels = new Socket(OURS, 7);
                            TcpSocket ours = listener.accept()) {
                        CompletableFuture<byte[]> back =
                                inNamespace(() -> kernels.getInputStream().readNBytes(text.length));
                        CompletableFuture<Boolean> there = inNamespace(() -> {
                            kernels.getOutputStream().write(text);
                            return true;
                        });
                        byte[] got = ours.getInputStream().readNBytes(text.length);
                        assertThat(got).isEqualTo(text);
                        ours.getOutputStream().write(got);
                        assertThat(there.get(10, TimeUnit.SECONDS)).isTrue();
                        assertThat(back.get(10, TimeUnit.SECONDS)).isEqualTo(text);
                    }
                });
        Largest seen = watch.get();
        assertThat(seen).isNotNull();
        return seen;
    }

    @Test
    void theKernelKeepsToASmallWindow() throws Exception {
        Largest seen = echoed(o -> o.receiveBuffer(5_000));
        assertThat(seen.window).isEqualTo(5_000);
    }

    @Test
    void theKernelKeepsToOurSegmentSizeAndSoDoWe() throws Exception {
        Largest seen = echoed(o -> o.mssLimit(500));
        assertThat(seen.kernels).isEqualTo(500);
        assertThat(seen.ours).isEqualTo(500);
        assertThat(seen.window).isEqualTo(65_535);
    }

    /** RFC 9293, 3.6.1, SHLD-3: the kernel's program hears that what it has written is lost. */
    @Test
    void theKernelIsResetWhenNobodyWillRead() throws Exception {
        withStack(Optional.empty(), stack -> {
            try (TcpServerSocket listener = TcpServerSocket.listen(stack, 7);
                    Socket kernels = new Socket(OURS, 7);
                    TcpSocket ours = listener.accept()) {
                kernels.getOutputStream().write(1);
                assertThat(ours.getInputStream().read()).isEqualTo(1);
                ours.shutdownInput();
                kernels.getOutputStream().write(2); // Still taken: we have not closed.
                ours.getOutputStream().write(3);
                assertThat(kernels.getInputStream().read()).isEqualTo(3);
                ours.shutdownOutput();
                assertThat(kernels.getInputStream().read()).isEqualTo(-1);
                kernels.getOutputStream().write(4);
                assertThat(ours.awaitEnd(5_000)).isTrue();
                assertThat(ours.failure()).contains("connection reset");
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 10; i++) {
                                kernels.getOutputStream().write(5);
                                Thread.sleep(10);
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        });
    }
}
