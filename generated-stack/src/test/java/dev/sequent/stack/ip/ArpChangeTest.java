package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.OURS;
import static dev.sequent.stack.ip.TestHost.PEER;
import static dev.sequent.stack.ip.TestHost.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A neighbour's MAC address changes (RFC 826 takes whatever was said last), or somebody only says so. Where datagrams
 * go to the neighbour, the old address is asked before the new one is believed.
 */
class ArpChangeTest {

    private static final long OTHER_MAC = 0x0200_0000_0077L;

    private final TestHost host = new TestHost();

    /** The host has asked for the peer's address, and was answered; datagrams go there. */
    private void inUse() {
        justAnswered();
        host.pass(SECOND);
    }

    private void justAnswered() {
        host.send(PEER, 20);
        asks(MacAddress.BROADCAST);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        host.receiveDatagram();
    }

    private void asks(long to) {
        ByteBuffer request = host.receive().orElseThrow(() -> new AssertionError("nothing was asked"));
        assertThat(EthernetHeader.type(request, 0)).isEqualTo(EthernetHeader.TYPE_ARP);
        assertThat(EthernetHeader.destination(request, 0)).isEqualTo(to);
        assertThat(ArpPacket.operation(request, 14)).isEqualTo(ArpPacket.REQUEST);
        assertThat(ArpPacket.targetProtocol(request, 14)).isEqualTo(PEER);
    }

