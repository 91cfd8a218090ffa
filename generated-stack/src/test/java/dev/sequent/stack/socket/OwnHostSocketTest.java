package dev.sequent.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets of one stack that are connected to each other, or to themselves, in real time. */
@Timeout(30)
class OwnHostSocketTest {

    @Test
    void aSocketConnectsToItself() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            try (TcpSocket s = TcpSocket.connect(two.server, two.server(4000), 4000, 10_000)) {
                s.getOutputStream().write(new byte[] {1, 2, 3});
                assertThat(s.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
                s.shutdownOutput();
                assertThat(s.getInputStream().read()).isEqualTo(-1);
            }
            two.nothingIsLeft();
        }
    }

    /** The connection is established, and takes what is sent, before anybody has called accept. */
    @Test
    void megabytesFromAClientToItsServerWhichAcceptsLate() throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (TwoStacks two = new TwoStacks()) {
            InetSocketAddress here = two.server(7);
            try (TcpServerSocket listener = TcpServerSocket.listen(two.server, 7);
                    TcpSocket client = TcpSocket.connect(two.server, here, 0, 10_000)) {
                assertThat(client.status().state()).isEqualTo("ESTABLISHED");
                client.getOutputStream().write(sent, 0, 1000);
                CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> {
                    try {
                        client.getOutputStream().write(sent, 1000, sent.length - 1000);
                        client.shutdownOutput();
                    } catch (java.io.IOException e) {
                        throw new AssertionError(e);
                    }
                });
                try (TcpSocket peer = listener.accept()) {
                    assertThat(peer.getInputStream().readAllBytes()).isEqualTo(sent);
                }
                rest.get(10, TimeUnit.SECONDS);
            }
            two.nothingIsLeft();
        }
    }

    @Test
    void nobodyListensHere() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            assertThatThrownBy(() -> TcpSocket.connect(two.server, two.server(9), 0, 10_000))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("connection refused");
            two.nothingIsLeft();
        }
    }
}
