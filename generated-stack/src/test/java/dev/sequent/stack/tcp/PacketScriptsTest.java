package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Exchanges that went wrong once, each with its times: what must go out at once does so in the same millisecond. The
 * third segment comes 50 ms after the SYN,ACK, and what follows begins 100 ms after that.
 */
class PacketScriptsTest {

    private static TcpConnection accepted(Exchange x) {
        TcpListener listener = x.stack.listen(Exchange.PORT, 5);
        x.mark();
        x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
        x.outAt(0, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
        x.advance(50);
        x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
        TcpConnection c = listener.poll();
        assertThat(c).isNotNull();
        x.advance(100);
        x.outNothing();
        x.mark();
        return c;
    }

    private static void resetIsTold(Exchange x, TcpConnection c) {
        x.in("<SEQ=1002><CTL=RST><WND=0>");
        assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.RESET, "connection reset"));
        x.outNothing();
    }

    @Test
    void aResetInClosingWithTextUnderWay() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = accepted(x);
            x.write(c, 1000);
            x.outAt(0, "<SEQ=ISS+1><ACK=1001><CTL=ACK,PSH><DATA=1000>");
            x.shutdownOutput(c);
            x.outAt(0, "<SEQ=ISS+1001><ACK=1001><CTL=FIN,ACK>");
            x.advance(10);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.outAt(10, "<SEQ=ISS+1002><ACK=1002><CTL=ACK>");
            x.advance(100);
            resetIsTold(x, c);
        }
    }

    @Test
    void aResetInLastAckWithTextUnderWay() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = accepted(x);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.outAt(0, "<SEQ=ISS+1><ACK=1002><CTL=ACK>");
            x.write(c, 1000);
            x.outAt(0, "<SEQ=ISS+1><ACK=1002><CTL=ACK,PSH><DATA=1000>");
            x.shutdownOutput(c);
            x.outAt(0, "<SEQ=ISS+1001><ACK=1002><CTL=FIN,ACK>");
            x.advance(100);
            resetIsTold(x, c);
        }
    }

    @Test
    void whatFillsAGapByReachingHeldText() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = accepted(x);
            x.in("<SEQ=1101><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.outAt(0, "<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.advance(10);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=200>");
            x.outAt(10, "<SEQ=ISS+1><ACK=1201><CTL=ACK>");
            x.advance(1000);
            x.outNothing();
            x.read(c, 1001, 200);
        }
    }

    @Test
    void oldTextWithANewFin() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = accepted(x);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            x.advance(40);
            x.outAt(40, "<SEQ=ISS+1><ACK=2001><CTL=ACK>");
            x.advance(100);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK><DATA=1000>");
            x.outAt(140, "<SEQ=ISS+1><ACK=2002><CTL=ACK>");
            x.advance(1000);
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("CLOSE-WAIT");
        }
    }

    @Test
    void aBareFinAboveAGap() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = accepted(x);
            x.in("<SEQ=2001><ACK=ISS+1><CTL=FIN,ACK>");
            x.outAt(0, "<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** Our FIN, and 100 ms later the remote's, which acknowledges it. */
    private static void timeWait(Exchange x) {
        TcpConnection c = accepted(x);
        x.shutdownOutput(c);
        x.outAt(0, "<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
        x.advance(100);
        x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
        x.outAt(100, "<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        x.advance(100);
    }

    @Test
    void textInTimeWait() {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.in("<SEQ=1002><ACK=ISS+2><CTL=PSH,ACK><DATA=100>");
            x.outAt(200, "<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.outNothing();
        }
    }

    @Test
    void finsInTimeWait() {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            x.outAt(200, "<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.advance(100);
            x.in("<SEQ=1002><ACK=ISS+2><CTL=FIN,ACK>");
            x.outAt(300, "<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.outNothing();
        }
    }
}