    private void sendsTo(long mac) {
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.SENT);
        ByteBuffer sent = host.receive().orElseThrow();
        assertThat(EthernetHeader.type(sent, 0)).isEqualTo(EthernetHeader.TYPE_IPV4);
        assertThat(EthernetHeader.destination(sent, 0)).isEqualTo(mac);
    }

    /** An unasked reply, a gratuitous request, one for somebody else: each claims the peer's address. */
    @ParameterizedTest
    @CsvSource({"2, 192.0.2.2", "2, 192.0.2.1", "1, 192.0.2.1", "1, 192.0.2.9"})
    void aClaimThatNobodyStandsForChangesNothing(int operation, String target) {
        inUse();
        host.arp(operation, OTHER_MAC, PEER, Ipv4Address.parse(target).bits());
        asks(host.peerMac);
        sendsTo(host.peerMac);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        host.pass(10 * SECOND);
        sendsTo(host.peerMac);
        host.sentNothing();
        assertThat(host.count(IpCounter.ARP_CHANGES_DOUBTED)).isEqualTo(1);
        host.checkEveryFrameIsExplained();
    }

    /** It is answered where it came from, as any request, and not believed for that. */
    @Test
    void aRequestForOurAddressMakesNoExceptionByItself() {
        inUse();
        host.arp(ArpPacket.REQUEST, OTHER_MAC, PEER, OURS);
        asks(host.peerMac);
        ByteBuffer answer = host.receive().orElseThrow();
        assertThat(ArpPacket.operation(answer, 14)).isEqualTo(ArpPacket.REPLY);
        assertThat(EthernetHeader.destination(answer, 0)).isEqualTo(OTHER_MAC);
        sendsTo(host.peerMac);
    }

    /**
     * A router's successor, or a host with a new card: the old address is silent, and everybody is asked who has it
     * now.
     */
    @Test
    void aClaimHoldsWhenTheOldAddressAnswersNoMore() {
        inUse();
        long since = host.clock.nanos();
        host.arp(ArpPacket.REQUEST, OTHER_MAC, PEER, PEER);
        asks(host.peerMac);
        host.pass(SECOND);
        asks(host.peerMac);
        sendsTo(host.peerMac);
        host.pass(SECOND);
        asks(MacAddress.BROADCAST);
        host.arp(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        sendsTo(OTHER_MAC);
        assertThat(host.clock.nanos() - since).isEqualTo(2 * SECOND);
        host.pass(10 * SECOND);
        host.sentNothing();
    }

    /** What the claimant says before everybody has been asked is a claim and no answer. */
    @Test
    void repeatingAClaimDoesNotMakeItTrue() {
        inUse();
        for (int i = 0; i < 100; i++) {
            host.arp(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        }
        asks(host.peerMac);
        host.sentNothing();
        host.pass(SECOND);
        asks(host.peerMac);
        host.arp(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        sendsTo(host.peerMac);
    }

    /** RFC 1122, 2.3.2.1: no more than a request in a second, however many claims come. */
    @Test
    void claimsCostARequestInASecondAtMost() {
        inUse();
        long asked = host.count(IpCounter.ARP_REQUESTS_SENT);
        for (int i = 0; i < 100; i++) {
            host.arp(ArpPacket.REPLY, OTHER_MAC + i, PEER, OURS);
            host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
            host.pass(SECOND / 10);
        }
        assertThat(host.count(IpCounter.ARP_REQUESTS_SENT) - asked).isBetween(9L, 11L);
        while (host.receive().isPresent()) {}
        sendsTo(host.peerMac);
    }

    /** A change that comes within the second after another question is not forgotten. */
    @Test
    void aClaimRightAfterAnAnswerIsLookedIntoASecondLater() {
        justAnswered();
        host.arp(ArpPacket.REQUEST, OTHER_MAC, PEER, PEER);
        host.sentNothing();
        host.pass(SECOND);
        asks(host.peerMac);
        host.pass(SECOND);
        asks(host.peerMac);
        host.pass(SECOND);
        asks(MacAddress.BROADCAST);
        host.arp(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        sendsTo(OTHER_MAC);
    }

    /**
     * Most neighbours are known because they asked us. Two lies, a claim and at once the answer to the question that it
     * raises, change nothing.
     */
    @ParameterizedTest
    @ValueSource(ints = {ArpPacket.REQUEST, ArpPacket.REPLY})
    void whoeverAskedUsFirstIsAskedFirst(int claim) {
        host.acquainted();
        sendsTo(host.peerMac);
        host.arp(claim, OTHER_MAC, PEER, PEER);
        asks(host.peerMac);
        host.arp(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        sendsTo(host.peerMac);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        host.pass(SECOND);
        sendsTo(host.peerMac);
    }

    /** Somebody has been there before the peer, with an address that nobody has: the peer is not kept out. */
    @Test
    void aLieToldInAdvanceGivesWayAtOnceWhereNothingWasSent() {
        host.arp(ArpPacket.REQUEST, OTHER_MAC, PEER, OURS);
        host.receive();
        host.acquainted();
        sendsTo(host.peerMac);
    }

    @Test
    void aLieToldInAdvanceAndUsedGivesWayWhenNobodyStandsForIt() {
        host.arp(ArpPacket.REQUEST, OTHER_MAC, PEER, OURS);
        host.receive();
        sendsTo(OTHER_MAC);
        host.arp(ArpPacket.REQUEST, host.peerMac, PEER, OURS);
        asks(OTHER_MAC);
        host.receive();
        host.pass(SECOND);
        asks(OTHER_MAC);
        host.pass(SECOND);
        asks(MacAddress.BROADCAST);
        host.arp(ArpPacket.REPLY, host.peerMac, PEER, OURS);
        sendsTo(host.peerMac);
    }

    /** To send it to ourselves would be the end of it just as well. */
    @Test
    void nobodyElseHasOurMacAddress() {
        host.acquainted();
        host.arp(ArpPacket.REPLY, host.ourMac, PEER, OURS);
        sendsTo(host.peerMac);
        assertThat(host.count(IpCounter.DROP_ARP_MALFORMED)).isEqualTo(1);
    }

    // ---------------------------------------------------------------- a table full of lies

    private final TestHost wide = new TestHost(
            Ipv4Configuration.of(new Ipv4Prefix(new Ipv4Address(OURS), 16), 1).withMtu(1500));

    private static final int CROWD = Ipv4Address.parse("192.0.10.0").bits();

    private void drain() {
        while (wide.receive().isPresent()) {}
    }

    private void meet(int address) {
        wide.arp(ArpPacket.REQUEST, wide.peerMac, address, OURS);
        assertThat(wide.send(address, 20)).isEqualTo(SendResult.SENT);
    }

    /** Whoever asks for us is learned; neighbours that datagrams go to do not have to make room for that. */
    @Test
    void askersThatWereNeverSentToDoNotPushOutNeighboursInUse() {
        for (int i = 0; i < 10; i++) {
            meet(PEER + 100 + i);
        }
        for (int i = 0; i < 5_000; i++) {
            wide.arp(ArpPacket.REQUEST, OTHER_MAC + i, CROWD + i, OURS);
            drain();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(wide.send(PEER + 100 + i, 20)).as("neighbour " + i).isEqualTo(SendResult.SENT);
        }
    }

    @Test
    void addressesThatNobodyAnswersForDoNotEither() {
        meet(PEER);
        for (int i = 0; i < 5_000; i++) {
            wide.send(CROWD + i, 20);
            drain();
        }
        assertThat(wide.send(PEER, 20)).isEqualTo(SendResult.SENT);
    }

    /**
     * One that is being asked for among many that will not answer has a fair chance to be there still when its answer
     * comes.
     */
    @Test
    void aNeighbourCanBecomeKnownInAFloodOfUnknownOnes() {
        int known = 0;
        for (int i = 0; i < 100; i++) {
            int address = PEER + 100 + i;
            wide.send(address, 20);
            for (int j = 0; j < 20; j++) { // Two milliseconds of 10,000 a second.
                wide.send(CROWD + 20 * i + j, 20);
            }
            drain();
            wide.arp(ArpPacket.REPLY, wide.peerMac, address, OURS);
            known += wide.receive().isPresent() ? 1 : 0; // What waited for the answer.
        }
        assertThat(known).as("of 100").isGreaterThan(60);
    }
}
