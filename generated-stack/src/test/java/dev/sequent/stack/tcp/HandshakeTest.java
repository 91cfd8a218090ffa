package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Connections open as RFC 9293, 3.5 shows, or do not. */
class HandshakeTest {

    @Test
    void aListenerAnswersASynAndTheConnectionIsEstablishedByTheThirdSegment() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK><WND=65535><MSS=1460>");
            assertThat(listener.poll()).as("not before the third segment").isNull();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            TcpConnection connection = listener.poll();
            assertThat(connection).isNotNull();
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.OPEN);
            x.outNothing();
        }
    }

    @Test
    void anActiveOpenSendsASynAndAcknowledgesTheAnswer() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN><WND=65535><MSS=1460>");
            assertThat(connection.stateName()).isEqualTo("SYN-SENT");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><WND=65535>");
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.OPEN);
        }
    }

    @Test
    void bothMayOpenAtOnce() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            assertThat(connection.stateName()).isEqualTo("SYN-RECEIVED");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }
}
