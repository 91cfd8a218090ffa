package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.OURS;
import static dev.sequent.stack.ip.TestHost.PEER;
import static dev.sequent.stack.ip.TestHost.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ArpTest {

    private static final long OTHER_MAC = 0x0200_0000_0077L;

    private final TestHost host = new TestHost();

    private void asks(long to) {
        ByteBuffer request = host.receive().orElseThrow(() -> new AssertionError("nothing was asked"));
        assertThat(EthernetHeader.type(request, 0)).isEqualTo(EthernetHeader.TYPE_ARP);
        assertThat(EthernetHeader.destination(request, 0)).isEqualTo(to);
        assertThat(ArpPacket.isIpv4OverEthernet(request, 14)).isTrue();
        assertThat(ArpPacket.operation(request, 14)).isEqualTo(ArpPacket.REQUEST);
        assertThat(ArpPacket.senderHardware(request, 14)).isEqualTo(host.ourMac);
        assertThat(ArpPacket.senderProtocol(request, 14)).isEqualTo(OURS);
        assertThat(ArpPacket.targetProtocol(request, 14)).isEqualTo(PEER);
    }

    @Test
    void answersRequestsForItsAddressAndLearnsTheAsker() {
        host.arp(ArpPacket.REQUEST, host.peerMac, PEER, OURS);
        ByteBuffer reply = host.receive().orElseThrow();
        assertThat(EthernetHeader.destination(reply, 0)).isEqualTo(host.peerMac);
        assertThat(ArpPacket.operation(reply, 14)).isEqualTo(ArpPacket.REPLY);
        assertThat(ArpPacket.senderHardware(reply, 14)).isEqualTo(host.ourMac);
        assertThat(ArpPacket.senderProtocol(reply, 14)).isEqualTo(OURS);
        assertThat(ArpPacket.targetHardware(reply, 14)).isEqualTo(host.peerMac);
        assertThat(ArpPacket.targetProtocol(reply, 14)).isEqualTo(PEER);
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.SENT);
    }

    @Test
    void announcesItself() {
        host.ip.announce();
        ByteBuffer announcement = host.receive().orElseThrow();
        assertThat(EthernetHeader.destination(announcement, 0)).isEqualTo(MacAddress.BROADCAST);
        assertThat(ArpPacket.senderProtocol(announcement, 14)).isEqualTo(OURS);
        assertThat(ArpPacket.targetProtocol(announcement, 14)).isEqualTo(OURS);
    }

    @Test
    void answersAProbeAndLearnsNothingFromIt() {
        host.arp(ArpPacket.REQUEST, OTHER_MAC, 0, OURS);
        assertThat(ArpPacket.operation(host.receive().orElseThrow(), 14)).isEqualTo(ArpPacket.REPLY);
        assertThat(host.count(IpCounter.ARP_REQUEST_ANSWERED)).isEqualTo(1);
    }

    @Test
    void asksAndSendsWhatWaitedWhenAnswered() {
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.AWAITING_ARP);
        assertThat(host.send(PEER, 30)).isEqualTo(SendResult.AWAITING_ARP);
        asks(MacAddress.BROADCAST);
        host.sentNothing();
        assertThat(host.ip.framesAwaitingArp()).isEqualTo(2);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        assertThat(host.receiveDatagram().capacity()).isEqualTo(40);
        assertThat(host.receiveDatagram().capacity()).isEqualTo(50);
        assertThat(host.ip.framesAwaitingArp()).isZero();
        host.pass(10 * SECOND);
        host.sentNothing();
        assertThat(host.count(IpCounter.DATAGRAMS_SENT)).isEqualTo(2);
        host.checkEveryFrameIsExplained();
    }

    @Test
    void givesUpAfterThreeRequestsAndTellsTheProtocol() {
        host.send(PEER, 20);
        asks(MacAddress.BROADCAST);
        for (int i = 1; i < ArpResolver.REQUESTS; i++) {
            host.pass(SECOND - 1);
            host.sentNothing();
            host.pass(1);
            asks(MacAddress.BROADCAST);
        }
        assertThat(host.tcp.errors).isEmpty();
        host.pass(SECOND);
        host.sentNothing();
        assertThat(host.tcp.errors).singleElement().satisfies(error -> {
            assertThat(error.description()).isEqualTo("host unreachable");
            assertThat(error.isLocal()).isTrue();
            assertThat(error.destinationAddress()).isEqualTo(new Ipv4Address(PEER));
            assertThat(error.sourcePort()).isEqualTo(0x1011);
            assertThat(error.destinationPort()).isEqualTo(0x1213);
            assertThat(error.sequenceNumber()).isEqualTo(0x14151617);
        });
        assertThat(host.wheel.running()).isZero();
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.AWAITING_ARP);
        asks(MacAddress.BROADCAST);
    }

    @Test
    void aProtocolMaySendAgainFromTheErrorItself() {
        host.tcp.onError = () -> host.send(PEER, 20);
        host.send(PEER, 20);
        host.pass(3 * SECOND);
        assertThat(host.tcp.errors).hasSize(1);
        assertThat(host.ip.framesAwaitingArp()).isEqualTo(1);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        assertThat(host.ip.framesAwaitingArp()).isZero();
    }

    /**
     * As many connections as come at once from a neighbour that has not been asked for are answered: nothing has to be
     * sent again.
     */
    @Test
    void aBurstToANeighbourThatIsNotKnownWaitsWhole() {
        for (int i = 0; i < 100; i++) {
            assertThat(host.send(PEER, 20 + i)).isEqualTo(SendResult.AWAITING_ARP);
        }
        asks(MacAddress.BROADCAST);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        for (int i = 0; i < 100; i++) {
            ByteBuffer datagram = host.receiveDatagram();
            assertThat(Ipv4Header.totalLength(datagram, 0)).isEqualTo(20 + 20 + i);
        }
        host.sentNothing();
    }

    @Test
    void boundsWhatWaits() {
        for (int i = 0; i < ArpResolver.MAX_PENDING_PER_ENTRY; i++) {
            assertThat(host.send(PEER, 20)).isEqualTo(SendResult.AWAITING_ARP);
        }
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.LOST);
        for (int i = 0; i < 800; i++) {
            host.send(Ipv4Address.parse("192.0.2.3").bits() + i % 200, 20);
        }
        assertThat(host.ip.framesAwaitingArp()).isEqualTo(ArpResolver.MAX_PENDING);
        host.pass(10 * SECOND);
        assertThat(host.ip.framesAwaitingArp()).isZero();
    }

    @Test
    void boundsTheTable() {
        TestHost wide = new TestHost(
                Ipv4Configuration.of(new dev.sequent.wire.Ipv4Prefix(Ipv4Address.parse("198.51.100.2"), 22), 1));
        int base = Ipv4Address.parse("198.51.100.10").bits();
        for (int i = 0; i < 600; i++) {
            wide.clock.advance(1_000);
            wide.arp(
                    ArpPacket.REQUEST,
                    0x0200_0000_1000L + i,
                    base + i,
                    wide.ip.address().bits());
        }
        assertThat(wide.count(IpCounter.ARP_EVICTIONS)).isEqualTo(600 - ArpResolver.MAX_ENTRIES);
        assertThat(wide.send(base + 599, 20)).isEqualTo(SendResult.SENT);
        assertThat(wide.send(base, 20)).isEqualTo(SendResult.AWAITING_ARP);
    }

    @Test
    void asksAgainAfterAMinuteAndUsesTheOldAnswerMeanwhile() {
        host.acquainted();
        host.pass(ArpResolver.VALID_NANOS);
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.SENT);
        host.receiveDatagram();
        host.pass(1);
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.SENT);
        asks(host.peerMac);
        host.receiveDatagram();
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        host.pass(10 * SECOND);
        host.sentNothing();
    }

    @Test
    void forgetsAHostThatAnswersNoMore() {
        host.acquainted();
        host.pass(ArpResolver.VALID_NANOS + 1);
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.SENT);
        asks(host.peerMac);
        host.receiveDatagram();
        host.pass(SECOND);
        asks(host.peerMac);
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.SENT);
        host.receiveDatagram();
        host.pass(SECOND);
        asks(MacAddress.BROADCAST);
        host.pass(SECOND);
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.AWAITING_ARP);
    }

    @Test
    void followsAHostToItsNewMacAddress() {
        host.acquainted();
        host.arp(ArpPacket.REQUEST, OTHER_MAC, PEER, PEER);
        assertThat(host.count(IpCounter.ARP_REQUEST_FOR_OTHERS)).isEqualTo(1);
        host.send(PEER, 20);
        assertThat(EthernetHeader.destination(host.receive().orElseThrow(), 0)).isEqualTo(OTHER_MAC);
    }

    @Test
    void learnsNothingFromWhatItDidNotAsk() {
        host.arp(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        assertThat(host.count(IpCounter.DROP_ARP_REPLY_UNASKED)).isEqualTo(1);
        host.arp(
                ArpPacket.REQUEST,
                OTHER_MAC,
                PEER,
                Ipv4Address.parse("192.0.2.9").bits());
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.AWAITING_ARP);
    }

    @Test
    void countsAConflictAndMalformedPackets() {
        host.arp(ArpPacket.REQUEST, OTHER_MAC, OURS, OURS);
        assertThat(host.count(IpCounter.DROP_ARP_CONFLICT)).isEqualTo(1);
        assertThat(host.receive()).as("see AddressConflictTest").isPresent();
        host.arp(ArpPacket.REQUEST, MacAddress.BROADCAST, PEER, OURS);
        host.arp(ArpPacket.REQUEST, 0, PEER, OURS);
        host.arp(3, OTHER_MAC, PEER, OURS);
        host.arp(ArpPacket.REQUEST, OTHER_MAC, Ipv4Address.parse("198.51.100.1").bits(), OURS);
        host.frame(host.ourMac, EthernetHeader.TYPE_ARP, new byte[27]);
        host.frame(host.ourMac, EthernetHeader.TYPE_ARP, new byte[46]);
        assertThat(host.count(IpCounter.DROP_ARP_MALFORMED)).isEqualTo(6);
        host.sentNothing();
        host.checkEveryFrameIsExplained();
    }
}
