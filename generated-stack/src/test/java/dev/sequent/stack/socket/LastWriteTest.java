package dev.sequent.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets that are known to be the last. */
@Timeout(60)
class LastWriteTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1460, 300_000})
    void theyArriveAndThenTheEnd(int length) throws Exception {
        byte[] octets = new byte[length];
        new Random(1).nextBytes(octets);
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            TcpSocket client = two.connect(7);
            try (TcpSocket server = listener.accept()) {
                Thread.ofVirtual().start(() -> {
                    try {
                        server.writeLast(octets, 0, length);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(octets);
                assertThatThrownBy(() -> server.getOutputStream().write(1)).isInstanceOf(SocketException.class);
                client.getOutputStream().write(1);
                assertThat(server.getInputStream().read())
                        .as("the other direction stays open")
                        .isEqualTo(1);
                assertThat(server.unacknowledged()).isZero();
            }
            client.close();
            two.nothingIsLeft();
        }
    }

    /** One segment fewer: the FIN goes with the text. */
    @Test
    void theFinGoesWithThem() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            TcpSocket client = two.connect(7);
            TcpSocket server = listener.accept();
            long before = sent(two);
            server.writeLast(new byte[100], 0, 100);
            assertThat(client.getInputStream().readAllBytes()).hasSize(100);
            assertThat(sent(two) - before).isEqualTo(1);
            client.close();
            server.close();
        }
    }

    private static long sent(TwoStacks two) {
        return two.server.ask(() -> two.server.tcp().counters().get(dev.sequent.stack.tcp.TcpCounter.SEGMENTS_SENT));
    }

    @Test
    void whatTheRemoteHasNotAcknowledgedIsCounted() throws Exception {
        try (TwoStacks two = new TwoStacks();
                TcpServerSocket listener = TcpServerSocket.listen(two.server, 7)) {
            TcpSocket client = two.connect(7);
            TcpSocket server = listener.accept();
            two.client.close(); // Nobody answers any more.
            try {
                server.getOutputStream().write(new byte[100]);
                assertThat(server.unacknowledged()).isEqualTo(100);
            } catch (SocketException e) {
                assertThat(server.unacknowledged()).as("the reset was quicker").isZero();
            }
            client.close();
            server.abort();
        }
    }
}
