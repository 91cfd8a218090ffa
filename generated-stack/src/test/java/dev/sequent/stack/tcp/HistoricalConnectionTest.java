package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * RFC 9293, 3.5, figure 9: why there are three segments. The remote's old SYN comes first, and is taken for a new one.
 */
class HistoricalConnectionTest {

    private static void opens(Exchange x, TcpListener listener, long sequence) {
        x.forgetIss();
        x.in("<SEQ=" + sequence + "><CTL=SYN><MSS=1460>");
        x.out("<SEQ=ISS><ACK=" + (sequence + 1) + "><CTL=SYN,ACK>");
        x.in("<SEQ=" + (sequence + 1) + "><ACK=ISS+1><CTL=ACK>");
        x.outNothing();
        assertThat(listener.poll()).isNotNull();
        assertThat(x.stack.tcp().connections()).isEqualTo(1);
    }

    private static TcpListener takenIn(Exchange x) {
        TcpListener listener = x.listen();
        x.in("<SEQ=1000><CTL=SYN>");
        x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
        return listener;
    }

    private static void listensAgain(Exchange x, TcpListener listener) {
        x.outNothing();
        assertThat(listener.poll()).isNull();
        assertThat(x.stack.tcp().connections()).isZero();
        assertThat(x.stack.connections()).extracting(ConnectionInfo::state).containsExactly("LISTEN");
    }

    /** The remote asked for nothing of the kind: it resets, and we listen as before. */
    @Test
    void theRemoteRefusesTheAnswerToAnOldSyn() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = takenIn(x);
            x.in("<SEQ=1001><CTL=RST>");
            listensAgain(x, listener);
            opens(x, listener, 500_000);
        }
    }

    /**
     * Its new SYN comes before its reset of the old one: it is told what we expect, which it resets, too; the SYN sent
     * again opens.
     */
    @Test
    void aNewSynOutsideOfTheWindowIsChallenged() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = takenIn(x);
            x.in("<SEQ=500000><CTL=SYN><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.in("<SEQ=1001><CTL=RST>");
            listensAgain(x, listener);
            x.in("<SEQ=1001><CTL=RST>");
            listensAgain(x, listener);
            opens(x, listener, 500_000);
        }
    }

    /**
     * 3.10.7.4, fourth: within the window the new SYN itself ends the old connection, and opens when it is sent again.
     */
    @Test
    void aNewSynInTheWindowEndsTheOldConnection() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = takenIn(x);
            x.in("<SEQ=30000><CTL=SYN><MSS=1460>");
            listensAgain(x, listener);
            opens(x, listener, 30_000);
        }
    }

    /** Both open at once: nobody listened, so there is nowhere to return to. */
    @Test
    void aNewSynIsChallengedWhereWeOpened() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=30000><CTL=SYN>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("SYN-RECEIVED");
            x.in("<SEQ=1001><CTL=RST>");
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.REFUSED, "connection refused"));
        }
    }
}
