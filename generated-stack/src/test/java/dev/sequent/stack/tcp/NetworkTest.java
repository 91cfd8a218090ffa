package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.Ipv4Header;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What TCP tells the network layer, and what it makes of the network's reports (RFC 9293, 3.9.2). */
class NetworkTest {

    private static final int FRAGMENTATION_NEEDED = 4;

    // ---------------------------------------------------------------- path MTU

    /** RFC 1191, 3: the estimate has a floor, and a path that passes less than that gets fragments. */
    @Test
    void aPathThatPassesLessThanTheFloorMayFragment() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connected();
            assertThat(Ipv4Header.dontFragment(x.lastHeader(), 0))
                    .as("discovery begins with DF")
                    .isTrue();
            x.write(connection, 1460);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1460>");
            x.icmp(3, FRAGMENTATION_NEEDED, 300);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=512>");
            assertThat(Ipv4Header.dontFragment(x.lastHeader(), 0)).isFalse();
            x.in("<SEQ=1001><ACK=ISS+1461><CTL=ACK>");
            x.write(connection, 1024);
            Set<Integer> identifications = new HashSet<>();
            for (String part :
                    new String[] {"<SEQ=ISS+1461><CTL=ACK><DATA=512>", "<SEQ=ISS+1973><CTL=ACK,PSH><DATA=512>"}) {
                x.out(part);
                assertThat(Ipv4Header.dontFragment(x.lastHeader(), 0)).isFalse();
                assertThat(identifications.add(Ipv4Header.identification(x.lastHeader(), 0)))
                        .as("RFC 6864, 4.3")
                        .isTrue();
            }
        }
    }

    /** RFC 1191, 5: a router older than that says nothing, and the simplest answer to it is safe. */
    @Test
    void aReportWithoutAnMtuLowersTheEstimateAndAllowsFragments() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connected();
            x.write(connection, 1460);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1460>");
            x.icmp(3, FRAGMENTATION_NEEDED, 0);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=512>");
            assertThat(Ipv4Header.dontFragment(x.lastHeader(), 0)).isFalse();
        }
    }

    /** The estimate is at its floor already, and the news is that even this is too much. */
    @Test
    void aSecondReportBelowTheFloorIsNewsAtTheFloor() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connected();
            x.write(connection, 1460);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1460>");
            x.icmp(3, FRAGMENTATION_NEEDED, 552);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=512>");
            assertThat(Ipv4Header.dontFragment(x.lastHeader(), 0))
                    .as("552 octets pass")
                    .isTrue();
            x.icmp(3, FRAGMENTATION_NEEDED, 296);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=512>");
            assertThat(Ipv4Header.dontFragment(x.lastHeader(), 0)).isFalse();
            x.icmp(3, FRAGMENTATION_NEEDED, 296);
            x.outNothing();
        }
    }

    /** A link narrower than the floor: nothing is ever larger than the link. */
    @Test
    void theLowestMtuAndTheLowestSegmentSizeStandTogether() {
        try (Exchange x = new Exchange("MTU=68", "MIN-PATH-MTU=68")) {
            TcpConnection connection = x.accepted("<MSS=1>");
            connection.user().options().nodelay(true);
            x.write(connection, 40);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=28>");
            x.out("<SEQ=ISS+29><CTL=ACK,PSH><DATA=12>");
        }
    }

    /** A report while the window is shut: probes go on, and R2 does not count them (RFC 9293, 3.8.6.1, MUST-37). */
    @Test
    @Tag("MUST-35")
    @Tag("MUST-37")
    @Tag("SHLD-17")
    void aReportInAShutWindowIsNoReasonToGiveUp() {
        try (Exchange x = new Exchange("R2=2")) {
            TcpConnection connection = x.connected();
            x.write(connection, 1000);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1000>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.icmp(3, FRAGMENTATION_NEEDED, 600);
            for (int tenths = 0; tenths < 1_000; tenths++) {
                x.advance(100);
                if (x.outCount() > 0) {
                    x.out("<SEQ=ISS+1><CTL=ACK><DATA=1>");
                    x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
                }
            }
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    // ---------------------------------------------------------------- ICMP

    /**
     * RFC 9293, 3.9.2.2: soft errors (3: 0, 1, 5; 11; 12) abort nothing, hard ones (3: 2, 3) an attempt to open; quench
     * is nothing (MUST-55).
     */
    @Test
    @Tag("MUST-54")
    @Tag("MUST-55")
    @Tag("MUST-56")
    @Tag("SHLD-26")
    void reportsAboutASyn() {
        int[][] soft = {{3, 0}, {3, 1}, {3, 5}, {11, 0}, {11, 1}, {12, 0}, {3, 13}};
        for (int[] report : soft) {
            try (Exchange x = new Exchange()) {
                TcpConnection connection = x.connect();
                x.out("<SEQ=ISS><CTL=SYN>");
                x.icmp(report[0], report[1], 0);
                assertThat(connection.stateName())
                        .as("%d/%d", report[0], report[1])
                        .isEqualTo("SYN-SENT");
                x.advance(300_000);
                assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.UNREACHABLE);
            }
        }
        for (int code : new int[] {2, 3}) {
            try (Exchange x = new Exchange()) {
                TcpConnection connection = x.connect();
                x.out("<SEQ=ISS><CTL=SYN>");
                x.icmp(3, code, 0);
                assertThat(connection.stateName()).isEqualTo("CLOSED");
                assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.REFUSED);
            }
        }
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.icmp(4, 0, 0);
            x.advance(300_000);
            assertThat(connection.user().failure().kind())
                    .as("nobody said it was unreachable")
                    .isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }

    /**
     * RFC 9293, 3.9.1.8, MUST-47: reports that abort nothing reach the user, and explain a later time-out, unless it
     * was no more than a moment.
     */
    @Test
    @Tag("MUST-47")
    @Tag("MUST-56")
    @Tag("SHLD-25")
    void softErrorsAreReported() {
        try (Exchange x = new Exchange("R2=3")) {
            TcpConnection connection = x.connected();
            x.write(connection, 10);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            x.icmp(11, 0, 0);
            x.icmp(11, 0, 0);
            x.icmp(3, 3, 0);
            assertThat(connection.user().takeReports())
                    .containsExactly(
                            "the network reports: time to live exceeded in transit",
                            "the network reports: port unreachable");
            assertThat(connection.user().takeReports()).isEmpty();
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            x.in("<SEQ=1001><ACK=ISS+11><CTL=ACK>");
            x.write(connection, 10);
            x.advance(60_000);
            assertThat(connection.user().failure())
                    .as("that report was about something that arrived after all")
                    .isEqualTo(new TcpFailure(TcpFailure.Kind.TIMED_OUT, "connection timed out"));
        }
    }

    /** RFC 9293, 3.8.3, SHLD-9: at R1 the user is told; at R2 it is over. */
    @Test
    @Tag("MUST-47")
    @Tag("SHLD-9")
    void aDeliveryProblemIsReported() {
        try (Exchange x = new Exchange("R1=2", "R2=4")) {
            TcpConnection connection = x.connected();
            x.write(connection, 10);
            x.advance(550);
            assertThat(connection.user().takeReports()).isEmpty();
            x.advance(200);
            assertThat(connection.user().takeReports())
                    .containsExactly("delivery problem: no acknowledgment after 2 retransmissions");
            x.advance(60_000);
            assertThat(connection.user().takeReports()).isEmpty();
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }

    // ---------------------------------------------------------------- what the user sets

    /** RFC 9293, 3.8.3, MUST-21. */
    @Test
    @Tag("MUST-21")
    void eachConnectionHasItsOwnR1AndR2() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connected();
            connection.user().options().retries(1, 2);
            x.write(connection, 10);
            x.advance(250);
            assertThat(connection.user().takeReports())
                    .containsExactly("delivery problem: no acknowledgment after 1 retransmissions");
            x.advance(2_000);
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
            assertThat(x.outCount()).isEqualTo(3);
        }
        try (Exchange x = new Exchange("R2=2")) {
            TcpConnection connection = x.connected();
            connection.user().options().retries(255, 255);
            x.write(connection, 10);
            x.advance(12 * 3_600_000);
            assertThat(x.outCount()).isGreaterThan(300);
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** RFC 9293, 3.9.1.1 and 3.9.1.2: from the OPEN on, and for what is outstanding when it is set. */
    @Test
    void eachConnectionHasItsOwnUserTimeout() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect(user -> user.userTimeout(5_000_000_000L));
            x.out("<SEQ=ISS><CTL=SYN>");
            x.advance(4_999);
            assertThat(connection.stateName()).isEqualTo("SYN-SENT");
            x.advance(2);
            assertThat(connection.user().failure().text()).isEqualTo("connection aborted due to user timeout");
        }
        try (Exchange x = new Exchange("USER-TIMEOUT-VALUE=1000000000")) {
            TcpConnection connection = x.connected();
            x.write(connection, 10);
            connection.user().options().userTimeout(0);
            x.advance(60_000);
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            connection.user().options().userTimeout(3_000_000_000L);
            x.advance(3_001);
            assertThat(connection.user().failure().text()).isEqualTo("connection aborted due to user timeout");
        }
    }

    /** RFC 9293, 3.9.1.9, MUST-48, SHLD-21, and 3.9.2, MUST-49. */
    @Test
    @Tag("MUST-48")
    @Tag("MUST-49")
    @Tag("SHLD-21")
    @Tag("SHLD-22")
    void theUserSetsTheDiffservFieldAndAnAdministratorTheTimeToLive() {
        try (Exchange x = new Exchange("TTL=7")) {
            TcpConnection connection = x.connect(user -> user.typeOfService(0xB8));
            x.out("<SEQ=ISS><CTL=SYN>");
            assertThat(Ipv4Header.typeOfService(x.lastHeader(), 0)).isEqualTo(0xB8);
            assertThat(Ipv4Header.timeToLive(x.lastHeader(), 0)).isEqualTo(7);
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            connection.user().options().typeOfService(0x2B);
            x.write(connection, 1);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=1>");
            assertThat(Ipv4Header.typeOfService(x.lastHeader(), 0))
                    .as("the ECN bits are not the user's")
                    .isEqualTo(0x28);
        }
        try (Exchange x = new Exchange()) {
            x.connected();
            assertThat(Ipv4Header.typeOfService(x.lastHeader(), 0)).isZero();
            assertThat(Ipv4Header.timeToLive(x.lastHeader(), 0)).isEqualTo(64);
        }
    }

    // ---------------------------------------------------------------- counters at their limits

    /** R1 = R2 = 255: never given up, and never counted beyond what a u8 holds. */
    @Test
    void retransmissionsWithoutEnd() {
        try (Exchange x = new Exchange("R1=255", "R2=255", "RTO-MAX=1000000000")) {
            TcpConnection connection = x.connected();
            x.write(connection, 10);
            x.advance(400_000);
            assertThat(x.outCount()).isGreaterThan(300);
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    @Test
    void synsWithoutEnd() {
        try (Exchange x = new Exchange("R1=255", "SYN-RETRIES=255", "RTO-MAX=1000000000")) {
            TcpConnection connection = x.connect();
            x.advance(400_000);
            assertThat(x.outCount()).isGreaterThan(300);
            assertThat(connection.stateName()).isEqualTo("SYN-SENT");
        }
    }

    @Test
    void windowProbesWithoutEnd() {
        try (Exchange x = new Exchange("R1=255", "R2=255", "RTO-MAX=1000000000", "PERSIST-MAX=1000000000")) {
            TcpConnection connection = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.write(connection, 10);
            x.advance(400_000);
            assertThat(x.outCount()).isGreaterThan(300);
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** RFC 9293, 3.8.6.1, SHLD-30: the intervals grow up to their maximum, however short the round trip is. */
    @Test
    @Tag("SHLD-30")
    void theShortestTimeoutAndTheLongestInterval() {
        try (Exchange x = new Exchange("RTO-MIN=1000000", "PERSIST-MAX=600000000000", "R2=255")) {
            TcpConnection connection = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.write(connection, 10);
            x.advance(3 * 3_600_000);
            x.outAny();
            x.advance(600_000);
            assertThat(x.outCount()).isEqualTo(1);
        }
    }

    @Test
    void asManyKeepaliveProbesAsThereMayBe() {
        try (Exchange x = new Exchange(
                "KEEPALIVE=1", "KEEPALIVE-PROBES=255", "KEEPALIVE-IDLE=1000000000", "KEEPALIVE-INTERVAL=1000000000")) {
            TcpConnection connection = x.connected();
            x.advance(255_500);
            assertThat(x.outCount()).isEqualTo(255);
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            x.advance(1_000);
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }

    /** Keepalive probes that nobody answered are no window probes: these have their own R2. */
    @Test
    void keepaliveProbesDoNotCountAsWindowProbes() {
        try (Exchange x = new Exchange(
                "KEEPALIVE=1",
                "KEEPALIVE-PROBES=200",
                "KEEPALIVE-IDLE=1000000000",
                "KEEPALIVE-INTERVAL=1000000000",
                "R2=3")) {
            TcpConnection connection = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.advance(10_500);
            assertThat(x.outCount()).isEqualTo(10);
            x.outAny();
            x.write(connection, 5);
            x.advance(1_500);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=1>");
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    @Test
    void asManyDuplicatesAsThereMayBe() {
        try (Exchange x = new Exchange("DUPLICATE-ACKS=255")) {
            TcpConnection connection = x.connected();
            x.write(connection, 10);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            for (int i = 0; i < 254; i++) {
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            }
            x.outNothing();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=10>");
            for (int i = 0; i < 300; i++) {
                x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            }
            x.outNothing();
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** The back-off doubles what is at its maximum, for as long as R2 lets it. */
    @Test
    void theLongestTimeouts() {
        try (Exchange x = new Exchange(
                "RTO-MAX=600000000000",
                "RTO-INITIAL=60000000000",
                "RTO-MIN=60000000000",
                "PERSIST-MAX=600000000000",
                "R2=254")) {
            TcpConnection connection = x.connected();
            x.write(connection, 10);
            x.advance(900_000 + 250L * 600_000 + 60_000);
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            assertThat(x.outCount()).isEqualTo(255);
            x.advance(600_000);
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.TIMED_OUT);
        }
    }

    /** RFC 5961, 7: the limit at its highest, and none. */
    @Test
    void challengeAcksUpToTheHighestLimit() {
        for (String limit : new String[] {"CHALLENGE-ACKS=1000000", "CHALLENGE-ACKS=0"}) {
            try (Exchange x = new Exchange(limit)) {
                TcpConnection connection = x.connected();
                for (int i = 0; i < 2_000; i++) {
                    x.in("<SEQ=1002><CTL=RST>");
                }
                assertThat(x.outCount()).isEqualTo(2_000);
                assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            }
        }
    }
}
