package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What we send while the remote's window is shut, or has shrunk, to a remote that takes only what Table 6 of RFC 9293,
 * 3.10.7.4 takes: with a window of zero, what begins at RCV.NXT and is empty.
 */
class ShutWindowTest {

    /** A remote whose window is shut, with one probe of ours in flight: SND.NXT is one beyond. */
    private static TcpConnection probing(Exchange x) {
        TcpConnection c = x.accepted();
        x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
        x.write(c, 100);
        x.advance(200);
        x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=1>");
        x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
        return c;
    }

    @Test
    void anAcknowledgmentBesideAProbeLiesInTheWindow() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = probing(x);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0><DATA=1460>");
            x.in("<SEQ=2461><ACK=ISS+1><CTL=ACK><WND=0><DATA=1460>");
            x.out("<SEQ=ISS+1><ACK=3921><CTL=ACK>");
            x.in("<SEQ=3921><ACK=ISS+1><CTL=ACK,PSH><WND=0><DATA=10>");
            x.advance(40);
            x.out("<SEQ=ISS+1><ACK=3931><CTL=ACK>");
            x.read(c, 1001, 2930);
        }
    }

    /** 3.10.7.4, second, and RFC 5961, 3.2: a RST counts at RCV.NXT exactly. */
    @Test
    void aResetBesideAProbeIsExact() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = probing(x);
            x.abort(c);
            x.out("<SEQ=ISS+1><CTL=RST>");
        }
    }

    @Test
    void aResetForLostTextBesideAProbeIsExact() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = probing(x);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0><DATA=10>");
            x.close(c);
            x.out("<SEQ=ISS+1><ACK=1011><CTL=RST,ACK>");
        }
    }

    /**
     * The remote has taken its offer back (SHLD-14 notwithstanding): what we send without text begins inside what is
     * left (MUST-34).
     */
    @Test
    @Tag("MUST-34")
    void anAcknowledgmentLiesInAWindowThatHasShrunk() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 1000);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1000>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=100>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=100><DATA=1460>");
            x.in("<SEQ=2461><ACK=ISS+1><CTL=ACK><WND=100><DATA=1460>");
            x.out("<SEQ=ISS+101><ACK=3921><CTL=ACK>");
        }
    }

    /**
     * What lies in the window that is left goes again when it is due, what does not waits, and nothing new is sent
     * (SHLD-15, SHLD-16).
     */
    @Test
    @Tag("MUST-34")
    @Tag("SHLD-15")
    @Tag("SHLD-16")
    void whatLiesInAWindowThatHasShrunkIsSentAgainAndNothingNew() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted("<MSS=1000>");
            x.write(c, 3000);
            x.mark();
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=1000>");
            x.out("<SEQ=ISS+1001><CTL=ACK><DATA=1000>");
            x.out("<SEQ=ISS+2001><CTL=ACK,PSH><DATA=1000>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=1000>");
            x.write(c, 1000);
            x.outNothing();
            x.advance(200);
            x.outAt(200, "<SEQ=ISS+1><CTL=ACK><DATA=1000>");
            x.outNothing();
            x.in("<SEQ=1001><ACK=ISS+3001><CTL=ACK><WND=1000>");
            x.out("<SEQ=ISS+3001><CTL=ACK,PSH><DATA=1000>");
        }
    }

    /** A probe may be dropped whole. It does not settle an acknowledgment that is owed. */
    @Test
    void aProbeDoesNotTakeTheAcknowledgmentAlong() {
        try (Exchange x = new Exchange()) {
            probing(x);
            x.mark();
            x.advance(370);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><WND=0><DATA=10>");
            x.advance(100);
            x.outAt(400, "<SEQ=ISS+1><ACK=1011><CTL=ACK><DATA=1>");
            x.outAt(410, "<SEQ=ISS+1><ACK=1011><CTL=ACK>");
        }
    }

    /**
     * A remote that answers keeps its connection, however long its window is shut (MUST-37): the user timeout does not
     * count.
     */
    @Test
    @Tag("MUST-37")
    void theUserTimeoutDoesNotCountBeforeAShutWindow() {
        try (Exchange x = new Exchange("USER-TIMEOUT-VALUE=20000000000")) {
            TcpConnection c = x.accepted();
            x.write(c, 5);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            for (int i = 0; i < 120; i++) {
                x.advance(500);
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            }
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=1000>");
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.advance(20_001); // It counts again.
            assertThat(c.user().failure().text()).isEqualTo("connection aborted due to user timeout");
        }
    }

    /**
     * It counts from the oldest octet that is not acknowledged: whoever makes progress is not given up (RFC 9293,
     * 3.8.3).
     */
    @Test
    void theUserTimeoutBeginsAnewWithEachAcknowledgment() {
        try (Exchange x = new Exchange("USER-TIMEOUT-VALUE=2000000000")) {
            TcpConnection c = x.accepted();
            x.write(c, 10);
            for (int i = 1; i < 10; i++) {
                x.advance(1_500);
                x.in("<SEQ=1001><ACK=ISS+" + (1 + i) + "><CTL=ACK>");
            }
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            x.advance(2_001);
            assertThat(c.user().failure().text()).isEqualTo("connection aborted due to user timeout");
        }
    }

    // ---------------------------------------------------------------- our window is shut

    private static TcpConnection full(Exchange x) {
        TcpConnection c = x.accepted();
        x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>");
        x.advance(50);
        x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=0>");
        return c;
    }

    /**
     * 3.10.7.4, first: with a window of zero, valid ACKs are taken; so the window of the remote, which rides with them.
     */
    @Test
    void withOurWindowShutWeStillTakeAcknowledgmentAndWindow() {
        try (Exchange x = new Exchange("RCV-BUFFER=1000")) {
            TcpConnection c = full(x);
            x.write(c, 500);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=500>");
            x.in("<SEQ=2001><ACK=ISS+501><CTL=ACK><WND=7>");
            assertThat(c.info(0).sendQueue()).isZero();
            x.write(c, 7);
            x.out("<SEQ=ISS+501><CTL=ACK,PSH><DATA=7>");
            // On a probe, the text of which is not taken, too.
            x.in("<SEQ=2001><ACK=ISS+508><CTL=ACK><WND=9><DATA=1>");
            x.out("<SEQ=ISS+508><ACK=2001><CTL=ACK><WND=0>");
            assertThat(c.info(0).sendQueue()).isZero();
        }
    }

    /** MUST-66: the urgent pointer of a probe whose octet is not taken, and a reset. */
    @Test
    @Tag("MUST-66")
    void withOurWindowShutWeStillTakeUrgentPointersAndResets() {
        try (Exchange x = new Exchange("RCV-BUFFER=1000")) {
            TcpConnection c = full(x);
            x.in("<SEQ=2001><ACK=ISS+1><CTL=ACK,URG><UP=3><DATA=1>");
            x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK><WND=0>");
            assertThat(c.user().takeUrgentNews()).isTrue();
            x.in("<SEQ=2001><CTL=RST>");
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.RESET, "connection reset"));
        }
    }

    /**
     * A remote that has filled our window, and whose text was lost, acknowledges from the edge of the window: it has no
     * other number.
     */
    @Test
    void anAcknowledgmentFromTheEdgeOfOurWindowIsTaken() {
        try (Exchange x = new Exchange("RCV-BUFFER=1000")) {
            TcpConnection c = x.accepted();
            x.write(c, 500);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=500>");
            x.in("<SEQ=2001><ACK=ISS+501><CTL=ACK>");
            assertThat(c.info(0).sendQueue()).isZero();
            x.in("<SEQ=2002><ACK=ISS+501><CTL=ACK>");
            x.out("<SEQ=ISS+501><ACK=1001><CTL=ACK>");
        }
    }

    // ---------------------------------------------------------------- what is not acceptable and has no text

    /**
     * Two ends that find each other's ACKs unacceptable would answer one another for ever: one in 500 ms is answered.
     */
    @Test
    void unacceptableSegmentsWithoutTextAreAnsweredOnceIn500Milliseconds() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.mark();
            for (int i = 0; i < 10; i++) {
                x.in("<SEQ=990><ACK=ISS+1><CTL=ACK>");
                x.advance(100);
            }
            x.outAt(0, "<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.outAt(500, "<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.outNothing();
        }
    }

    /** What occupies sequence space is a probe, or sent again because our ACK was lost: each gets its answer. */
    @Test
    void unacceptableSegmentsWithTextOrFinAreAnsweredAlways() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.advance(40);
            x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=ACK>");
            x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            for (int i = 0; i < 5; i++) {
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
                x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
                x.in("<SEQ=1000><ACK=ISS+1><CTL=FIN,ACK>");
                x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            }
        }
    }

    /**
     * RFC 9293, 3.8.4: a keepalive must be answered, also when an attacker has used up all challenges (RFC 5961, 7).
     */
    @Test
    void challengesThatAreUsedUpDoNotKeepAKeepaliveFromItsAnswer() {
        try (Exchange x = new Exchange("CHALLENGE-ACKS=2")) {
            x.accepted();
            for (int i = 0; i < 5; i++) {
                x.in("<SEQ=1500><CTL=RST>");
            }
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.outNothing();
            x.in("<SEQ=1000><ACK=ISS+1><CTL=ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        }
    }
}
