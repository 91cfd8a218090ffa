package dev.sequent.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.StackEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking sockets in real time, between two stacks in this process. */
@Timeout(60)
class TcpSocketTest {

    private interface Task {
        void run() throws Exception;
    }

    /** Runs something that blocks, on a virtual thread. @return its failure, null if it has none */
    private static CompletableFuture<Throwable> start(Task task) {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                task.run();
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        return outcome;
    }

    private static Throwable outcome(CompletableFuture<Throwable> task) throws Exception {
        return task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void bytesGoBothWaysAndEndWithTheFin() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            byte[] request = new byte[3_000_000];
            new Random(1).nextBytes(request);
            CompletableFuture<Throwable> server = start(() -> {
                try (TcpSocket s = listener.accept()) {
                    s.getInputStream().transferTo(s.getOutputStream());
                }
            });
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try (TcpSocket s = two.connect(7)) {
                assertThat(s.getRemoteSocketAddress()).isEqualTo(two.server(7));
                assertThat(s.getLocalSocketAddress().getAddress().getHostAddress())
                        .isEqualTo("192.0.2.1");
                assertThat(s.status().state()).isEqualTo("ESTABLISHED");
                CompletableFuture<Throwable> reader =
                        start(() -> s.getInputStream().transferTo(answer));
                s.getOutputStream().write(request);
                s.shutdownOutput();
                assertThat(outcome(reader)).isNull();
            }
            assertThat(outcome(server)).isNull();
            assertThat(answer.toByteArray()).isEqualTo(request);
            two.nothingIsLeft();
        }
    }

    @Test
    void aHundredVirtualThreadsAtOnce() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7, 200);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Throwable> server = start(() -> {
                while (true) {
                    TcpSocket s = listener.accept();
                    threads.submit(() -> {
                        try (s) {
                            return s.getInputStream().transferTo(s.getOutputStream());
                        }
                    });
                }
            });
            List<Future<Boolean>> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                byte[] text = ("client " + i).repeat(1000).getBytes();
                clients.add(threads.submit(() -> {
                    try (TcpSocket s = two.connect(7)) {
                        s.getOutputStream().write(text);
                        s.shutdownOutput();
                        return java.util.Arrays.equals(text, s.getInputStream().readAllBytes());
                    }
                }));
            }
            for (Future<Boolean> client : clients) {
                assertThat(client.get()).isTrue();
            }
            listener.close();
            assertThat(outcome(server))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("the listener on port 7 was closed here");
            two.nothingIsLeft();
        }
    }

    @Test
    void halfCloseLetsTheAnswerCome() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            start(() -> {
                try (TcpSocket s = listener.accept()) {
                    int length = s.getInputStream().readAllBytes().length;
                    s.getOutputStream().write(("got " + length).getBytes());
                }
            });
            try (TcpSocket s = two.connect(7)) {
                s.getOutputStream().write(new byte[12_345]);
                s.shutdownOutput();
                assertThat(s.getInputStream().readAllBytes()).isEqualTo("got 12345".getBytes());
                assertThatThrownBy(() -> s.getOutputStream().write(1))
                        .isInstanceOf(SocketException.class)
                        .hasMessageStartingWith("connection closing");
            }
        }
    }

    @Test
    void aRefusedConnectionSaysSo() {
        try (TwoStacks two = new TwoStacks()) {
            assertThatThrownBy(() -> two.connect(81))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("connection refused (connecting to 192.0.2.2:81)");
        }
    }

    @Test
    void whoIsNotThereTimesOutAndWhereThereIsNoRouteItSaysSoAtOnce() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            assertThatThrownBy(() -> TcpSocket.connect(two.client, new InetSocketAddress("192.0.2.77", 80), 0, 100))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no connection to 192.0.2.77:80 within 100 ms");
            assertThatThrownBy(() -> TcpSocket.connect(two.client, new InetSocketAddress("198.51.100.1", 80)))
                    .isInstanceOf(NoRouteToHostException.class)
                    .hasMessageStartingWith("no route to 198.51.100.1:80");
            assertThatThrownBy(() -> TcpSocket.connect(two.client, new InetSocketAddress("2001:db8::1", 80)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("IPv4 only");
            two.nothingIsLeft();
        }
    }

    /** RFC 9293, 3.9.1.1: the timeout that OPEN takes, and what else holds from the first SYN on. */
    @Test
    void optionsMayBeSetBeforeTheOpen() throws Exception {
        try (TwoStacks net = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(net.server, 7)) {
            assertThatThrownBy(() -> TcpSocket.connect(
                            net.client,
                            new InetSocketAddress("192.0.2.9", 80),
                            0,
                            0,
                            user -> user.userTimeout(50_000_000)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("connection aborted due to user timeout");
            try (TcpSocket socket =
                    TcpSocket.connect(net.client, net.server(7), 0, 10_000, user -> user.typeOfService(0xB8))) {
                socket.setTrafficClass(8);
                socket.setRetries(2, 255);
                socket.setUserTimeout(10_000);
                assertThat(socket.takeReports()).isEmpty();
                assertThatThrownBy(() -> socket.setTrafficClass(256)).hasMessageContaining("0 to 255, not 256");
                assertThatThrownBy(() -> socket.setRetries(0, 3)).hasMessageContaining("1 to 255, not 0, 3");
                assertThatThrownBy(() -> socket.setUserTimeout(-1)).hasMessageContaining("not negative");
            }
        }
    }

    @Test
    void portsInUseAreSaidToBe() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            assertThatThrownBy(() -> TcpServerSocket.listen(two.server, 7))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port 7 is in use");
            try (TcpSocket first = TcpSocket.connect(two.client, two.server(7), 5000, 0)) {
                assertThatThrownBy(() -> TcpSocket.connect(two.client, two.server(7), 5000, 0))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining("local port 5000 is in use");
            }
            listener.close();
            TcpServerSocket.listen(two.server, 7).close();
        }
    }

    @Test
    void lingerZeroAndAbortReset() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            for (boolean linger : new boolean[] {true, false}) {
                TcpSocket s = two.connect(7);
                TcpSocket peer = listener.accept();
                CompletableFuture<Throwable> reader =
                        start(() -> peer.getInputStream().read());
                if (linger) {
                    s.setLingerZero(true);
                    s.close();
                } else {
                    s.abort();
                }
                assertThat(outcome(reader)).isInstanceOf(SocketException.class).hasMessage("connection reset");
                assertThat(peer.failure()).contains("connection reset");
                assertThatThrownBy(() -> s.getInputStream().read()).isInstanceOf(SocketException.class);
                peer.close();
            }
            two.nothingIsLeft();
        }
    }

    @Test
    void readsTimeOutAndCanBeRepeated() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            try (TcpSocket s = two.connect(7);
                    TcpSocket peer = listener.accept()) {
                s.setSoTimeout(50);
                assertThatThrownBy(() -> s.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                peer.getOutputStream().write(42);
                s.setSoTimeout(0);
                assertThat(s.getInputStream().read()).isEqualTo(42);
            }
            listener.setSoTimeout(50);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void closingWakesWhoeverWaitsInTheSocket() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            TcpSocket s = two.connect(7);
            listener.accept();
            CompletableFuture<Throwable> reader = start(() -> s.getInputStream().read());
            CompletableFuture<Throwable> writer =
                    start(() -> s.getOutputStream().write(new byte[10_000_000]));
            Thread.sleep(50);
            assertThat(reader.isDone() || writer.isDone()).isFalse();
            s.close();
            assertThat(outcome(reader)).isInstanceOf(SocketException.class).hasMessageContaining("closed here");
            assertThat(outcome(writer)).isInstanceOf(SocketException.class).hasMessageContaining("closed here");
        }
    }

    @Test
    void interruptingWakesWithAnException() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            try (TcpSocket s = two.connect(7)) {
                CompletableFuture<Throwable> outcome = new CompletableFuture<>();
                Thread reader = Thread.ofVirtual().start(() -> {
                    try {
                        s.getInputStream().read();
                    } catch (IOException e) {
                        outcome.complete(e);
                    }
                });
                Thread.sleep(20);
                reader.interrupt();
                assertThat(outcome(outcome)).isInstanceOf(InterruptedIOException.class);
            }
            listener.close();
        }
    }

    @Test
    void closingTheStackWakesEveryone() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            TcpServerSocket listener = TcpServerSocket.listen(two.server, 7);
            TcpSocket s = two.connect(7);
            TcpSocket peer = listener.accept();
            TcpSocket full = two.connect(7); // Nobody reads at its other end.
            CompletableFuture<Throwable> reader = start(() -> s.getInputStream().read());
            CompletableFuture<Throwable> writer =
                    start(() -> full.getOutputStream().write(new byte[10_000_000]));
            CompletableFuture<Throwable> connecting =
                    start(() -> TcpSocket.connect(two.client, new InetSocketAddress("192.0.2.99", 1)));
            CompletableFuture<Throwable> accepting =
                    start(() -> TcpServerSocket.listen(two.client, 9).accept());
            CompletableFuture<Throwable> remote =
                    start(() -> peer.getInputStream().readAllBytes());
            Thread.sleep(100);
            two.client.close();
            assertThat(two.client.ended().get())
                    .isEqualTo(new StackEnd(StackEnd.Reason.CLOSED, "the stack was closed"));
            for (CompletableFuture<Throwable> waiting : List.of(reader, writer, connecting, accepting)) {
                assertThat(outcome(waiting))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("the stack was closed");
            }
            assertThat(outcome(remote)).as("the remote is told").hasMessage("connection reset");
            assertThatThrownBy(() -> two.connect(7))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("come to its end");
            assertThat(two.client.tcp().ringsInUse()).isZero();
            assertThat(two.client.connections()).isEmpty();
        }
    }

    @Test
    void aDeviceThatGoesEndsTheStackWithAMessage() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            TcpSocket s = two.connect(7);
            listener.accept();
            CompletableFuture<Throwable> reader = start(() -> s.getInputStream().read());
            Thread.sleep(20);
            two.client.device().close();
            StackEnd end = two.client.ended().get(10, TimeUnit.SECONDS);
            assertThat(end.reason()).isEqualTo(StackEnd.Reason.DEVICE_GONE);
            assertThat(outcome(reader)).isInstanceOf(SocketException.class).hasMessage(end.message());
        }
    }

    @Test
    void aBlockingCallOnTheLoopIsRefused() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            assertThatThrownBy(() -> two.client.ask(() -> {
                        try {
                            return two.connect(7);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would wait for itself");
        }
    }

    @Test
    void urgentDataComesInTheStream() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            try (TcpSocket s = two.connect(7);
                    TcpSocket peer = listener.accept()) {
                s.sendUrgentData(new byte[] {1, 2, 3});
                assertThat(peer.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
                assertThat(peer.takeUrgentNews()).isTrue();
            }
        }
    }
}
