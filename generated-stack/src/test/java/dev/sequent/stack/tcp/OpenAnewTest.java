package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new SYN opens a connection directly out of TIME-WAIT (RFC 9293, 3.6.1, MAY-2). {@link TimeWaitTest} has those SYNs
 * that do not. The remote's first connection has the sequence numbers 1000 to 1001.
 */
class OpenAnewTest {

    private final Exchange x = new Exchange();

    private TcpConnection timeWait(TcpListener listener) {
        TcpConnection c = handshake(listener, 1000);
        x.shutdownOutput(c);
        x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
        x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
        x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        return c;
    }

    private TcpConnection handshake(TcpListener listener, long isn) {
        x.in("<SEQ=" + isn + "><CTL=SYN><MSS=1460>");
        return answered(listener, isn);
    }

    private TcpConnection answered(TcpListener listener, long isn) {
        x.forgetIss();
        x.out("<SEQ=ISS><ACK=" + (isn + 1) + "><CTL=SYN,ACK>");
        x.in("<SEQ=" + (isn + 1) + "><ACK=ISS+1><CTL=ACK>");
        x.outNothing();
        TcpConnection connection = listener.poll();
        assertThat(connection).isNotNull();
        return connection;
    }

    private long count(TcpCounter counter) {
        return x.stack.tcp().counters().get(counter);
    }

    /**
     * In the window of the old connection or far beyond. The old one's user sees the end that it would have seen later.
     */
    @ParameterizedTest
    @ValueSource(longs = {1003, 30_000, 500_000, 2_147_484_649L})
    @Tag("MAY-2")
    void aSynAboveOpensAtOnce(long isn) {
        try (x) {
            TcpListener listener = x.listen();
            TcpConnection old = timeWait(listener);
            TcpConnection anew = handshake(listener, isn);
            assertThat(anew).isNotSameAs(old);
            assertThat(anew.stateName()).isEqualTo("ESTABLISHED");
            assertThat(old.stateName()).isEqualTo("CLOSED");
            assertThat(old.user().phase()).isEqualTo(UserSide.Phase.ENDED);
            assertThat(old.user().failure()).isNull();
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            assertThat(count(TcpCounter.TIME_WAITS_ENDED_BY_SYN)).isEqualTo(1);
            assertThat(count(TcpCounter.CONNECTIONS_OPENED_PASSIVELY)).isEqualTo(2);
            assertThat(count(TcpCounter.CONNECTIONS_GONE)).isEqualTo(1);
            x.advance(120_000);
            assertThat(anew.stateName())
                    .as("TIME-WAIT of the old one ends nothing any more")
                    .isEqualTo("ESTABLISHED");
        }
    }

    /** The clock behind the ISN stands still here, so that it would be the old one's again (RFC 9293, 3.6.1, (1)). */
    @Test
    @Tag("MAY-2")
    void theIssLiesAboveAllThatWasUsed() {
        try (x) {
            TcpListener listener = x.listen();
            timeWait(listener);
            int used = x.iss() + 2;
            handshake(listener, 500_000);
            assertThat(x.iss() - used).as("modulo 2^32").isPositive();
        }
    }

    /** Where the clock is above already, its number is taken. */
    @Test
    void theClockIsAboveAsARule() {
        try (x) {
            TcpListener listener = x.listen();
            timeWait(listener);
            int before = x.iss();
            x.advance(1_000);
            handshake(listener, 500_000);
            assertThat(x.iss() - before).as("4 us").isEqualTo(250_000);
        }
    }

    /** Again and again from one port, as from a load generator: each takes the TIME-WAIT of the one before. */
    @Test
    void manyFollowOneAnother() {
        try (x) {
            TcpListener listener = x.listen();
            for (long isn = 1000; isn < 1000 + 20 * 100_000L; isn += 100_000) {
                TcpConnection c = handshake(listener, isn);
                x.write(c, 100);
                x.shutdownOutput(c);
                x.outAny();
                x.in("<SEQ=" + (isn + 1) + "><ACK=ISS+102><CTL=FIN,ACK>");
                x.outAny();
                assertThat(c.stateName()).isEqualTo("TIME-WAIT");
            }
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            assertThat(count(TcpCounter.TIME_WAITS_ENDED_BY_SYN)).isEqualTo(19);
            assertThat(x.stack.tcp().ringsInUse())
                    .as("what has ended holds nothing")
                    .isZero();
        }
    }

