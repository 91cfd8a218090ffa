package dev.sequent.stack.kernel;

import static dev.sequent.stack.kernel.KernelLink.KERNELS;
import static dev.sequent.stack.kernel.KernelLink.OURS;
import static dev.sequent.stack.kernel.KernelLink.echo;
import static dev.sequent.stack.kernel.KernelLink.ends;
import static dev.sequent.stack.kernel.KernelLink.kernelEcho;
import static dev.sequent.stack.kernel.KernelLink.withStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackEnd;
import dev.sequent.stack.app.Application;
import dev.sequent.stack.kernel.KernelLink.Ends;
import dev.sequent.stack.socket.TcpServerSocket;
import dev.sequent.stack.socket.TcpSocket;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stack and the kernel's TCP; see {@link KernelLink} for how. */
@Timeout(120)
class KernelTest {

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
            assertThat(stack.connections())
                    .filteredOn(c -> c.state().equals("ESTABLISHED"))
                    .hasSize(100);
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
            assertThat(new ProcessBuilder("ip", "link", "delete", "sqt0")
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
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
