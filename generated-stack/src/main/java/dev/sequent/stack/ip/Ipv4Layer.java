package dev.sequent.stack.ip;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.IpAddress;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 host on an Ethernet: takes frames from a device and gives their payload to protocols; takes segments from
 * protocols and gives frames to the device.
 *
 * <p>Receiving: the event loop calls {@link #poll}, which empties the device. Sending: a protocol builds its segment in
 * a {@link Frame} of its own, from {@link Frame#TRANSPORT} on, and passes it to the {@link #output}; the headers in
 * front are written in place. Datagrams are never sent in fragments; routers may fragment those that go without DF.
 * Datagrams to our own address come back with the next {@link #poll}, and no device sees them. Timers run on the wheel
 * that it was given. One thread calls everything.
 */
public final class Ipv4Layer implements IpLayer {

    private final Device device;
    private final Ipv4Prefix own;
    private final Ipv4Configuration configuration;
    private final int mtu;
    private final IpParameters parameters;
    private final Counters<IpCounter> counters = new Counters<>(IpCounter.class);
    private final @Nullable IpProtocol[] protocols = new @Nullable IpProtocol[256];
    private final Frame received = Frame.allocate();
    private final ArpResolver arp;
    private final Reassembler reassembler;
    private final Icmp icmp;
    private final Loopback loopback;
    private final Ipv4Output output;

    private final Datagram datagram = new Datagram(new RecentAddresses());

    /**
     * @param device to receive from and to send to; closed by its owner, not from here
     * @param wheel for the timers of ARP and reassembly; advanced by the event loop
     */
    public Ipv4Layer(Device device, Ipv4Configuration configuration, TimerWheel wheel) {
        this.device = device;
        this.configuration = configuration;
        this.own = configuration.address();
        if (configuration.mtu() > device.mtu()) {
            throw new IllegalArgumentException("an MTU of " + configuration.mtu() + " does not fit the device "
                    + device.name() + ", whose MTU is " + device.mtu());
        }
        this.mtu = configuration.mtu() == 0 ? device.mtu() : configuration.mtu();
        this.parameters = new IpParameters(mtu, Ipv4Header.MIN_LENGTH);
        this.loopback = new Loopback(mtu);
        this.icmp = new Icmp(this, counters);
        this.arp = new ArpResolver(device, own, wheel, counters, icmp::hostUnreachable, configuration.secrets());
        this.output = new Ipv4Output(device, configuration, mtu, counters, arp, loopback);
        this.reassembler = new Reassembler(wheel, counters, configuration.secrets(), new Reassembler.Sink() {
            @Override
            public IpCounter whole(long now, ByteBuffer buffer, int offset, boolean broadcast) {
                return deliver(now, buffer, offset, broadcast, false);
            }

            @Override
            public void timedOut(long now, ByteBuffer buffer, int offset, boolean broadcast) {
                icmp.sendError(
                        now,
                        Icmpv4Header.TIME_EXCEEDED,
                        Icmpv4Header.FRAGMENT_REASSEMBLY,
                        0,
                        buffer,
                        offset,
                        broadcast);
            }
        });
    }

    /**
     * Registers a protocol.
     *
     * @throws IllegalArgumentException if its number is taken, or is ICMP's
     */
    public void register(IpProtocol protocol) {
        int number = protocol.number();
        if (number == Ipv4Header.ICMP || protocols[number] != null) {
            throw new IllegalArgumentException("protocol " + number + " is registered already");
        }
        protocols[number] = protocol;
    }

    @Override
    public Ipv4Address address() {
        return own.address();
    }

    /** What the specification has as a default is IPv4's, but for the header's length, which is said here. */
    @Override
    public IpParameters parameters() {
        return parameters;
    }

    @Override
    public boolean hasRoute(IpAddress destination) {
        return switch (destination) {
            case Ipv4Address four -> output.hasRoute(four.bits());
        };
    }

    @Override
    public boolean isNeighbourKnown(long now, IpAddress destination) {
        return switch (destination) {
            case Ipv4Address four -> output.isNeighbourKnown(now, four.bits());
        };
    }

    @Override
    public SendResult send(
            long now,
            Frame frame,
            int protocol,
            IpAddress destination,
            int length,
            int typeOfService,
            int timeToLive,
            boolean mayFragment) {
        return switch (destination) {
            case Ipv4Address four ->
                output.send(now, frame, protocol, four.bits(), length, typeOfService, timeToLive, mayFragment);
        };
    }

    /** Octets of the largest datagram, header included. */
    public int mtu() {
        return mtu;
    }

    /** The sending half. */
    public Ipv4Output output() {
        return output;
    }

    /** What was counted; see {@link IpCounter}. */
    public Counters<IpCounter> counters() {
        return counters;
    }

    /** How many datagrams are being reassembled. */
    public int datagramsInReassembly() {
        return reassembler.pending();
    }

    /** How many frames wait for an answer to ARP. */
    public int framesAwaitingArp() {
        return arp.pendingFrames();
    }

    @Nullable
    IpProtocol protocol(int number) {
        return protocols[number];
    }

    /** Tells the link that we are there: a gratuitous ARP request. To be called once, when the stack starts. */
    public void announce() {
        arp.announce();
    }

    /** From now on, reports the MAC addresses of other stations that claim our address, every ten seconds at most. */
    public void onClaim(LongConsumer told) {
        arp.onClaim(told);
    }

    /** Whether datagrams from us to us wait for {@link #poll}. */
    public boolean hasLooped() {
        return loopback.size() > 0;
    }

    /**
     * Takes what was sent to ourselves before this call, at most half of the limit, then what the device has received.
     *
     * @param limit frames at most, so that timers and users get their turn
     * @return frames taken; fewer than {@code limit} if the device has no more, while there may be more for
     *     {@link #hasLooped}
     */
    public int poll(long now, int limit) {
        int frames = 0;
        int share = limit - limit / 2; // The link gets its turn, however much we send to ourselves.
        for (int looped = Math.min(share, loopback.size()); frames < looped; frames++) {
            receiveLooped(now);
        }
        while (frames < limit && device.receive(received) > 0) {
            receive(now, received);
            frames++;
        }
        return frames;
    }

    /** Takes one frame. */
    public void receive(long now, Frame frame) {
        counters.increment(IpCounter.FRAMES_RECEIVED);
        counters.increment(receiveFrame(now, frame));
    }

    private void receiveLooped(long now) {
        Frame frame = loopback.take();
        if (frame != null) {
            counters.increment(IpCounter.FRAMES_RECEIVED);
            counters.increment(receiveDatagram(now, frame, frame.length() - EthernetHeader.LENGTH, false, true));
            loopback.release(frame);
        }
    }

    private IpCounter receiveFrame(long now, Frame frame) {
        ByteBuffer buffer = frame.buffer();
        if (frame.length() < EthernetHeader.LENGTH) {
            return IpCounter.DROP_FRAME_TOO_SHORT;
        }
        long destination = EthernetHeader.destination(buffer, Frame.START);
        boolean broadcast = destination == MacAddress.BROADCAST;
        if (destination != device.macAddress() && !broadcast) {
            return MacAddress.isGroup(destination)
                    ? IpCounter.DROP_FRAME_MULTICAST
                    : IpCounter.DROP_FRAME_FOR_OTHER_STATION;
        }
        if (EthernetHeader.source(buffer, Frame.START) == device.macAddress()) {
            return IpCounter.DROP_FRAME_OF_OUR_OWN;
        }
        return switch (EthernetHeader.type(buffer, Frame.START)) {
            case EthernetHeader.TYPE_IPV4 ->
                receiveDatagram(now, frame, frame.length() - EthernetHeader.LENGTH, broadcast, false);
            case EthernetHeader.TYPE_ARP -> arp.receive(now, frame);
            default -> IpCounter.DROP_FRAME_TYPE_UNKNOWN;
        };
    }

    private IpCounter receiveDatagram(long now, Frame frame, int available, boolean linkBroadcast, boolean looped) {
        ByteBuffer buffer = frame.buffer();
        int at = Frame.NETWORK;
        if (available < Ipv4Header.MIN_LENGTH) {
            return IpCounter.DROP_IP_TOO_SHORT;
        }
        if (Ipv4Header.version(buffer, at) != 4) {
            return IpCounter.DROP_IP_VERSION;
        }
        int header = Ipv4Header.headerLength(buffer, at);
        if (header < Ipv4Header.MIN_LENGTH || header > available) {
            return IpCounter.DROP_IP_HEADER_LENGTH;
        }
        int total = Ipv4Header.totalLength(buffer, at);
        if (total < header || total > available) {
            return IpCounter.DROP_IP_TOTAL_LENGTH;
        }
        if (!Ipv4Header.checksumHolds(buffer, at)) {
            return IpCounter.DROP_IP_CHECKSUM;
        }
        if (!looped
                && !configuration.isHost(Ipv4Header.source(
                        buffer, at))) { // Our own address, coming from the link, is a forgery (RFC 1122, 3.2.1.3).
            return IpCounter.DROP_IP_SOURCE_INVALID;
        }
        int destination = Ipv4Header.destination(buffer, at);
        boolean toAll = destination == Ipv4Address.LIMITED_BROADCAST || own.isBroadcast(destination);
        if (destination != own.address().bits() && !toAll) {
            return IpCounter.DROP_IP_NOT_FOR_US;
        }
        if (linkBroadcast && !toAll) {
            return IpCounter.DROP_IP_UNICAST_IN_BROADCAST_FRAME;
        }
        if (total > mtu) {
            return overMtu(now, buffer, linkBroadcast || toAll);
        }
        if (header > Ipv4Header.MIN_LENGTH) {
            counters.increment(IpCounter.IP_WITH_OPTIONS);
        }
        if (Ipv4Header.timeToLive(buffer, at) == 0) {
            counters.increment(IpCounter.IP_TTL_ZERO);
        }
        return Ipv4Header.isFragment(buffer, at)
                ? reassembler.receive(now, buffer, at, linkBroadcast || toAll)
                : deliver(now, buffer, at, linkBroadcast || toAll, frame.checksumVouched());
    }

    /**
     * A datagram that our link, as configured, could not have carried: the neighbour does not know our MTU. We tell it,
     * as the router before a narrow link would (RFC 1191, 4).
     */
    private IpCounter overMtu(long now, ByteBuffer buffer, boolean broadcast) {
        if (Ipv4Header.dontFragment(buffer, Frame.NETWORK)) {
            icmp.sendError(
                    now,
                    Icmpv4Header.DESTINATION_UNREACHABLE,
                    Icmpv4Header.FRAGMENTATION_NEEDED,
                    mtu,
                    buffer,
                    Frame.NETWORK,
                    broadcast);
        }
        return IpCounter.DROP_IP_OVER_MTU;
    }

    private IpCounter deliver(long now, ByteBuffer buffer, int offset, boolean broadcast, boolean vouched) {
        int number = Ipv4Header.protocol(buffer, offset);
        if (number == Ipv4Header.ICMP) {
            int header = Ipv4Header.headerLength(buffer, offset);
            int length = Ipv4Header.totalLength(buffer, offset) - header;
            return icmp.receive(now, Ipv4Header.source(buffer, offset), broadcast, buffer, offset + header, length);
        }
        IpProtocol protocol = protocols[number];
        if (protocol == null) {
            icmp.sendError(
                    now,
                    Icmpv4Header.DESTINATION_UNREACHABLE,
                    Icmpv4Header.PROTOCOL_UNREACHABLE,
                    0,
                    buffer,
                    offset,
                    broadcast);
            return IpCounter.DROP_IP_PROTOCOL_UNKNOWN;
        }
        if (broadcast && protocol.unicastOnly()) {
            return IpCounter.DROP_IP_BROADCAST_REFUSED;
        }
        datagram.begin(buffer, offset, broadcast, vouched);
        try {
            protocol.receive(now, datagram);
        } finally {
            datagram.end();
        }
        return IpCounter.DELIVERED;
    }

    /**
     * Tells the sender of a datagram that it could not be delivered, unless the rules of RFC 1122, 3.2.2 or the rate
     * forbid it.
     *
     * @param undelivered what {@link IpProtocol#receive} was given, and has not returned from yet
     * @param code of "destination unreachable", as {@link Icmpv4Header#PORT_UNREACHABLE}
     */
    public void reportUnreachable(long now, Datagram undelivered, int code) {
        icmp.sendError(
                now,
                Icmpv4Header.DESTINATION_UNREACHABLE,
                code,
                0,
                undelivered.buffer(),
                undelivered.headerOffset(),
                undelivered.isBroadcast());
    }
}