    /** What came for the old one is the old user's to read, and what comes with the SYN the new one's. */
    @Test
    void textIsWhoseItCameFor() {
        try (x) {
            TcpListener listener = x.listen();
            TcpConnection old = handshake(listener, 1000);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.shutdownOutput(old);
            x.outAny();
            x.in("<SEQ=1006><ACK=ISS+2><CTL=FIN,ACK>");
            x.outAny();
            x.in("<SEQ=500000><CTL=SYN><DATA=10>");
            x.forgetIss();
            x.out("<SEQ=ISS><CTL=SYN,ACK>");
            x.in("<SEQ=500011><ACK=ISS+1><CTL=ACK>");
            TcpConnection anew = listener.poll();
            assertThat(anew).isNotNull();
            x.read(old, 1001, 5);
            x.read(anew, 500_001, 10);
            assertThat(old.user().available()).isZero();
            assertThat(anew.user().available()).isZero();
        }
    }

    /** The FIN and the SYN in one batch: the old user is told of both ends, though no batch has ended between them. */
    @Test
    void theFinIsToldAllTheSame() {
        try (x) {
            TcpListener listener = x.listen();
            TcpConnection old = handshake(listener, 1000);
            x.shutdownOutput(old);
            x.outAny();
            x.inTogether("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>", "<SEQ=500000><CTL=SYN>");
            assertThat(old.user().remoteFinished()).isTrue();
            assertThat(old.user().phase()).isEqualTo(UserSide.Phase.ENDED);
            assertThat(old.user().failure()).isNull();
            answered(listener, 500_000);
        }
    }

    /** What the old user still asks for is not the new connection's to do. */
    @Test
    void theOldUserReachesTheOldOneOnly() {
        try (x) {
            TcpListener listener = x.listen();
            TcpConnection old = timeWait(listener);
            TcpConnection anew = handshake(listener, 500_000);
            old.user().options().nodelay(true);
            x.abort(old);
            x.outNothing();
            assertThat(anew.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    @Test
    void aResetOfTheNewOneLeavesNothing() {
        try (x) {
            TcpListener listener = x.listen();
            timeWait(listener);
            x.in("<SEQ=500000><CTL=SYN>");
            x.outAny();
            x.in("<SEQ=500001><CTL=RST>");
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(listener.poll()).isNull();
        }
    }

    private void isChallenged() {
        x.in("<SEQ=500000><CTL=SYN>");
        x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
        x.outNothing();
        assertThat(count(TcpCounter.TIME_WAITS_ENDED_BY_SYN)).isZero();
    }

    @Test
    void whereNobodyListensTimeWaitGoesOn() {
        try (x) {
            TcpListener listener = x.listen();
            TcpConnection c = timeWait(listener);
            listener.close();
            x.settle();
            isChallenged();
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        }
    }

    /** Its own end was opened actively: nobody listens on that port. */
    @Test
    void whoHasCalledIsNotOpenedBack() {
        try (x) {
            TcpConnection c = x.connected();
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            isChallenged();
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        }
    }

    /** TIME-WAIT is not given up for a SYN that would be dropped. */
    @Test
    void whereTheBacklogIsFullTimeWaitGoesOn() {
        try (x) {
            TcpListener listener = x.stack.listen(Exchange.PORT, 1);
            TcpConnection c = timeWait(listener);
            int iss = x.iss();
            x.remotePort(6000);
            x.in("<SEQ=7000><CTL=SYN>");
            x.forgetIss();
            x.out("<SEQ=ISS><ACK=7001><CTL=SYN,ACK>");
            x.in("<SEQ=7001><ACK=ISS+1><CTL=ACK>");
            x.remotePort(Exchange.REMOTE_PORT);
            x.in("<SEQ=500000><CTL=SYN>");
            x.out("<SEQ=" + Integer.toUnsignedString(iss + 2) + "><ACK=1002><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
            assertThat(listener.poll()).isNotNull();
            TcpConnection anew = handshake(listener, 500_000);
            assertThat(anew.stateName()).isEqualTo("ESTABLISHED");
        }
    }
}
