package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.ip.IpCounter;
import dev.sequent.wire.Ipv4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SYNs to which no third segment will ever follow (RFC 4987), and connections that are opened in earnest meanwhile. */
class FloodTest {

    private static final int LIMIT = TcpListener.HALF_OPEN;
    private static final int HONEST = 5000;
    private static final int NOBODY = Ipv4Address.parse("192.0.2.77").bits();
    private static final int ELSEWHERE = Ipv4Address.parse("198.51.100.7").bits();

    /** Where the forged ones come from: a port each, so that they are no repetitions. */
    private int forged = 10_000;

    private void flood(Exchange x, int syns) {
        for (int i = 0; i < syns; i++) {
            x.remotePort(forged);
            forged = forged == 65_535 ? 10_000 : forged + 1;
            x.in("<SEQ=" + 7 * i + "><CTL=SYN><MSS=1460>");
        }
        x.outAny();
        x.remotePort(HONEST);
    }

    private static long count(Exchange x, TcpCounter counter) {
        return x.stack.tcp().counters().get(counter);
    }

    /** The honest one's SYN, and its answer. */
    private static void begin(Exchange x, int port) {
        x.remotePort(port);
        x.forgetIss();
        x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
        x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
    }

    @Test
    void aFloodOfSynsDoesNotShutThePort() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            flood(x, 5_000);
            begin(x, HONEST);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(listener.poll()).isNotNull();
        }
    }

    /**
     * Memory, timers, and what is sent: of each forged SYN the SYN,ACK and nothing else, least of all a reset to its
     * innocent source.
     */
    @Test
    void whatIsHalfOpenIsBoundedAndWhatGivesWayDoesSoInSilence() {
        try (Exchange x = new Exchange()) {
            x.listen();
            for (int i = 0; i < 3_000; i++) {
                x.remotePort(10_000 + i);
                x.in("<SEQ=" + 7 * i + "><CTL=SYN><MSS=1460>");
            }
            assertThat(x.outCount()).isEqualTo(3_000);
            for (int i = 0; i < 3_000; i++) {
                x.forgetIss();
                x.out("<SEQ=ISS><ACK=" + (7 * i + 1) + "><CTL=SYN,ACK>");
            }
            assertThat(x.stack.tcp().connections()).isEqualTo(LIMIT);
            assertThat(count(x, TcpCounter.HALF_OPEN_GAVE_WAY)).isEqualTo(3_000 - LIMIT);
            assertThat(x.stack.tcp().ringsInUse()).isZero();
            x.advance(1_000);
            assertThat(x.outCount())
                    .as("SYN,ACKs of those that are left, again")
                    .isEqualTo(LIMIT);
            x.advance(70_000);
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /**
     * As many again come as there is room for: by lot, a share of exp(-1) of those that were there stays, of the first
     * as of the last.
     */
    @Test
    void whoGivesWayIsChosenByLot() {
        try (Exchange x = new Exchange()) {
            x.listen();
            flood(x, 2 * LIMIT);
            Set<Integer> there = new HashSet<>();
            x.stack.connections().forEach(c -> there.add(c.remote().port()));
            int half = LIMIT / 2;
            assertThat(there.stream().filter(p -> p >= 10_000 && p < 10_000 + half))
                    .as("of the first")
                    .hasSizeBetween(150, 230);
            assertThat(there.stream().filter(p -> p >= 10_000 + half && p < 10_000 + LIMIT))
                    .as("of the next")
                    .hasSizeBetween(150, 230);
        }
    }

    /** 10,000 forged SYNs a second; the third segment takes the honest one a while. */
    @Test
    void moreThanNineOfTenGetThroughInTime() {
        assertThat(shareThatGetsThrough(10))
                .as("third segment after a millisecond")
                .isGreaterThan(0.97);
        assertThat(shareThatGetsThrough(80)).as("after 8 ms").isGreaterThan(0.85);
    }

    private double shareThatGetsThrough(int synsMeanwhile) {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            flood(x, LIMIT);
            int through = 0;
            for (int i = 0; i < 100; i++) {
                begin(x, HONEST + i);
                flood(x, synsMeanwhile);
                x.remotePort(HONEST + i);
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
                x.outAny();
                through += listener.poll() != null ? 1 : 0;
            }
            return through / 100.0;
        }
    }

    /** It hears of it as soon as it speaks (RFC 9293, 3.10.7.2, second). */
    @Test
    void anHonestOneThatGaveWayIsResetWhenItSpeaks() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            begin(x, HONEST);
            flood(x, 20 * LIMIT);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            x.out("<SEQ=ISS+1><CTL=RST>");
            assertThat(listener.poll()).isNull();
        }
    }

    @Test
    void whatIsEstablishedGivesWayToNoSyn() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            begin(x, HONEST);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            flood(x, 20 * LIMIT);
            TcpConnection connection = listener.poll();
            assertThat(connection).isNotNull();
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            assertThat(x.stack.tcp().connections()).isEqualTo(LIMIT + 1);
        }
    }

    /**
     * The third segment and the next SYNs lie in one batch: its user has not heard yet, and the connection is no
     * half-open one any more.
     */
    @Test
    void norDoesWhatWasEstablishedInTheSameBatch() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            flood(x, LIMIT);
            for (int i = 0; i < 40; i++) {
                begin(x, HONEST + i);
                x.put("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
                for (int j = 0; j < 200; j++) {
                    x.remotePort(20_000 + 200 * i + j);
                    x.put("<SEQ=" + j + "><CTL=SYN><MSS=1460>");
                }
                x.settle();
                x.outAny();
                TcpConnection connection = listener.poll();
                assertThat(connection).as("connection " + i).isNotNull();
                assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
                assertThat(connection.isGone()).isFalse();
            }
        }
    }

    /** Not even a place among them is needed for who waits to be accepted, and the other way round. */
    @Test
    void halfOpenOnesAndThoseThatWaitToBeAcceptedDoNotShareTheirRoom() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.stack.listen(Exchange.PORT, 3);
            flood(x, LIMIT);
            for (int i = 0; i < 3; i++) {
                begin(x, HONEST + i);
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            }
            assertThat(List.of(listener.poll(), listener.poll(), listener.poll()))
                    .doesNotContainNull();
        }
    }

    /**
     * The third segment counts as lost while the backlog is full; the SYN,ACK comes again, and with it a second chance.
     */
    @Test
    void whoComesWhenTheBacklogIsFullWaitsInSynReceived() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.stack.listen(Exchange.PORT, 1);
            begin(x, HONEST);
            x.remotePort(HONEST + 1);
            x.in("<SEQ=5000><CTL=SYN>");
            x.outAny();
            x.remotePort(HONEST);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            x.remotePort(HONEST + 1);
            x.forgetIss();
            x.advance(1_000);
            x.out("<SEQ=ISS><ACK=5001><CTL=SYN,ACK>");
            x.in("<SEQ=5001><ACK=ISS+1><CTL=ACK>");
            assertThat(count(x, TcpCounter.DROP_BACKLOG_FULL)).isEqualTo(1);
            assertThat(listener.poll()).isNotNull();
            assertThat(listener.poll()).as("it is still half-open").isNull();
            x.advance(2_000);
            x.out("<SEQ=ISS><ACK=5001><CTL=SYN,ACK>");
            x.in("<SEQ=5001><ACK=ISS+1><CTL=ACK>");
            assertThat(listener.poll()).isNotNull();
        }
    }

    /** A reset is no request for a place. */
    @Test
    void aFullBacklogKeepsNoHalfOpenOneFromEnding() {
        try (Exchange x = new Exchange()) {
            x.stack.listen(Exchange.PORT, 1);
            x.remotePort(HONEST + 1);
            x.in("<SEQ=5000><CTL=SYN>");
            x.outAny();
            begin(x, HONEST);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(x.stack.tcp().connections()).isEqualTo(2);
            x.remotePort(HONEST + 1);
            x.in("<SEQ=5001><ACK=0><CTL=RST,ACK>");
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
        }
    }

    @Test
    void aSourceWithoutARouteHoldsNothing() {
        try (Exchange x = new Exchange()) {
            x.listen();
            for (int i = 0; i < 100; i++) {
                x.inBetween(ELSEWHERE + i, Exchange.STACK.address().bits(), "<SEQ=1000><CTL=SYN><MSS=1460>");
            }
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(count(x, TcpCounter.DROP_NO_ROUTE)).isEqualTo(100);
            assertThat(x.stack.ip().counters().get(IpCounter.SEND_NO_ROUTE)).isZero();
        }
    }

    /** Nobody has those addresses: their SYNs take places while there are some, and none from anybody. */
    @Test
    void aSourceThatArpDoesNotFindTakesNobodysPlace() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            flood(x, LIMIT - 1);
            begin(x, HONEST);
            for (int i = 0; i < 20 * LIMIT; i++) {
                x.remotePort(20_000 + i);
                x.inBetween(NOBODY + i % 100, Exchange.STACK.address().bits(), "<SEQ=1000><CTL=SYN><MSS=1460>");
            }
            assertThat(count(x, TcpCounter.HALF_OPEN_GAVE_WAY)).isZero();
            assertThat(count(x, TcpCounter.DROP_HALF_OPEN_FULL)).isEqualTo(20 * LIMIT);
            assertThat(x.stack.ip().counters().get(IpCounter.ARP_REQUESTS_SENT))
                    .as("one for each address")
                    .isEqualTo(100);
            x.remotePort(HONEST);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(listener.poll()).isNotNull();
        }
    }

    /**
     * Text on a SYN is kept for when the connection is established (RFC 9293, 3.10.7.2); it must not cost a receive
     * buffer for each forged SYN.
     */
    @Test
    void textOnForgedSynsFillsNoMoreThanAFewBuffers() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            for (int i = 0; i < 500; i++) {
                x.remotePort(10_000 + i);
                x.in("<SEQ=" + new Random(i).nextInt(1 << 30) + "><CTL=SYN><DATA=100>");
            }
            assertThat(x.stack.tcp().ringsInUse()).isEqualTo(TcpListener.HALF_OPEN_WITH_TEXT);
            x.outAny();
            begin(x, HONEST);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(listener.poll()).isNotNull();
        }
    }
}
