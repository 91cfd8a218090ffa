package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.OURS;
import static dev.sequent.stack.ip.TestHost.PEER;
import static dev.sequent.stack.ip.TestHost.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One address and two stations (RFC 5227): before we use it, and later. */
class AddressConflictTest {

    private static final long OTHER_MAC = 0x0200_0000_0077L;

    private final VirtualClock clock = new VirtualClock();
    private final LinkPair link = new LinkPair(clock);
    private final Device other = link.b();
    private final Frame frame = Frame.allocate();
    private AddressProbe probe = new AddressProbe(link.a(), new Ipv4Address(OURS), 0);

    /** Lets time pass, and the probe act whenever something is due. */
    private void pass(long nanos) {
        long end = clock.nanos() + nanos;
        for (long next = probe.poll(clock.nanos()); next <= end; next = probe.poll(clock.nanos())) {
            clock.advanceTo(next);
        }
        clock.advanceTo(end);
    }

    private void says(int operation, long mac, int sender, int target) {
        EthernetHeader.put(frame.buffer(), Frame.START, MacAddress.BROADCAST, mac, EthernetHeader.TYPE_ARP);
        ArpPacket.put(frame.buffer(), Frame.NETWORK, operation, mac, sender, 0, target);
        frame.length(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        other.send(frame);
        probe.poll(clock.nanos());
    }

    private int probesSeen() {
        int probes = 0;
        while (other.receive(frame) > 0) {
            ByteBuffer b = frame.buffer();
            assertThat(EthernetHeader.destination(b, Frame.START)).isEqualTo(MacAddress.BROADCAST);
            assertThat(EthernetHeader.type(b, Frame.START)).isEqualTo(EthernetHeader.TYPE_ARP);
            assertThat(ArpPacket.operation(b, Frame.NETWORK)).isEqualTo(ArpPacket.REQUEST);
            assertThat(ArpPacket.senderHardware(b, Frame.NETWORK))
                    .isEqualTo(link.a().macAddress());
            assertThat(ArpPacket.senderProtocol(b, Frame.NETWORK))
                    .as("nobody learns from a probe")
                    .isZero();
            assertThat(ArpPacket.targetHardware(b, Frame.NETWORK)).isZero();
            assertThat(ArpPacket.targetProtocol(b, Frame.NETWORK)).isEqualTo(OURS);
            probes++;
        }
        return probes;
    }

    @Test
    void nobodyHasIt() {
        pass(0);
        assertThat(probesSeen()).isEqualTo(1);
        pass(AddressProbe.INTERVAL_NANOS);
        assertThat(probesSeen()).isEqualTo(1);
        pass(AddressProbe.INTERVAL_NANOS);
        assertThat(probesSeen()).isEqualTo(1);
        pass(AddressProbe.INTERVAL_NANOS - 1);
        assertThat(probe.poll(clock.nanos())).isNotEqualTo(Clock.NEVER);
        pass(1);
        assertThat(probesSeen()).isZero();
        assertThat(probe.poll(clock.nanos())).isEqualTo(Clock.NEVER);
        assertThat(probe.holder()).isEmpty();
    }

    @Test
    void anotherAnswers() {
        pass(0);
        says(ArpPacket.REPLY, OTHER_MAC, OURS, 0);
        assertThat(probe.poll(clock.nanos())).isEqualTo(Clock.NEVER);
        assertThat(probe.holder()).hasValue(OTHER_MAC);
    }

    @Test
    void anotherAsksWithIt() {
        pass(2 * AddressProbe.INTERVAL_NANOS);
        says(ArpPacket.REQUEST, OTHER_MAC, OURS, PEER);
        assertThat(probe.holder()).hasValue(OTHER_MAC);
    }

    @Test
    void anotherProbesForItAtTheSameTime() {
        pass(0);
        says(ArpPacket.REQUEST, OTHER_MAC, 0, OURS);
        assertThat(probe.holder()).hasValue(OTHER_MAC);
    }

    @Test
    void whatIsNoConflict() {
        pass(0);
        says(ArpPacket.REQUEST, OTHER_MAC, PEER, OURS); // It wants to talk to us.
        says(ArpPacket.REQUEST, OTHER_MAC, 0, PEER); // It probes for another.
        says(ArpPacket.REPLY, OTHER_MAC, PEER, OURS);
        says(ArpPacket.REQUEST, link.a().macAddress(), 0, OURS); // Our own, come back.
        frame.length(EthernetHeader.LENGTH);
        other.send(frame);
        pass(SECOND);
        assertThat(probe.holder()).isEmpty();
    }

    /** Two stacks, one after the other: the second finds the first. */
    @Test
    void aStackAnswersForItsOwn() {
        var host = new TestHost();
        probe = new AddressProbe(host.peer, new Ipv4Address(OURS), 0);
        probe.poll(0);
        host.run();
        assertThat(probe.poll(0)).isEqualTo(Clock.NEVER);
        assertThat(probe.holder()).hasValue(host.ourMac);
    }

    /** It is said, and our neighbours are told, once in ten seconds (RFC 5227, 2.4 (c)). */
    @Test
    void anotherClaimsItLater() {
        var host = new TestHost();
        List<Long> claims = new ArrayList<>();
        host.ip.onClaim(claims::add);
        host.arp(ArpPacket.REQUEST, OTHER_MAC, OURS, PEER);
        assertThat(claims).containsExactly(OTHER_MAC);
        ByteBuffer announcement = host.receive().orElseThrow();
        assertThat(EthernetHeader.destination(announcement, 0)).isEqualTo(MacAddress.BROADCAST);
        assertThat(ArpPacket.senderHardware(announcement, 14)).isEqualTo(host.ourMac);
        assertThat(ArpPacket.senderProtocol(announcement, 14)).isEqualTo(OURS);
        assertThat(ArpPacket.targetProtocol(announcement, 14)).isEqualTo(OURS);
        host.pass(10 * SECOND - 1);
        host.arp(ArpPacket.REPLY, OTHER_MAC, OURS, PEER);
        assertThat(claims).hasSize(1);
        host.sentNothing();
        host.pass(1);
        host.arp(ArpPacket.REPLY, OTHER_MAC, OURS, PEER);
        assertThat(claims).hasSize(2);
        assertThat(host.receive()).isPresent();
        assertThat(host.count(IpCounter.DROP_ARP_CONFLICT)).isEqualTo(3);
        host.checkEveryFrameIsExplained();
    }
}
