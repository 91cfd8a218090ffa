package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SYNs that cross (RFC 9293, 3.5, figure 7), also late: the SYN,ACK is a segment of its own, with a timer and
 * retransmissions of its own.
 */
class CrossingTest {

    /** Our SYN has been sent as often as it ever will when the remote's comes, at 64.5 s. */
    private static TcpConnection crossedLate(Exchange x) {
        TcpConnection connection = x.connect();
        x.mark();
        for (long at : new long[] {0, 1_000, 3_000, 7_000, 15_000, 31_000, 63_000}) {
            x.advanceTo(at);
            x.outAt(at, "<SEQ=ISS><CTL=SYN>");
        }
        x.advance(1_500);
        x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
        x.outAt(64_500, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
        x.outNothing();
        x.mark();
        return connection;
    }

    @Test
    @Tag("MUST-10")
    void aLateCrossingIsCompleted() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = crossedLate(x);
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.advance(50);
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK>");
            x.write(c, 100);
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK,PSH><DATA=100>");
        }
    }

    /** RFC 6298: a new segment begins with the RTO as it is for new ones, not with what the SYN had backed off to. */
    @Test
    void theSynAckOfALateCrossingIsSentAgain() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = crossedLate(x);
            x.advance(1_000);
            x.outAt(1_000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.advance(2_000);
            x.outAt(3_000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** And it counts for itself: five times again, not none because the SYN had been sent six times again. */
    @Test
    void aLateCrossingIsGivenUpAfterTheRetransmissionsOfTheSynAck() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = crossedLate(x);
            x.advance(60_000);
            assertThat(x.outCount()).isEqualTo(5);
            assertThat(c.user().failure())
                    .as("1 + 2 + 4 + 8 + 16 s, and 32 s more")
                    .isNull();
            x.advance(60_000);
            assertThat(x.outCount()).isEqualTo(5);
            assertThat(c.user().failure()).isNotNull();
            assertThat(c.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }
}
