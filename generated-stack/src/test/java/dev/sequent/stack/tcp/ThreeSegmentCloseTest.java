package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A close in three segments (RFC 9293, 3.6; 3.8.6.3): who has nothing more to send acknowledges the FIN with its own.
 */
class ThreeSegmentCloseTest {

    private static final String DELAY = "FIN-ACK-DELAY=40000000";

    /**
     * We close first, and the remote's answer is FIN and ACK in one, with its last text or without: FIN-WAIT-1 to
     * TIME-WAIT.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void theRemoteAnswersWithFinAndAckInOne(int text) {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>" + (text > 0 ? "<DATA=10>" : ""));
            x.out("<SEQ=ISS+2><ACK=" + (1002 + text) + "><CTL=ACK>");
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        }
    }

    /** As it comes: the RFC's eighth step acknowledges the FIN at once, and the close takes four segments. */
    @Test
    void aFinIsAcknowledgedAtOnce() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK>");
            x.close(c);
            x.out("<SEQ=ISS+1><ACK=1002><CTL=FIN,ACK>");
            x.in("<SEQ=1002><ACK=ISS+2><CTL=ACK>");
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @Test
    void theAckWaitsForOurCloseAndGoesWithTheFin() {
        try (Exchange x = new Exchange(DELAY)) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("CLOSE-WAIT");
            x.advance(30);
            x.close(c);
            x.out("<SEQ=ISS+1><ACK=1002><CTL=FIN,ACK>");
            x.advance(100);
            x.outNothing();
            x.in("<SEQ=1002><ACK=ISS+2><CTL=ACK>");
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @Test
    void theAckGoesWithOurAnswer() {
        try (Exchange x = new Exchange(DELAY)) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.write(c, 10);
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK,PSH><DATA=10>");
            x.advance(100);
            x.outNothing();
        }
    }

    /** MUST-40: not for long, whether our user closes or not. */
    @Test
    @Tag("MUST-40")
    void theAckDoesNotWaitForLong() {
        try (Exchange x = new Exchange(DELAY)) {
            TcpConnection c = x.accepted();
            x.mark();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.advance(60);
            x.outAt(40, "<SEQ=ISS+1><ACK=1002><CTL=ACK>");
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("CLOSE-WAIT");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK>");
        }
    }

    /**
     * What waits for nothing: text that filled a gap before the FIN (RFC 5681, 4.2), and a FIN that ends the connection
     * on both sides.
     */
    @Test
    void whereNothingIsToBeWaitedForItDoesNotWait() {
        try (Exchange x = new Exchange(DELAY)) {
            x.accepted();
            x.in("<SEQ=1101><ACK=ISS+1><CTL=FIN,ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1202><CTL=ACK>");
        }
        try (Exchange x = new Exchange(DELAY)) {
            TcpConnection c = x.accepted();
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        }
    }
}
