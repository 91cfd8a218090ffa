package dev.sequent.stack.ip;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import java.nio.ByteBuffer;

/** The sending half of {@link Ipv4Layer}: routes a datagram, and writes the headers in front of it. */
public final class Ipv4Output {

    /** The TTL of datagrams sent (RFC 1122, 3.2.1.7 leaves it open; RFC 1340 recommends it). */
    public static final int DEFAULT_TTL = 64;

    private final Device device;
    private final Ipv4Configuration configuration;
    private final Ipv4Prefix own;
    private final int mtu;
    private final Counters<IpCounter> counters;
    private final ArpResolver arp;
    private final Loopback loopback;
    private final Identifications identifications;

    Ipv4Output(
            Device device,
            Ipv4Configuration configuration,
            int mtu,
            Counters<IpCounter> counters,
            ArpResolver arp,
            Loopback loopback) {
        this.device = device;
        this.configuration = configuration;
        this.own = configuration.address();
        this.mtu = mtu;
        this.counters = counters;
        this.arp = arp;
        this.loopback = loopback;
        this.identifications = new Identifications(configuration.secrets());
    }

    /** Whether datagrams can go to an address at all; {@link SendResult#NO_ROUTE} otherwise. */
    public boolean hasRoute(int destination) {
        return destination == own.address().bits()
                || configuration.isHost(destination)
                        && (own.contains(destination) || configuration.gateway().isPresent());
    }

    /**
     * Whether a datagram to an address with a route would leave at once. If not, the neighbour that it goes through is
     * not known yet, and is being asked for.
     */
    public boolean isNeighbourKnown(long now, int destination) {
        return destination == own.address().bits() || arp.resolve(now, nextHop(destination)) != ArpResolver.UNRESOLVED;
    }

    /** The neighbour through which datagrams go to another host with a route. */
    private int nextHop(int destination) {
        return own.contains(destination)
                ? destination
                : configuration.gateway().orElseThrow().bits();
    }

    /** Sends a datagram with DF, the default TTL and type of service 0; see the long form. */
    public SendResult send(long now, Frame frame, int protocol, int destination, int length) {
        return send(now, frame, protocol, destination, length, 0, 0, false);
    }

    /**
     * Sends a datagram from our address, perhaps to it. Its payload, checksum included, stands in the frame from
     * {@link Frame#TRANSPORT} on; the headers in front are written here. Nothing is copied unless it has to wait for
     * ARP or comes back to us. The frame may be reused on return, and its payload is unchanged.
     *
     * @param length octets of the payload
     * @param typeOfService DSCP and ECN
     * @param timeToLive 1 to 255; 0 for {@link #DEFAULT_TTL}
     * @param mayFragment routers on the way may fragment it: it goes without DF, and with an identification that no
     *     other datagram of the same source, destination and protocol has had for so long as that may still be around
     *     (RFC 6864, 4.3)
     * @return what became of it
     */
    public SendResult send(
            long now,
            Frame frame,
            int protocol,
            int destination,
            int length,
            int typeOfService,
            int timeToLive,
            boolean mayFragment) {
        int total = Ipv4Header.MIN_LENGTH + length;
        if (total > mtu) {
            counters.increment(IpCounter.SEND_TOO_BIG);
            return SendResult.TOO_BIG;
        }
        if (!hasRoute(destination)) {
            counters.increment(IpCounter.SEND_NO_ROUTE);
            return SendResult.NO_ROUTE;
        }
        int identification = mayFragment ? identifications.unique(now, destination, protocol) : identifications.any();
        if (identification < 0) {
            counters.increment(IpCounter.SEND_IDENTIFICATIONS_USED_UP);
            return SendResult.LOST;
        }
        ByteBuffer buffer = frame.buffer();
        putHeader(buffer, total, protocol, destination, typeOfService, timeToLive, identification, mayFragment);
        if (destination == own.address().bits()) {
            return sendToUs(frame, total);
        }
        int nextHop = nextHop(destination);
        long mac = arp.resolve(now, nextHop);
        EthernetHeader.put(
                buffer,
                Frame.START,
                mac == ArpResolver.UNRESOLVED ? 0 : mac,
                device.macAddress(),
                EthernetHeader.TYPE_IPV4);
        frame.length(EthernetHeader.LENGTH + total);
        if (mac == ArpResolver.UNRESOLVED) {
            boolean held = arp.hold(nextHop, frame);
            counters.increment(held ? IpCounter.SEND_AWAITED_ARP : IpCounter.SEND_ARP_QUEUE_FULL);
            return held ? SendResult.AWAITING_ARP : SendResult.LOST;
        }
        if (!device.send(frame)) {
            counters.increment(IpCounter.SEND_LOST_AT_DEVICE);
            return SendResult.LOST;
        }
        counters.increment(IpCounter.DATAGRAMS_SENT);
        return SendResult.SENT;
    }

    private void putHeader(
            ByteBuffer buffer,
            int total,
            int protocol,
            int destination,
            int typeOfService,
            int timeToLive,
            int identification,
            boolean mayFragment) {
        Ipv4Header.put(
                buffer,
                Frame.NETWORK,
                typeOfService,
                total,
                identification,
                mayFragment ? 0 : Ipv4Header.DONT_FRAGMENT,
                timeToLive == 0 ? DEFAULT_TTL : timeToLive,
                protocol,
                own.address().bits(),
                destination);
    }

    /** No address needs resolving on the way to ourselves, and nothing can be lost there except for lack of room. */
    private SendResult sendToUs(Frame frame, int total) {
        EthernetHeader.put(
                frame.buffer(), Frame.START, device.macAddress(), device.macAddress(), EthernetHeader.TYPE_IPV4);
        frame.length(EthernetHeader.LENGTH + total);
        if (!loopback.add(frame)) {
            counters.increment(IpCounter.SEND_LOOPBACK_FULL);
            return SendResult.LOST;
        }
        counters.increment(IpCounter.DATAGRAMS_LOOPED);
        return SendResult.SENT;
    }
}
