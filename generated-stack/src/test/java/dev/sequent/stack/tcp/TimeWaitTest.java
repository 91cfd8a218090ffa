package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes while TIME-WAIT waits, besides text and FINs, of which {@link LastWordsTest} tells (RFC 9293, 3.6.1,
 * 3.10.7.4; RFC 1337).
 */
class TimeWaitTest {

    private static TcpConnection timeWait(Exchange x) {
        TcpConnection c = x.accepted();
        x.shutdownOutput(c);
        x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
        x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
        x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        return c;
    }

    private static void endsAfter2Msl(Exchange x, long millisSinceItBegan) {
        x.advance(59_999 - millisSinceItBegan);
        assertThat(x.stack.tcp().connections()).isEqualTo(1);
        x.advance(2);
        assertThat(x.stack.tcp().connections()).isZero();
    }

    /**
     * A SYN that may be an old one, or is no request, opens nothing and is told what we expect; it holds nothing,
     * either.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SEQ=1000><CTL=SYN>",
                "<SEQ=1001><CTL=SYN>",
                "<SEQ=1002><CTL=SYN>",
                "<SEQ=3000000000><CTL=SYN>",
                "<SEQ=500><CTL=SYN><DATA=10>",
                "<SEQ=1002><ACK=ISS+2><CTL=SYN,ACK>",
                "<SEQ=500000><ACK=ISS+2><CTL=SYN,ACK>"
            })
    void aSynIsChallenged(String syn) {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.advance(30_000);
            x.in(syn);
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.outNothing();
            endsAfter2Msl(x, 30_000);
        }
    }

    /**
     * Who comes back with a SYN that might be an old one resets the challenge, and with that TIME-WAIT is over: the SYN
     * sent again opens.
     */
    @Test
    void whoComesBackFromBelowResetsTheChallengeAndOpens() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = timeWait(x);
            x.in("<SEQ=900><CTL=SYN>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.in("<SEQ=1002><CTL=RST>");
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(c.user().failure()).as("it had ended well").isNull();
            x.forgetIss();
            x.in("<SEQ=900><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=901><CTL=SYN,ACK>");
        }
    }

    /** RFC 1337: TIME-WAIT assassination, where the administrator will not have it. */
    @Test
    void aResetDoesNotEndItWhereThatIsKeptOff() {
        try (Exchange x = new Exchange("TIME-WAIT-KEEPS-OFF-RST=1")) {
            timeWait(x);
            x.in("<SEQ=1002><CTL=RST>");
            x.outNothing();
            endsAfter2Msl(x, 0);
        }
    }

    /** RFC 5961, 3.2, holds here as well: a reset elsewhere in the window is challenged, one outside dropped. */
    @Test
    void otherResetsDoNotEndIt() {
        try (Exchange x = new Exchange()) {
            timeWait(x);
            x.in("<SEQ=1003><CTL=RST>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.in("<SEQ=900><CTL=RST>");
            x.outNothing();
            endsAfter2Msl(x, 0);
        }
    }
}
