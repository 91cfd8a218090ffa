package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The second or the third segment of a handshake is lost (RFC 9293, 3.5, 3.8.1). */
class LostHandshakeTest {

    /** Our SYN,ACK is lost: the remote sends its SYN again, we our SYN,ACK, and either would do. */
    @Test
    void bothSidesSendAgain() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.mark();
            x.in("<SEQ=1000><CTL=SYN>");
            x.outAt(0, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.advance(999);
            x.outNothing();
            x.in("<SEQ=1000><CTL=SYN>");
            x.outAt(999, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.advance(1);
            x.outAt(1000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(listener.poll()).isNotNull();
            x.advance(10_000);
            x.outNothing();
        }
    }

    /** The remote's SYN,ACK is lost: our SYN goes out again, the same one. */
    @Test
    void weSendTheSynAgain() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.mark();
            x.outAt(0, "<SEQ=ISS><CTL=SYN><MSS=1460>");
            x.advance(1000);
            x.outAt(1000, "<SEQ=ISS><CTL=SYN><MSS=1460>");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** The third segment is lost: an ACK is not sent again by itself, but to each SYN,ACK that comes again. */
    @Test
    void eachSynAckThatComesAgainIsAcknowledged() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connected();
            x.advance(500);
            x.outNothing();
            for (int i = 0; i < 5; i++) {
                x.advance(1000L << i);
                x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
                x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            }
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** The remote's third segment is lost: the SYN,ACK again, five times in sum; what comes at last establishes. */
    @Test
    void aLateThirdSegmentEstablishes() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.mark();
            x.in("<SEQ=1000><CTL=SYN>");
            x.outAt(0, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.advanceTo(62_999);
            for (int at : new int[] {1, 3, 7, 15, 31}) {
                x.outAt(at * 1000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            }
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            x.outNothing();
            assertThat(listener.poll()).isNotNull();
        }
    }
}
