package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The user calls CLOSE when two SYNs have crossed and ours is not acknowledged yet (RFC 9293, 3.10.4, SYN-RECEIVED).
 */
class ClosedWhileOpeningTest {

    /** As who closes a moment later: the connection has come about, carries text one way, and ends in good order. */
    @Test
    void whoHasNothingToSendIsToldThatTheConnectionIsOpen() {
        try (Exchange x = new Exchange("KEEPALIVE=1")) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-2");
            assertThat(c.user().phase()).isEqualTo(UserSide.Phase.OPEN);
            assertThat(c.info(0).timers())
                    .as("the user wants to know whether the remote is alive")
                    .anyMatch(t -> t.toString().startsWith("KEEPALIVE-TIMER"));
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><DATA=10>");
            x.read(c, 1001, 10);
            x.in("<SEQ=1011><ACK=ISS+2><CTL=FIN,ACK>");
            x.advance(61_000);
            assertThat(c.user().phase()).isEqualTo(UserSide.Phase.ENDED);
            assertThat(c.user().failure()).isNull();
        }
    }

    /**
     * Text that came on the SYN, and that nobody will read: the remote must not take it for read (RFC 9293, 3.6.1,
     * SHLD-3).
     */
    @Test
    @Tag("SHLD-3")
    void textOnTheSynThatNobodyWillReadDrawsAReset() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><CTL=SYN><DATA=10>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.close(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=RST,ACK>");
        }
    }
}
