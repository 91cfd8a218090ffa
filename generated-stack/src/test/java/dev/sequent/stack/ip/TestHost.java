package dev.sequent.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.IpAddress;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An {@link Ipv4Layer} in virtual time, and its neighbour: the test, which speaks in frames. */
final class TestHost {

    static final int OURS = Ipv4Address.parse("192.0.2.2").bits();
    static final int PEER = Ipv4Address.parse("192.0.2.1").bits();
    static final long SECOND = 1_000_000_000L;

    /** What a test protocol was given. */
    record Delivery(IpAddress source, int destination, byte[] payload) {}

    /** A protocol that writes down what it gets. */
    static final class Recorder implements IpProtocol {
        final int number;
        final boolean unicastOnly;
        final List<Delivery> deliveries = new ArrayList<>();
        final List<IcmpError> errors = new ArrayList<>();
        /** The last one that it was given; of use while it is being given only. */
        Datagram last;

        Runnable onReceive = () -> {};
        Runnable onError = () -> {};

        Recorder(int number, boolean unicastOnly) {
            this.number = number;
            this.unicastOnly = unicastOnly;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public void receive(long now, Datagram datagram) {
            byte[] payload = new byte[datagram.length()];
            datagram.buffer().get(datagram.offset(), payload);
            deliveries.add(new Delivery(
                    datagram.source(), Ipv4Header.destination(datagram.buffer(), datagram.headerOffset()), payload));
            last = datagram;
            onReceive.run();
        }

        @Override
        public void icmpError(long now, IcmpError error) {
            errors.add(error);
            onError.run();
        }

        @Override
        public boolean unicastOnly() {
            return unicastOnly;
        }
    }

    final VirtualClock clock = new VirtualClock();
    final LinkPair link = new LinkPair(LinkPair.Options.of("test").withMtu(Frame.MAX_PACKET), clock);
    final TimerWheel wheel = new TimerWheel();
    final Recorder tcp = new Recorder(Ipv4Header.TCP, true);
    final Ipv4Layer ip;
    final Device peer = link.b();
    final long ourMac = link.a().macAddress();
    final long peerMac = link.b().macAddress();
    private final Frame frame = Frame.allocate();

    TestHost() {
        this(Ipv4Configuration.of(new Ipv4Prefix(new Ipv4Address(OURS), 24), 1).withMtu(1500));
    }

    TestHost(Ipv4Configuration configuration) {
        ip = new Ipv4Layer(link.a(), configuration, wheel);
        ip.register(tcp);
    }

    /** Lets the host do all that is due. */
    void run() {
        ip.poll(clock.nanos(), Integer.MAX_VALUE);
        wheel.advance(clock.nanos());
    }

    /** Lets time pass, and the host act whenever something is due. */
    void pass(long nanos) {
        long end = clock.nanos() + nanos;
        while (wheel.nextDeadline() <= end) {
            clock.advanceTo(Math.max(clock.nanos(), wheel.nextDeadline()));
            run();
        }
        clock.advanceTo(end);
        run();
    }

    /** The peer sends a frame, and the host takes it. */
    void frame(long destination, int type, byte[] payload) {
        EthernetHeader.put(frame.buffer(), Frame.START, destination, peerMac, type);
        frame.buffer().put(Frame.NETWORK, payload);
        frame.length(EthernetHeader.LENGTH + payload.length);
        assertThat(peer.send(frame)).isTrue();
        run();
    }

    void raw(byte[] octets) {
        frame.length(octets.length);
        frame.buffer().put(Frame.START, octets);
        assertThat(peer.send(frame)).isTrue();
        run();
    }

    void datagram(byte[] datagram) {
        frame(ourMac, EthernetHeader.TYPE_IPV4, datagram);
    }

    void arp(int operation, long senderMac, int sender, int target) {
        ByteBuffer packet = ByteBuffer.allocate(ArpPacket.LENGTH);
        ArpPacket.put(packet, 0, operation, senderMac, sender, 0, target);
        frame(operation == ArpPacket.REQUEST ? MacAddress.BROADCAST : ourMac, EthernetHeader.TYPE_ARP, packet.array());
    }

