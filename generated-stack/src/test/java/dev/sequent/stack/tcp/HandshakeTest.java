package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.wire.IpAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections open as RFC 9293, 3.5 shows, or do not. */
class HandshakeTest {

    @Test
    @Tag("MUST-14")
    @Tag("SHLD-5")
    @Tag("MAY-3")
    void aListenerAnswersASynAndTheThirdSegmentEstablishes() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK><WND=65535><MSS=1460>");
            assertThat(listener.poll()).as("not before the third segment").isNull();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            TcpConnection connection = listener.poll();
            assertThat(connection).isNotNull();
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.OPEN);
            x.outNothing();
        }
    }

    @Test
    @Tag("MUST-14")
    @Tag("MUST-67")
    @Tag("SHLD-5")
    @Tag("MAY-3")
    void anActiveOpenSendsASynAndAcknowledgesTheAnswer() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN><WND=65535><MSS=1460>");
            assertThat(connection.stateName()).isEqualTo("SYN-SENT");
            assertThat(connection.local().port()).isBetween(EphemeralPorts.FIRST, EphemeralPorts.LAST);
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><WND=65535>");
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.OPEN);
        }
    }

    /**
     * RFC 9293, figure 7; the SYN,ACKs lie outside of the windows (appendix A.2), and what answers them establishes.
     */
    @Test
    @Tag("MUST-10")
    void bothMayOpenAtOnce() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            assertThat(connection.stateName()).isEqualTo("SYN-RECEIVED");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.OPEN);
        }
    }

    /** RFC 9293, 3.10.7.1: to a SYN, SEQ 0 and the acknowledgment of what came. */
    @Test
    void aClosedPortRefuses() {
        try (Exchange x = new Exchange()) {
            x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            x.out("<SEQ=0><ACK=1001><CTL=RST,ACK><WND=0>");
            x.in("<SEQ=1000><CTL=SYN><DATA=10>");
            x.out("<SEQ=0><ACK=1011><CTL=RST,ACK>");
            x.in("<SEQ=1000><ACK=77><CTL=ACK><DATA=10>");
            x.out("<SEQ=77><CTL=RST>");
            x.in("<SEQ=1000><ACK=77><CTL=RST,ACK>");
            x.outNothing();
            assertThat(x.stack.tcp().counters().get(TcpCounter.HANDLED_IN_CLOSED))
                    .isEqualTo(4);
        }
    }

    @Test
    void aListenerResetsWhatAcknowledgesNothingAndIgnoresResets() {
        try (Exchange x = new Exchange()) {
            x.listen();
            x.in("<SEQ=1000><ACK=77><CTL=ACK>");
            x.out("<SEQ=77><CTL=RST>");
            x.in("<SEQ=1000><CTL=RST>");
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(x.stack.tcp().ringsInUse()).isZero();
        }
    }

    @Test
    void aRefusedOpenTellsItsUser() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=0><ACK=ISS+1><CTL=RST,ACK>");
            x.outNothing();
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.ENDED);
            assertThat(connection.user().failure())
                    .isEqualTo(new TcpFailure(TcpFailure.Kind.RESET, "connection reset")); // 3.10.7.3, second
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** RFC 9293, figure 8: an old SYN,ACK is reset, and the open goes on. */
    @Test
    void anAcknowledgmentOfSomethingElseIsReset() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.in("<SEQ=1000><ACK=ISS+2><CTL=SYN,ACK>");
            x.out("<SEQ=ISS+2><CTL=RST>");
            x.in("<SEQ=1000><ACK=ISS><CTL=SYN,ACK>");
            x.out("<SEQ=ISS><CTL=RST>");
            x.in("<SEQ=0><ACK=ISS+2><CTL=RST,ACK>");
            x.outNothing();
            assertThat(connection.stateName()).isEqualTo("SYN-SENT");
            x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        }
    }

    /** RFC 9293, 3.10.7.4: SYN-RECEIVED, from LISTEN, returns there on a RST; the user does not hear of it. */
    @Test
    @Tag("MUST-11")
    void aResetHalfOpenConnectionIsForgotten() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1001><CTL=RST>");
            x.outNothing();
            assertThat(listener.poll()).isNull();
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(x.stack.connections()).extracting(ConnectionInfo::state).containsExactly("LISTEN");
        }
    }

    /** 1 s doubled six times, 127 s in sum, as Linux with net.ipv4.tcp_syn_retries = 6. */
    @Test
    @Tag("MUST-22")
    void aSynIsRepeatedSixTimesAndGivenUpAfter127Seconds() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.mark();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.advance(130_000);
            for (int at : new int[] {1, 3, 7, 15, 31, 63}) {
                x.outAt(at * 1000, "<SEQ=ISS><CTL=SYN><MSS=1460>");
            }
            x.outNothing();
            assertThat(connection.user().failure())
                    .isEqualTo(new TcpFailure(TcpFailure.Kind.TIMED_OUT, "connection timed out"));
        }
    }

    @Test
    void theOpenIsGivenUpAt127SecondsAndNotBefore() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.connect();
            x.advance(126_999);
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.OPENING);
            x.advance(2);
            assertThat(connection.user().phase()).isEqualTo(UserSide.Phase.ENDED);
        }
    }

    @Test
    void aSynAckIsRepeatedFiveTimesAndTheConnectionForgotten() {
        try (Exchange x = new Exchange()) {
            x.listen();
            x.mark();
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.advance(62_000);
            for (int at : new int[] {1, 3, 7, 15, 31}) {
                x.outAt(at * 1000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
            }
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.advance(2_000);
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** What was lost is the SYN,ACK: it is sent again, and its own retransmission goes on as if nothing had been. */
    @Test
    void aRepeatedSynGetsTheSynAckAgain() {
        try (Exchange x = new Exchange()) {
            x.listen();
            x.mark();
            x.in("<SEQ=1000><CTL=SYN>");
            x.outAt(0, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
            x.advance(500);
            x.in("<SEQ=1000><CTL=SYN>");
            x.outAt(500, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
            x.advance(3_000);
            x.outAt(1000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
            x.outAt(3000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK><MSS=1460>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(x.stack.tcp().counters().get(TcpCounter.CONNECTIONS_ESTABLISHED))
                    .isEqualTo(1);
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        }
    }

    /**
     * With text or a FIN on it, too: it lies in the window as far as its sequence numbers go, and is the same SYN all
     * the same.
     */
    @ParameterizedTest
    @ValueSource(strings = {"<CTL=SYN><DATA=3>", "<CTL=SYN,FIN>", "<CTL=SYN,FIN><DATA=3>"})
    void aRepeatedSynWithTextGetsTheSynAckAgain(String syn) {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000>" + syn);
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1000>" + syn);
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1004><ACK=ISS+1><CTL=ACK>");
            x.outAny();
            assertThat(listener.poll()).isNotNull();
        }
    }

    /** Any other SYN in the window stays with the fourth step of 3.10.7.4: back to LISTEN. */
    @Test
    void anotherSynInTheWindowReturnsToListen() {
        try (Exchange x = new Exchange()) {
            x.listen();
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1002><CTL=SYN>");
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** The crossing SYN comes after six retransmissions of ours: the SYN,ACK has a time-out and a count of its own. */
    @Test
    void aLateSimultaneousOpenRepeatsItsSynAck() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.advance(64_500);
            x.outAny();
            x.mark();
            x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
            x.outAt(0, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.advance(62_999);
            for (int at : new int[] {1, 3, 7, 15, 31}) {
                x.outAt(at * 1000, "<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            }
            assertThat(c.stateName()).isEqualTo("SYN-RECEIVED");
            x.advance(2);
            assertThat(c.user().failure()).isEqualTo(new TcpFailure(TcpFailure.Kind.TIMED_OUT, "connection timed out"));
        }
    }

    @Test
    void moreThanTheBacklogAreDroppedAndCounted() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.stack.listen(Exchange.PORT, 2);
            for (int i = 0; i < 5; i++) {
                x.remotePort(6000 + i);
                x.forgetIss();
                x.in("<SEQ=1000><CTL=SYN>");
                if (i < 2) {
                    x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
                    x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
                }
            }
            x.outNothing();
            assertThat(x.stack.tcp().counters().get(TcpCounter.DROP_BACKLOG_FULL))
                    .isEqualTo(3);
            assertThat(x.stack.tcp().connections()).isEqualTo(2);
            listener.close();
            x.settle();
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @Test
    void fourTuplesTellConnectionsApart() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            for (int i = 0; i < 2; i++) {
                x.remotePort(6000 + i);
                x.forgetIss();
                x.in("<SEQ=" + (1000 + i) + "><CTL=SYN><MSS=1460>");
                x.out("<SEQ=ISS><ACK=" + (1001 + i) + "><CTL=SYN,ACK>");
                x.in("<SEQ=" + (1001 + i) + "><ACK=ISS+1><CTL=ACK><DATA=" + (i + 1) + ">");
            }
            TcpConnection first = listener.poll();
            TcpConnection second = listener.poll();
            assertThat(first.remote().port()).isEqualTo(6000);
            assertThat(second.remote().port()).isEqualTo(6001);
            x.read(first, 1001, 1);
            x.read(second, 1002, 2);
        }
    }

    @Test
    @Tag("MUST-41")
    void aPortThatIsInUseIsRefused() {
        try (Exchange x = new Exchange()) {
            x.listen();
            assertThatThrownBy(x::listen)
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("port 80 is in use: something listens on it already; close that or take another port");
            Endpoint remote = new Endpoint(Exchange.REMOTE.address(), 99);
            x.stack.connect(remote, 4000);
            assertThatThrownBy(() -> x.stack.connect(remote, 4000))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("local port 4000 is in use: there is a connection from it to 192.0.2.2:99 already");
            x.stack.connect(new Endpoint(Exchange.REMOTE.address(), 98), 4000);
        }
    }

    @Test
    void whereThereIsNoRouteAnOpenFailsAtOnce() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.stack.connect(new Endpoint(IpAddress.parse("198.51.100.1"), 80), 0);
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.NO_ROUTE);
            assertThat(connection.user().failure().text()).startsWith("no route to 198.51.100.1:80");
        }
    }

    /** RFC 9293, 3.9.1.1: neither a broadcast nor a multicast address is one to connect to. */
    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "239.255.255.250", "192.0.2.255", "192.0.2.0", "255.255.255.255", "0.0.0.0"})
    @Tag("MUST-46")
    void anOpenToWhatIsNoHostFailsAtOnce(String address) {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.stack.connect(new Endpoint(IpAddress.parse(address), 80), 0);
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.NO_ROUTE);
            x.settle();
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** RFC 9293, 3.9.1.1: the two have nothing to do with one another. */
    @Test
    @Tag("MUST-42")
    void aPortCanBeListenedOnWhileAConnectionOfItOpens() {
        try (Exchange x = new Exchange()) {
            TcpConnection opening = x.stack.connect(new Endpoint(Exchange.REMOTE.address(), 99), Exchange.PORT);
            x.settle();
            x.out("<CTL=SYN>");
            x.forgetIss();
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(listener.poll().stateName()).isEqualTo("ESTABLISHED");
            assertThat(opening.stateName()).isEqualTo("SYN-SENT");
        }
    }

    /**
     * Nobody answers ARP for it: reported as an unreachable host, believed as a hint only, and said when the open is
     * given up.
     */
    @Test
    void aHostThatDoesNotAnswerArpIsUnreachable() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.stack.connect(new Endpoint(IpAddress.parse("192.0.2.99"), 80), 0);
            x.advance(200_000);
            assertThat(connection.user().failure().kind()).isEqualTo(TcpFailure.Kind.UNREACHABLE);
            assertThat(connection.user().failure().text())
                    .isEqualTo("connection timed out; the network reports: host unreachable");
        }
    }
}
