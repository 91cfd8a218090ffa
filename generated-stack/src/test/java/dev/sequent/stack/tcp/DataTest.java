package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text goes both ways, in order whatever happens to segments (RFC 9293, 3.10.7.4; RFC 6298). */
class DataTest {

    @Test
    void whatTheRemoteSendsCanBeRead() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            assertThat(c.user().available()).isEqualTo(100);
            x.read(c, 1001, 100);
            assertThat(c.user().available()).isZero();
        }
    }

    @Test
    @Tag("MUST-2")
    void whatIsWrittenIsSentAndForgottenWhenAcknowledged() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 3);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK,PSH><DATA=3>");
            assertThat(x.lastText()).containsExactly(0, 1, 2);
            assertThat(c.info(0).sendQueue()).isEqualTo(3);
            x.in("<SEQ=1001><ACK=ISS+4><CTL=ACK>");
            assertThat(c.info(0).sendQueue()).isZero();
            x.write(c, 2);
            x.out("<SEQ=ISS+4><ACK=1001><CTL=ACK,PSH><DATA=2>");
            assertThat(x.lastText()).containsExactly(3, 4);
        }
    }

    /** RFC 9293, 3.7.1: no more than what the remote takes, and all that the window allows. */
    @Test
    @Tag("MUST-16")
    @Tag("MUST-38")
    @Tag("SHLD-28")
    void aLongWriteGoesOutInFullSegmentsUpToTheWindow() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted("<MSS=1000><WND=2500>");
            x.write(c, 4000);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=1000>");
            x.out("<SEQ=ISS+1001><CTL=ACK><DATA=1000>");
            x.outNothing(); // 500 octets of window are left: less than a segment, less than half of the window.
            x.in("<SEQ=1001><ACK=ISS+2001><CTL=ACK><WND=2500>");
            x.out("<SEQ=ISS+2001><CTL=ACK><DATA=1000>");
            x.out("<SEQ=ISS+3001><CTL=ACK,PSH><DATA=1000>");
            x.outNothing();
        }
    }

    @Test
    @Tag("MUST-15")
    void withoutAnMssOptionSegmentsHave536Octets() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            x.write(listener.poll(), 600);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=536>");
        }
    }

    @Test
    @Tag("SHLD-31")
    @Tag("MAY-13")
    void segmentsOutOfOrderArePutInOrderAndAcknowledgedAtOnce() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1101><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1301><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.user().available()).isZero();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1201><CTL=ACK>");
            x.read(c, 1001, 200);
            x.in("<SEQ=1201><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1401><CTL=ACK>");
            x.read(c, 1201, 200);
        }
    }

    @Test
    void whatOverlapsIsTrimmed() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.in("<SEQ=1051><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.read(c, 1001, 150);
        }
    }

    @Test
    void textThatWasReceivedBeforeIsAcknowledgedAgain() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK>");
            x.read(c, 1001, 100);
        }
    }

    /** RFC 6298, 5.5: each time twice the time before; the first time-out follows from the handshake's round trip. */
    @Test
    @Tag("MUST-19")
    @Tag("MUST-20")
    void aSegmentIsRepeatedWithTheTimeDoubledUntilR2() {
        try (Exchange x = new Exchange("RTO-MAX=120000000000")) {
            TcpConnection c = x.accepted();
            x.write(c, 10);
            x.mark();
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.advance(200 + 400 + 800 + 1600 + 3200);
            x.outAt(200, "<SEQ=ISS+1><ACK=1001><CTL=ACK,PSH><DATA=10>");
            x.outAt(600, "<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.outAt(1400, "<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.outAt(3000, "<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.outAt(6200, "<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.outNothing();
            assertThat(c.info(x.simulation.now()).retransmissions()).isEqualTo(5);
            x.advance(2_000_000);
            assertThat(x.outCount()).as("further ones, R2 = 15 in all").isEqualTo(10);
            assertThat(c.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
            assertThat(x.stack.tcp().counters().get(TcpCounter.OTHER_ROUTES_SOUGHT))
                    .isEqualTo(1);
        }
    }

    /** RFC 6298, 2.2, 2.3: 300 + 4 * 150 ms after the first round trip; 500 ms more make 325 + 4 * 162.5. */
    @Test
    @Tag("MUST-18")
    void theTimeoutFollowsFromTheRoundTrips() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.advance(300);
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.write(c, 10);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.advance(500);
            x.in("<SEQ=1001><ACK=ISS+11><CTL=ACK>");
            x.mark();
            x.write(c, 10);
            x.outAt(0, "<SEQ=ISS+11><CTL=ACK,PSH><DATA=10>");
            x.advance(975 + 1950);
            x.outAt(975, "<SEQ=ISS+11><CTL=ACK,PSH><DATA=10>");
            x.outAt(975 + 1950, "<SEQ=ISS+11><CTL=ACK,PSH><DATA=10>");
        }
    }

    /**
     * Karn: the SYN was sent twice, and nobody knows which of the two was acknowledged; so text begins with 3 s (RFC
     * 6298, 3, 5.7).
     */
    @Test
    @Tag("MUST-18")
    void whatWasSentTwiceMeasuresNoRoundTrip() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.advance(1_100);
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.mark();
            x.write(c, 10);
            x.outAt(0, "<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.advance(3_000);
            x.outAt(3_000, "<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
        }
    }

    /**
     * RFC 9293, 3.8.3: R1 is three retransmissions, and R2 more than 100 s, also where nobody waits for the end any
     * more.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("SHLD-10")
    @Tag("SHLD-11")
    void theUserHearsAfterThreeRetransmissionsAndPatienceLasts100Seconds(boolean closed) {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 10);
            if (closed) {
                x.close(c);
            }
            x.advance(200 + 400);
            assertThat(c.user().takeReports()).isEmpty();
            x.advance(800);
            assertThat(c.user().takeReports())
                    .containsExactly("delivery problem: no acknowledgment after 3 retransmissions");
            x.advance(100_000 - 1_400);
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
        }
    }

    @Test
    void anAcknowledgmentStopsTheRepetition() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 10);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.advance(200);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.in("<SEQ=1001><ACK=ISS+11><CTL=ACK>");
            x.advance(10_000);
            x.outNothing();
            assertThat(c.info(x.simulation.now()).timers()).isEmpty();
        }
    }

    /** RFC 5681, 3.2: three duplicates tell of a loss before the timer does. */
    @Test
    void threeDuplicateAcknowledgmentsRepeatTheMissingSegment() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted("<MSS=1000>");
            x.write(c, 5000);
            for (int i = 0; i < 5; i++) {
                x.out("<SEQ=ISS+" + (1 + i * 1000) + "><DATA=1000><CTL=ACK" + (i == 4 ? ",PSH>" : ">"));
            }
            x.in("<SEQ=1001><ACK=ISS+1001><CTL=ACK>");
            for (int i = 0; i < 2; i++) {
                x.in("<SEQ=1001><ACK=ISS+1001><CTL=ACK>");
                x.outNothing();
            }
            x.in("<SEQ=1001><ACK=ISS+1001><CTL=ACK>");
            x.out("<SEQ=ISS+1001><CTL=ACK><DATA=1000>");
            x.outNothing();
            x.in("<SEQ=1001><ACK=ISS+5001><CTL=ACK>");
            x.advance(1000);
            x.outNothing();
        }
    }

    @Test
    void textWithTheSynIsKeptUntilTheConnectionIsEstablished() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN><MSS=1460><DATA=50>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1051><ACK=ISS+1><CTL=ACK><DATA=50>");
            TcpConnection c = listener.poll();
            x.read(c, 1001, 100);
        }
    }

    @Test
    void textWrittenBeforeTheConnectionIsEstablishedIsSentThen() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.write(c, 20);
            x.outNothing();
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK,PSH><DATA=20>");
        }
    }

    @Test
    @Tag("MUST-3")
    void aDamagedSegmentIsDroppedAndCounted() {
        try (Exchange x = new Exchange()) {
            x.listen();
            x.raw(new byte[] {1, 2, 3});
            x.raw(new byte[20]);
            byte[] badChecksum = new byte[20];
            badChecksum[12] = 5 << 4;
            x.raw(badChecksum);
            x.outNothing();
            assertThat(x.stack.tcp().counters().nonZero())
                    .containsEntry(TcpCounter.DROP_TOO_SHORT, 1L)
                    .containsEntry(TcpCounter.DROP_MALFORMED, 1L)
                    .containsEntry(TcpCounter.DROP_CHECKSUM, 1L);
        }
    }
}
