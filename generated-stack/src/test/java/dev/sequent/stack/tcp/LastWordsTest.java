package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How a connection ends when not all is well (RFC 9293, 3.6; 3.10.3 to 3.10.5; 3.10.7.4, second), and what TIME-WAIT
 * answers.
 */
class LastWordsTest {

    private static final TcpFailure RESET = new TcpFailure(TcpFailure.Kind.RESET, "connection reset");

    /** We are in LAST-ACK, with 1,000 octets and the FIN on their way. */
    private static TcpConnection lastAck(Exchange x) {
        TcpConnection c = x.accepted();
        x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
        x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK>");
        x.write(c, 1000);
        x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK,PSH><DATA=1000>");
        x.shutdownOutput(c);
        x.out("<SEQ=ISS+1001><ACK=1002><CTL=FIN,ACK>");
        assertThat(c.stateName()).isEqualTo("LAST-ACK");
        return c;
    }

    /** MUST-12: octets of the user's are lost, and he hears of it. */
    @Test
    @Tag("MUST-12")
    void aResetInLastAckWithTextUnderWayIsTold() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = lastAck(x);
            x.in("<SEQ=1002><CTL=RST>");
            assertThat(c.user().failure()).isEqualTo(RESET);
        }
    }

    @Test
    void aResetInClosingWithTextUnderWayIsTold() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 1000);
            x.shutdownOutput(c);
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            assertThat(c.stateName()).isEqualTo("CLOSING");
            x.in("<SEQ=1002><CTL=RST>");
            assertThat(c.user().failure()).isEqualTo(RESET);
        }
    }

    /** 3.10.7.4, second: CLOSING, LAST-ACK. All octets have arrived; the FIN alone is not acknowledged. */
    @Test
    void aResetInLastAckWithAllTextAcknowledgedIsAnOrderlyEnd() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = lastAck(x);
            x.in("<SEQ=1002><ACK=ISS+1001><CTL=ACK>");
            x.in("<SEQ=1002><CTL=RST>");
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(c.user().failure()).isNull();
        }
    }

    /** RFC 5961, 3.2: the sequence number of a RST lies in the window or it does not, whatever text follows. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<SEQ=991><CTL=RST><DATA=20>", "<SEQ=991><CTL=RST,FIN><DATA=10>", "<SEQ=1000><CTL=RST,SYN>"})
    void aResetFromOutsideIsIgnoredWhateverTextFollows(String reset) {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in(reset);
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** 3.10.4, 3.10.5: what SENDs and RECEIVEs that are outstanding hear. */
    @Test
    void whoEndsAnOpenHearsSo() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.close(c);
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing"));
        }
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.abort(c);
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.CLOSED, "connection reset"));
        }
    }

    // ---------------------------------------------------------------- TIME-WAIT

    private static TcpConnection timeWait(Exchange x) {
        TcpConnection c = x.accepted();
        x.shutdownOutput(c);
        x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
        x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
        x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        return c;
    }

    @Test
    void timeWaitAnswersText() {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.in("<SEQ=1002><ACK=ISS+2><CTL=ACK,PSH><DATA=100>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.in("<SEQ=1002><ACK=ISS+2><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        }
    }

    /** Two ends in TIME-WAIT have nothing to say to each other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SEQ=1002><ACK=ISS+2><CTL=ACK>",
                "<SEQ=900><ACK=ISS+2><CTL=ACK>",
                "<SEQ=1002><ACK=ISS+99><CTL=ACK>"
            })
    void timeWaitDoesNotAnswerAnAcknowledgment(String acknowledgment) {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.in(acknowledgment);
            x.outNothing();
        }
    }

    /** 2 MSL restart with the remote's FIN, which is at RCV.NXT - 1, and with no other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SEQ=900><ACK=ISS+2><CTL=FIN,ACK>",
                "<SEQ=1002><ACK=ISS+2><CTL=FIN,ACK>",
                "<SEQ=1000><ACK=ISS+2><CTL=FIN,ACK>",
                "<SEQ=70000><ACK=ISS+2><CTL=FIN,ACK><DATA=9>"
            })
    void anyOtherFinDoesNotHoldTimeWait(String fin) {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.advance(50_000);
            x.in(fin);
            x.advance(9_999);
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.advance(2);
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>", "<SEQ=991><ACK=ISS+2><CTL=FIN,ACK><DATA=10>"})
    @Tag("MUST-13")
    void theFinAgainHoldsIt(String fin) {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.advance(50_000);
            x.in(fin);
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.advance(59_999);
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.advance(2);
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    // ---------------------------------------------------------------- keepalive, 3.8.4

    private static final String[] KEEPALIVE = {
        "KEEPALIVE-IDLE=10000000000", "KEEPALIVE-INTERVAL=1000000000", "KEEPALIVE-PROBES=3"
    };

    /** RFC 9293, 3.8.4: no less than two hours, unless an administrator will have it otherwise. */
    @Test
    @Tag("MUST-28")
    void keepaliveWaitsTwoHoursByDefault() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.settle();
            x.mark();
            x.advance(7_200_000);
            x.outAt(7_200_000, "<SEQ=ISS><ACK=1001><CTL=ACK>");
            x.outNothing();
        }
    }

    /** Nine seconds after nine seconds, something comes that the remote need not have sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SEQ=900><CTL=RST>",
                "<SEQ=2000><CTL=RST>",
                "<SEQ=900><ACK=ISS+99><CTL=ACK>",
                "<SEQ=900><CTL=SYN>"
            })
    void whatProvesNothingDoesNotHoldOffTheKeepalive(String segment) {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.settle();
            for (int i = 0; i < 2; i++) {
                x.advance(9_000);
                x.in(segment);
            }
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.TIMED_OUT, "connection timed out"));
        }
    }

    /** A remote that retransmits, or keeps the connection alive itself, is alive. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SEQ=1000><ACK=ISS+1><CTL=ACK>",
                "<SEQ=991><ACK=ISS+1><CTL=ACK><DATA=10>",
                "<SEQ=1001><ACK=ISS+1><CTL=ACK>"
            })
    @Tag("MUST-26")
    void whatProvesLifeHoldsItOff(String segment) {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.settle();
            for (int i = 0; i < 10; i++) {
                x.advance(9_000);
                x.in(segment);
                x.outAny();
            }
            x.advance(9_999);
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }
}
