package dev.sequent.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a socket's user sets, and the half that receives, between two stacks in real time. */
@Timeout(30)
class SocketOptionsTest {

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** What has come is read, and then the end, whatever else comes. */
    @Test
    void theReadingHalf() throws Exception {
        try (TwoStacks t = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(t.server, 7);
                TcpSocket client = t.connect(7);
                TcpSocket server = listener.accept()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            InputStream in = server.getInputStream();
            until(() -> server.peek(new byte[3], 0, 3) == 3);
            server.shutdownInput();
            assertThat(in.readNBytes(10)).containsExactly(1, 2, 3);
            assertThat(in.read()).isEqualTo(-1);
            server.getOutputStream().write(4);
            assertThat(client.getInputStream().read()).isEqualTo(4);
        }
    }

    @Test
    void aReaderThatWaitsIsWoken() throws Exception {
        try (TwoStacks t = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(t.server, 7);
                TcpSocket client = t.connect(7);
                TcpSocket server = listener.accept()) {
            CompletableFuture<Integer> read = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    read.complete(server.getInputStream().read());
                } catch (java.io.IOException e) {
                    read.completeExceptionally(e);
                }
            });
            Thread.sleep(50);
            assertThat(read).isNotDone();
            server.shutdownInput();
            assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(client.isClosed()).isFalse();
        }
    }

    /** RFC 9293, 3.6.1, SHLD-3. */
    @Test
    void bothHalvesAndTheRemoteHasMoreToSay() throws Exception {
        try (TwoStacks t = new TwoStacks()) {
            try (TcpServerSocket listener = TcpServerSocket.listen(t.server, 7);
                    TcpSocket client = t.connect(7);
                    TcpSocket server = listener.accept()) {
                server.shutdownInput();
                server.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                client.getOutputStream().write(1);
                assertThat(client.awaitEnd(5_000)).isTrue();
                assertThat(client.failure()).contains("connection reset");
                assertThatThrownBy(() -> server.getOutputStream().write(1)).isInstanceOf(SocketException.class);
                assertThat(server.awaitEnd(5_000)).isTrue();
                assertThat(server.failure()).contains("connection reset");
            }
            t.nothingIsLeft();
        }
    }

    /** Buffers of 3000 octets at either end carry a quarter of a mebioctet, and no window is larger. */
    @Test
    void smallBuffers() throws Exception {
        byte[] text = new byte[1 << 18];
        new java.util.Random(5).nextBytes(text);
        try (TwoStacks t = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(t.server, 7, 5, o -> o.receiveBuffer(3_000));
                TcpSocket client = TcpSocket.connect(t.client, t.server(7), 0, 5_000, o -> o.sendBuffer(3_000));
                TcpSocket server = listener.accept()) {
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    client.writeLast(text, 0, text.length);
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            int most = 0;
            byte[] got = new byte[text.length];
            int n = 0;
            int read;
            while ((read = server.getInputStream().read(got, n, got.length - n)) > 0) {
                n += read;
                most = Math.max(most, read);
                assertThat(client.unacknowledged()).isLessThanOrEqualTo(3_000);
            }
            writer.join();
            assertThat(got).isEqualTo(text);
            assertThat(most).isLessThanOrEqualTo(3_000);
        }
    }

    @Test
    void whatCannotBeSet() throws Exception {
        try (TwoStacks t = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(t.server, 7);
                TcpSocket client = t.connect(7)) {
            assertThatThrownBy(() -> client.options().receiveBuffer(0))
                    .hasMessage("a receive buffer has 1 octet at least, not 0");
            assertThatThrownBy(() -> client.options().sendBuffer(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.options().mssLimit(70_000)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.options().keepaliveTimes(1, 1, 256))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(listener.getLocalSocketAddress().getPort()).isEqualTo(7);
        }
    }
}
