package dev.sequent.stack.sim;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A station without a stack, opposite one with a stack: what it sends its owner decides, octet by octet, and what
 * reaches it is kept with the moment at which it came. ARP is the only thing that it does by itself; it can answer for
 * any number of hosts, as a router to them would.
 */
public final class RawHost implements Simulation.Agent {

    /**
     * A datagram that has come.
     *
     * @param at when, in nanoseconds of the clock
     * @param datagram from its IP header to its end by the total length; what pads the frame is left out
     */
    public record Received(long at, byte[] datagram) {}

    private final Device device;
    private final Clock clock;
    private final long opposite;
    private final Predicate<Ipv4Address> answersFor;
    private final Frame frame = Frame.allocate();
    private final ArrayDeque<Received> received = new ArrayDeque<>();

    /**
     * @param opposite the MAC address of the station with the stack
     * @param answersFor for whom it answers ARP
     */
    public RawHost(Device device, Clock clock, long opposite, Predicate<Ipv4Address> answersFor) {
        this.device = device;
        this.clock = clock;
        this.opposite = opposite;
        this.answersFor = answersFor;
    }

    /** Makes itself known by an ARP request, as a host does before it sends its first datagram. */
    public void introduce(Ipv4Address ours, Ipv4Address theirs) {
        arp(ArpPacket.REQUEST, MacAddress.BROADCAST, 0, ours.bits(), theirs.bits());
    }

    /**
     * Sends a datagram as it is, right or wrong.
     *
     * @return false if the link refuses it
     * @throws IllegalArgumentException if it is longer than the link's MTU
     */
    public boolean send(byte[] datagram) {
        ByteBuffer b = frame.buffer();
        EthernetHeader.put(b, Frame.START, opposite, device.macAddress(), EthernetHeader.TYPE_IPV4);
        b.put(Frame.NETWORK, datagram);
        return device.send(frame.length(EthernetHeader.LENGTH + datagram.length));
    }

    /** Takes the oldest datagram that has come. */
    public @Nullable Received poll() {
        return received.pollFirst();
    }

    /** The oldest datagram that has come, which stays. */
    public @Nullable Received peek() {
        return received.peekFirst();
    }

    @Override
    public void step(long now) {
        ByteBuffer b = frame.buffer();
        int length;
        while ((length = device.receive(frame)) > 0) {
            switch (EthernetHeader.type(b, Frame.START)) {
                case EthernetHeader.TYPE_ARP -> answer();
                case EthernetHeader.TYPE_IPV4 -> received.addLast(new Received(now, datagram(length)));
                default -> throw new IllegalStateException("the stack sent a frame that is neither IPv4 nor ARP");
            }
        }
    }

    private byte[] datagram(int frameLength) {
        ByteBuffer b = frame.buffer();
        byte[] octets = new byte[frameLength - EthernetHeader.LENGTH];
        b.get(Frame.NETWORK, octets);
        int total = octets.length < Ipv4Header.MIN_LENGTH ? octets.length : Ipv4Header.totalLength(b, Frame.NETWORK);
        return total < octets.length ? Arrays.copyOf(octets, total) : octets;
    }

    private void answer() {
        ByteBuffer b = frame.buffer();
        int asked = ArpPacket.targetProtocol(b, Frame.NETWORK);
        int asker = ArpPacket.senderProtocol(b, Frame.NETWORK);
        if (ArpPacket.operation(b, Frame.NETWORK) == ArpPacket.REQUEST
                && answersFor.test(new Ipv4Address(asked))
                && asked != asker) {
            arp(ArpPacket.REPLY, opposite, opposite, asked, asker);
        }
    }

    private void arp(int operation, long to, long target, int ours, int theirs) {
        ByteBuffer b = frame.buffer();
        EthernetHeader.put(b, Frame.START, to, device.macAddress(), EthernetHeader.TYPE_ARP);
        ArpPacket.put(b, Frame.NETWORK, operation, device.macAddress(), ours, target, theirs);
        device.send(frame.length(EthernetHeader.LENGTH + ArpPacket.LENGTH));
    }

    @Override
    public long nextDeadline() {
        long next = device.nextDeadline();
        return next == Clock.NEVER ? next : Math.max(next, clock.nanos());
    }
}
