package dev.sequent.stack.ip;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Asks the link whether somebody has an address, before we use it (RFC 5227, 2.1). Whatever else arrives meanwhile is
 * ignored.
 *
 * <p>The RFC lets seven seconds pass, for links that take their time to come up, and for stations that all start at
 * once. A TAP's other end is on this machine: here the probes follow each other faster, with no wait before the first.
 */
public final class AddressProbe {

    /** PROBE_NUM of RFC 5227, 1.1. */
    static final int PROBES = 3;

    /** From one probe to the next, and from the last to the verdict. */
    static final long INTERVAL_NANOS = 250_000_000L;

    private final Device device;
    private final int address;
    private final Frame frame = Frame.allocate();
    private int sent;
    private long due;
    private OptionalLong holder = OptionalLong.empty();

    /** @param device to be used by nobody else until this is over */
    AddressProbe(Device device, Ipv4Address address, long now) {
        this.device = device;
        this.address = address.bits();
        this.due = now;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param clock real
     * @return the MAC address of another station that has the address or wants it, too; empty if there is none
     */
    public static OptionalLong holder(Device device, Ipv4Address address, Clock clock) {
        long now = clock.nanos();
        var probe = new AddressProbe(device, address, now);
        for (long next = probe.poll(now); next != Clock.NEVER; next = probe.poll(now)) {
            device.await(next - now);
            now = clock.nanos();
        }
        return probe.holder;
    }

    /** Does what is due. @return when more will be; {@link Clock#NEVER} when it is over */
    long poll(long now) {
        while (holder.isEmpty() && device.receive(frame) > 0) {
            look();
        }
        if (holder.isPresent() || due == Clock.NEVER) {
            return Clock.NEVER;
        }
        if (now >= due) {
            if (sent == PROBES) {
                due = Clock.NEVER;
            } else {
                sent++;
                due = now + INTERVAL_NANOS;
                send();
            }
        }
        return due;
    }

    OptionalLong holder() {
        return holder;
    }

    private void send() {
        EthernetHeader.put(
                frame.buffer(), Frame.START, MacAddress.BROADCAST, device.macAddress(), EthernetHeader.TYPE_ARP);
        // Our address is not in it: nobody should learn what may be another's.
        ArpPacket.put(
                frame.buffer(),
                Frame.NETWORK,
                ArpPacket.REQUEST,
                device.macAddress(),
                Ipv4Address.UNSPECIFIED,
                0,
                address);
        frame.length(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        device.send(frame);
    }

    /** Another's if it comes from the address, or is another's probe for it (RFC 5227, 2.1.1). */
    private void look() {
        ByteBuffer buffer = frame.buffer();
        if (frame.length() < EthernetHeader.LENGTH + ArpPacket.LENGTH
                || EthernetHeader.type(buffer, Frame.START) != EthernetHeader.TYPE_ARP
                || !ArpPacket.isIpv4OverEthernet(buffer, Frame.NETWORK)) {
            return;
        }
        long mac = ArpPacket.senderHardware(buffer, Frame.NETWORK);
        int sender = ArpPacket.senderProtocol(buffer, Frame.NETWORK);
        boolean probed = sender == Ipv4Address.UNSPECIFIED
                && ArpPacket.operation(buffer, Frame.NETWORK) == ArpPacket.REQUEST
                && ArpPacket.targetProtocol(buffer, Frame.NETWORK) == address;
        if (mac != device.macAddress() && (sender == address || probed)) {
            holder = OptionalLong.of(mac);
        }
    }
}
