package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Windows that shut and open (RFC 9293, 3.8.6). */
class WindowTest {

    /** MUST-1: the highest bit of a window is none of a sign. */
    @Test
    @Tag("MUST-1")
    void aWindowOf65535OctetsIsNotANegativeOne() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted("<WND=65535>");
            x.write(c, 44 * 1460);
            for (int i = 0; i < 43; i++) {
                x.out("<SEQ=ISS+" + (1 + i * 1460) + "><CTL=ACK><DATA=1460>");
            }
            x.out("<SEQ=ISS+62781><CTL=ACK,PSH><DATA=1460>");
        }
    }

    /**
     * The remote's window is shut: probes, with the time doubled, for as long as they are answered (MUST-36, MUST-37,
     * SHLD-29, SHLD-30).
     */
    @Test
    @Tag("MUST-36")
    @Tag("SHLD-29")
    @Tag("SHLD-30")
    void aShutWindowIsProbed() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.write(c, 100);
            x.mark();
            x.outNothing();
            x.advance(200);
            x.outAt(200, "<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=1>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.advance(400);
            x.outAt(600, "<SEQ=ISS+1><CTL=ACK><DATA=1>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.advance(800);
            x.outAt(1400, "<SEQ=ISS+1><CTL=ACK><DATA=1>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=1000>");
            x.outAt(1400, "<SEQ=ISS+1><CTL=ACK><DATA=1>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><WND=1000>");
            x.out("<SEQ=ISS+2><CTL=ACK,PSH><DATA=99>");
        }
    }

    @Test
    @Tag("MUST-37")
    void aWindowMayStayShutForHours() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.write(c, 100);
            for (int i = 0; i < 180; i++) {
                x.advance(60_000);
                assertThat(x.outCount()).isPositive();
                x.outAny();
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            }
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=1000>");
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=1>");
        }
    }

    @Test
    void probesThatNobodyAnswersEndTheConnection() {
        try (Exchange x = new Exchange("R2=4")) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.write(c, 100);
            x.advance(600_000);
            assertThat(x.outCount()).isEqualTo(4);
            assertThat(c.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }

    /**
     * Our window: what the user does not read is not offered again, and the right edge never moves to the left
     * (SHLD-14).
     */
    @Test
    @Tag("MUST-39")
    @Tag("SHLD-14")
    void theWindowShrinksByWhatIsNotReadAndOpensWhenItIs() {
        try (Exchange x = new Exchange("RCV-BUFFER=4000")) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.in("<SEQ=2461><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.out("<SEQ=ISS+1><ACK=3921><CTL=ACK><WND=1080>");
            x.in("<SEQ=3921><ACK=ISS+1><CTL=ACK><DATA=1080>");
            x.advance(50);
            x.out("<SEQ=ISS+1><ACK=5001><CTL=ACK><WND=0>");
            x.read(c, 1001, 1000);
            x.outNothing(); // MUST-39: not before a segment, or half of the buffer, can be offered.
            x.read(c, 2001, 500);
            x.out("<SEQ=ISS+1><ACK=5001><CTL=ACK><WND=1500>");
            x.read(c, 2501, 2500);
            x.out("<SEQ=ISS+1><ACK=5001><CTL=ACK><WND=4000>");
        }
    }

    /** A probe of our shut window is acknowledged without being taken. */
    @Test
    void aProbeOfOurWindowIsAnswered() {
        try (Exchange x = new Exchange("RCV-BUFFER=1000")) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            x.advance(50);
            x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=0>");
            x.in("<SEQ=2001><ACK=ISS+1><CTL=ACK><DATA=1>");
            x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=0>");
            assertThat(c.user().available()).isEqualTo(1000);
        }
    }

    /**
     * Sender's silly-window avoidance: little in a window that is not much either waits for the override time-out
     * (MUST-38).
     */
    @Test
    @Tag("MUST-38")
    @Tag("MUST-60")
    void littleIsNotSentIntoALittleWindow() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=100>");
            x.write(c, 1000);
            x.mark();
            x.outNothing();
            x.advance(200);
            x.outAt(200, "<SEQ=ISS+1><CTL=ACK><DATA=100>");
            x.in("<SEQ=1001><ACK=ISS+101><CTL=ACK><WND=65535>");
            x.out("<SEQ=ISS+101><CTL=ACK,PSH><DATA=900>");
        }
    }

    @Test
    void textBeyondOurWindowIsCut() {
        try (Exchange x = new Exchange("RCV-BUFFER=1000")) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1400>");
            x.advance(50);
            x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=0>");
            x.read(c, 1001, 1000);
        }
    }
}