    /** The host learns the peer's MAC address, and the answer is taken from the link. */
    TestHost acquainted() {
        arp(ArpPacket.REQUEST, peerMac, PEER, OURS);
        assertThat(receive()).isPresent();
        return this;
    }

    /** A datagram from the peer to the host. */
    static byte[] ipv4(int protocol, byte[] payload) {
        return ipv4(PEER, OURS, protocol, 7, Ipv4Header.DONT_FRAGMENT, payload);
    }

    static byte[] ipv4(int source, int destination, int protocol, int id, int flags, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(20 + payload.length);
        Ipv4Header.put(packet, 0, 0, packet.capacity(), id, flags, 64, protocol, source, destination);
        return packet.put(20, payload).array();
    }

    static byte[] fragment(int id, int offset, boolean more, byte[] payload) {
        return ipv4(PEER, OURS, Ipv4Header.TCP, id, offset / 8 | (more ? Ipv4Header.MORE_FRAGMENTS : 0), payload);
    }

    static byte[] icmp(int type, int code, int rest, byte[] data) {
        ByteBuffer message = ByteBuffer.allocate(8 + data.length).put(8, data);
        Icmpv4Header.put(message, 0, type, code, rest, message.capacity());
        return message.array();
    }

    /** Octets 0, 1, 2, ... with a start of one's choice. */
    static byte[] octets(int length, int from) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (from + i);
        }
        return octets;
    }

    /** The next frame that the host has sent. */
    Optional<ByteBuffer> receive() {
        int length = peer.receive(frame);
        if (length == 0) {
            return Optional.empty();
        }
        byte[] octets = new byte[length];
        frame.buffer().get(Frame.START, octets);
        return Optional.of(ByteBuffer.wrap(octets));
    }

    /** The next frame that the host has sent; it must be a valid IPv4 datagram from it to the peer. */
    ByteBuffer receiveDatagram() {
        ByteBuffer sent = receive().orElseThrow(() -> new AssertionError("nothing was sent"));
        assertThat(EthernetHeader.destination(sent, 0)).isEqualTo(peerMac);
        assertThat(EthernetHeader.source(sent, 0)).isEqualTo(ourMac);
        assertThat(EthernetHeader.type(sent, 0)).isEqualTo(EthernetHeader.TYPE_IPV4);
        ByteBuffer packet = sent.slice(14, sent.capacity() - 14);
        assertThat(Ipv4Header.version(packet, 0)).isEqualTo(4);
        assertThat(Ipv4Header.headerLength(packet, 0)).isEqualTo(20);
        assertThat(Ipv4Header.totalLength(packet, 0)).isEqualTo(packet.capacity());
        assertThat(Ipv4Header.checksumHolds(packet, 0)).isTrue();
        assertThat(Ipv4Header.dontFragment(packet, 0)).isTrue();
        assertThat(Ipv4Header.isFragment(packet, 0)).isFalse();
        assertThat(Ipv4Header.source(packet, 0)).isEqualTo(OURS);
        assertThat(Ipv4Header.destination(packet, 0)).isEqualTo(PEER);
        return packet;
    }

    void sentNothing() {
        assertThat(receive()).isEmpty();
    }

    /** The host sends eight octets and more to an address. */
    SendResult send(int destination, int length) {
        Frame out = Frame.allocate();
        out.buffer().put(Frame.TRANSPORT, octets(length, 0x10));
        return ip.output().send(clock.nanos(), out, Ipv4Header.TCP, destination, length);
    }

    long count(IpCounter counter) {
        return ip.counters().get(counter);
    }

    /** Each frame counts once as received and once under what became of it. */
    void checkEveryFrameIsExplained() {
        long explained = 0;
        for (IpCounter counter : IpCounter.values()) {
            explained += counter.kind() == IpCounter.Kind.INFORMATION ? 0 : count(counter);
        }
        assertThat(explained).as(ip.counters()::toString).isEqualTo(count(IpCounter.FRAMES_RECEIVED));
    }
}
