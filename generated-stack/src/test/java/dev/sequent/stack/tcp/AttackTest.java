package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Resets, SYNs, acknowledgments and reports that may be forged (RFC 9293, 3.10.7.4; RFC 5961; 3.9.2), urgent data,
 * keepalive.
 */
class AttackTest {

    @Test
    @Tag("MUST-12")
    void aResetAtTheLeftEdgeEndsTheConnection() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><CTL=RST>");
            x.outNothing();
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.RESET, "connection reset"));
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** RFC 9293, 3.5.3: it may say why, and need not be read. */
    @Test
    @Tag("SHLD-2")
    void aResetMayCarryText() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><CTL=RST><DATA=20>");
            x.outNothing();
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.RESET, "connection reset"));
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @Test
    void aResetElsewhereInTheWindowIsChallenged() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1002><CTL=RST>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    @Test
    void aResetOutsideOfTheWindowIsDropped() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1000><CTL=RST>");
            x.in("<SEQ=66536><CTL=RST>");
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            assertThat(x.stack.tcp().counters().get(TcpCounter.DROP_BY_RULE)).isEqualTo(2);
            assertThat(x.stack.tcp().dropRules().counts().keySet())
                    .allMatch(rule -> rule.contains("segment-arrives.sqt"));
        }
    }

    /**
     * Half of the sequence numbers away, before and behind change places: no text of so few octets covers the window
     * from there (RFC 9293, 3.4).
     */
    @ParameterizedTest
    @ValueSource(longs = {2_147_484_649L, 2_147_484_650L, 2_147_517_000L, 2_147_550_184L})
    void textFromTheFarSideIsUnacceptable(long seq) {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=" + seq + "><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            assertThat(c.user().available()).isZero();
        }
    }

    @Test
    void aSynInTheWindowIsChallenged() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><CTL=SYN>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=999999><CTL=SYN>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    @Test
    void challengesAreLimited() {
        try (Exchange x = new Exchange("CHALLENGE-ACKS=3")) {
            x.accepted();
            for (int i = 0; i < 10; i++) {
                x.in("<SEQ=1001><CTL=SYN>");
            }
            assertThat(x.outCount()).isEqualTo(3);
            x.advance(1_000);
            x.in("<SEQ=1001><CTL=SYN>");
            assertThat(x.outCount()).isEqualTo(4);
        }
    }

    @Test
    @Tag("MAY-12")
    void anAcknowledgmentOfWhatWasNotSentIsAnsweredAndItsTextNotTaken() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS-70000><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.user().available()).isZero();
        }
    }

    /**
     * RFC 9293, 3.10.7.4: what holds in SYN-RECEIVED holds as long as our SYN is not confirmed, also when CLOSE has
     * come in between.
     */
    @Test
    void beforeOurSynIsConfirmedNothingIsTakenAlsoAfterAClose() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><CTL=SYN><WND=0>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.shutdownOutput(c);
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-1");
            x.in("<SEQ=1001><ACK=ISS><CTL=FIN,ACK><DATA=10>");
            x.out("<SEQ=ISS><CTL=RST>");
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-1");
            assertThat(c.user().available()).isZero();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1011><CTL=FIN,ACK>");
            x.read(c, 1001, 10);
        }
    }

    /** A remote that sends text beyond its own FIN: the FIN is the end, and nothing is kept behind it. */
    @Test
    void textBehindTheFinIsForgotten() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1012><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1012><CTL=ACK>");
            x.read(c, 1001, 10);
            assertThat(c.user().read(new byte[1], 0, 1)).isEqualTo(-1);
            assertThat(c.machine()
                            .variable(java.util.Arrays.asList(dev.sequent.generated.tcp.Connection.VARIABLES)
                                    .indexOf("RCV.HELD")))
                    .isZero();
        }
    }

    @Test
    void textOutsideOfTheWindowIsAnswered() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=70000><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        }
    }

    // ---------------------------------------------------------------- ICMP

    /** RFC 1191: what was too large goes again in smaller pieces, and so does everything after it. */
    @Test
    @Tag("MUST-16")
    @Tag("MUST-54")
    void fragmentationNeededLowersTheSegmentSize() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 1460);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1460>");
            x.icmp(3, 4, 1000);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=960>");
            x.in("<SEQ=1001><ACK=ISS+961><CTL=ACK>");
            x.out("<SEQ=ISS+961><CTL=ACK,PSH><DATA=500>");
        }
    }

    @Test
    void anIcmpErrorAboutWhatIsNotInFlightIsNotBelieved() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 1000);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1000>");
            x.in("<SEQ=1001><ACK=ISS+1001><CTL=ACK>");
            x.icmp(3, 4, 600);
            x.outNothing();
            x.write(c, 1460);
            x.out("<SEQ=ISS+1001><CTL=ACK,PSH><DATA=1460>");
        }
    }

    /** RFC 9293, 3.9.2.2: a port that is unreachable ends an open in SYN-SENT, and nothing that is established. */
    @Test
    @Tag("SHLD-26")
    void hardIcmpErrorsEndAnOpenOnly() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.icmp(3, 3, 0);
            assertThat(c.user().failure().kind()).isEqualTo(TcpFailure.Kind.REFUSED);
        }
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 10);
            x.outAny();
            x.icmp(3, 3, 0);
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** MUST-56: not on soft errors. */
    @Test
    @Tag("MUST-56")
    @Tag("SHLD-25")
    void softIcmpErrorsDoNotEndAnOpen() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.icmp(3, 1, 0);
            assertThat(c.stateName()).isEqualTo("SYN-SENT");
            x.advance(130_000);
            assertThat(c.user().failure().text())
                    .isEqualTo("connection timed out; the network reports: host unreachable");
        }
    }

    // ---------------------------------------------------------------- urgent data

    @Test
    @Tag("MUST-30")
    void urgentDataIsMarkedAndAnnounced() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            c.user().writeUrgent(new byte[] {1, 2, 3}, 0, 3);
            x.settle();
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+4><CTL=ACK,URG><UP=10><DATA=5>");
            assertThat(c.user().takeUrgentNews()).isTrue();
            assertThat(c.user().takeUrgentNews()).isFalse();
            x.read(c, 1001, 5);
        }
    }

    /** RFC 6093: the pointer stands behind the last urgent octet. */
    @Test
    @Tag("MUST-30")
    @Tag("MUST-62")
    void theUrgentPointerPointsBehindTheUrgentText() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 5);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.in("<SEQ=1001><ACK=ISS+6><CTL=ACK>");
            c.user().writeUrgent(new byte[] {1, 2, 3}, 0, 3);
            x.settle();
            x.out("<SEQ=ISS+6><CTL=URG,ACK,PSH><UP=3><DATA=3>");
        }
    }

    // ---------------------------------------------------------------- keepalive

    private static final String[] KEEPALIVE = {
        "KEEPALIVE-IDLE=10000000000", "KEEPALIVE-INTERVAL=1000000000", "KEEPALIVE-PROBES=3"
    };

    @Test
    @Tag("MUST-25")
    void keepaliveIsOffUnlessAskedFor() {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            x.accepted();
            x.advance(100_000);
            x.outNothing();
        }
    }

    @Test
    @Tag("MUST-24")
    @Tag("MUST-27")
    @Tag("SHLD-12")
    @Tag("MAY-5")
    void anAnsweredKeepaliveKeepsTheConnection() {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.settle();
            x.mark();
            for (int i = 1; i <= 5; i++) {
                x.advance(10_000);
                x.outAt(10_000 * i, "<SEQ=ISS><ACK=1001><CTL=ACK>");
                x.outNothing();
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            }
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            c.user().options().keepalive(false);
            x.advance(100_000);
            x.outNothing();
        }
    }

    @Test
    @Tag("MUST-29")
    void unansweredKeepalivesEndTheConnection() {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.settle();
            x.mark();
            x.advance(20_000);
            x.outAt(10_000, "<SEQ=ISS><CTL=ACK>");
            x.outAt(11_000, "<SEQ=ISS><CTL=ACK>");
            x.outAt(12_000, "<SEQ=ISS><CTL=ACK>");
            x.outNothing();
            assertThat(c.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }

    @Test
    void aRemoteThatHasForgottenTheConnectionResetsAtTheKeepalive() {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.advance(10_000);
            x.out("<SEQ=ISS><CTL=ACK>");
            x.in("<SEQ=1001><CTL=RST>");
            assertThat(c.user().failure().kind()).isEqualTo(TcpFailure.Kind.RESET);
        }
    }

    @Test
    @Tag("MUST-26")
    void aRemoteThatSendsNeedsNoKeepalive() {
        try (Exchange x = new Exchange(KEEPALIVE)) {
            TcpConnection c = x.accepted();
            c.user().options().keepalive(true);
            x.advance(9_000);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.advance(9_000);
            x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            x.outNothing();
        }
    }
}
