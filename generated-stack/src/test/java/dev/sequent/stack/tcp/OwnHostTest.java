package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.ip.IpCounter;
import org.junit.jupiter.api.Test;

/** Connections of a host with itself, by its own address. No device sees them, and nobody is asked for the way. */
class OwnHostTest {

    private static TcpConnection connect(Exchange x, int port, int localPort) {
        TcpConnection c = x.stack.connect(new Endpoint(Exchange.STACK.address(), port), localPort);
        x.advance(1);
        return c;
    }

    private static void nothingOnTheLink(Exchange x) {
        x.outNothing();
        assertThat(x.stack.ip().counters().get(IpCounter.DATAGRAMS_SENT)).isZero();
        assertThat(x.stack.ip().counters().get(IpCounter.ARP_REQUESTS_SENT)).isZero();
        assertThat(x.stack.tcp().counters().get(TcpCounter.FAULTS)).isZero();
    }

    /** RFC 9293, 3.5, a simultaneous open of one end with itself: the SYN that is sent is the SYN that arrives. */
    @Test
    void aSocketConnectsToItself() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = connect(x, 4000, 4000);
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.write(c, 3000);
            x.advance(100);
            byte[] text = new byte[3001];
            assertThat(c.user().read(text, 0, 3001)).isEqualTo(3000);
            assertThat(text[2999]).isEqualTo((byte) 2999);
            x.shutdownOutput(c);
            x.advance(100);
            assertThat(c.user().read(text, 0, 1)).as("its own FIN").isEqualTo(-1);
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
            x.advance(61_000);
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(c.user().failure()).isNull();
            nothingOnTheLink(x);
        }
    }

    @Test
    void aClientAndItsServerOnOneHost() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            TcpConnection client = connect(x, Exchange.PORT, 0);
            TcpConnection server = listener.poll();
            assertThat(server).isNotNull();
            assertThat(server.remote()).isEqualTo(client.local());
            x.write(client, 50_000);
            x.advance(1000);
            byte[] text = new byte[50_001];
            assertThat(server.user().read(text, 0, 50_001)).isEqualTo(50_000);
            x.write(server, 10);
            x.advance(100);
            assertThat(client.user().read(text, 0, 11)).isEqualTo(10);
            x.close(client);
            x.close(server);
            x.advance(61_000);
            assertThat(x.stack.tcp().connections()).isZero();
            nothingOnTheLink(x);
        }
    }

    @Test
    void aPortOfOursThatIsClosedRefuses() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = connect(x, 99, 0);
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.RESET, "connection reset"));
            nothingOnTheLink(x);
        }
    }
}
