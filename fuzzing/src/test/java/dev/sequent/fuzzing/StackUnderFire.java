package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.posix.Call;
import dev.sequent.stack.posix.Linux;
import dev.sequent.stack.posix.OptionValue;
import dev.sequent.stack.posix.SocketAddress;
import dev.sequent.stack.posix.StackCalls;
import dev.sequent.stack.sim.RawHost;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack in virtual time, with a user and a hostile link, both driven by the octets of an input: one that says what
 * happens, then what that needs. Demanded is that nothing is thrown; that the stack complains of nothing, since a
 * complaint is a fault that ended a connection; that what it sends is well-formed; and that it can be closed.
 */
final class StackUnderFire implements AutoCloseable {
    private static final Ipv4Address OURS = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address THEIRS = Ipv4Address.parse("192.0.2.2");
    private static final int MTU = 1_500;
    private static final int MOST_EVENTS = 200;
    /** The longest pause is some two minutes. */
    private static final int LONGEST_SHIFT = 38;

    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation = new Simulation();
    /** What arrives may be longer than what the stack may send. */
    private final LinkPair link =
            new LinkPair(LinkPair.Options.of("link").withMtu(Frame.MAX_PACKET), simulation.clock());

    private final List<String> complaints = new ArrayList<>();
    private final Stack stack;
    private final RawHost remote;
    private final StackCalls calls;
    private final Conversations conversations = new Conversations(OURS, THEIRS);
    private final Frame frame = Frame.allocate();
    private final int listener;
    private int socket;

    StackUnderFire() {
        stack = new Stack(
                link.a(),
                simulation.clock(),
                StackConfiguration.of(
                                Ipv4Configuration.of(Ipv4Prefix.parse(OURS + "/24"), 1)
                                        .withMtu(MTU),
                                1)
                        .withLog(complaints::add));
        remote = new RawHost(link.b(), simulation.clock(), link.a().macAddress(), THEIRS::equals);
        simulation.attach(new StackAgent(stack));
        simulation.attach(remote);
        calls = new StackCalls(stack, simulation.clock());
        simulation.runFor(SECOND);
        remote.introduce(THEIRS, OURS);
        listener = opened();
        calls.bind(listener, address(OURS, Conversations.SERVED));
        calls.listen(listener, 2);
        socket = listener;
        settle();
    }

    private int opened() {
        return (int) value(calls.socket(Linux.AF_INET, Linux.SOCK_STREAM | Linux.SOCK_NONBLOCK, 0));
    }

    private static long value(Call call) {
        return call.hasReturned() ? call.result().value() : -1;
    }

    private static SocketAddress address(Ipv4Address address, int port) {
        return new SocketAddress(Linux.AF_INET, address, port);
    }

    void suffer(Cursor input) {
        for (int i = 0; i < MOST_EVENTS && input.hasMore(); i++) {
            happen(input);
            settle();
        }
        simulation.runFor(SECOND);
        settle();
        assertThat(stack.connections(true)).isNotNull();
    }

    private void happen(Cursor in) {
        switch (in.octet() % 12) {
            case 0 -> {
                long accepted = value(calls.accept4(listener, Linux.SOCK_NONBLOCK));
                socket = accepted < 0 ? socket : (int) accepted;
            }
            case 1 ->
                calls.recv(socket, List.of(new byte[1 + in.word()]), in.octet() & (Linux.MSG_PEEK | Linux.MSG_TRUNC));
            case 2 -> calls.send(socket, List.of(new byte[in.word()]), in.octet() % 2 == 0 ? 0 : Linux.MSG_MORE);
            case 3 -> conversations.segment(in).forEach(this::arrives);
            case 4 -> end(in.octet());
            case 5 -> simulation.runFor(1L << in.octet() % LONGEST_SHIFT);
            case 6 -> raw(in.octets(in.octet()));
            case 7 -> {
                socket = opened();
                calls.connect(socket, address(THEIRS, Conversations.SERVED));
            }
            case 8 -> arrives(conversations.datagram(in));
            case 9 -> conversations.error(in).ifPresent(this::arrives);
            case 10 -> arp(in);
            default -> set(in);
        }
    }

    private void end(int how) {
        if (how % 4 == 3) {
            calls.close(socket);
            socket = listener;
        } else {
            calls.shutdown(socket, how % 4);
        }
    }

    private void set(Cursor in) {
        int[] ofSockets = {Linux.SO_KEEPALIVE, Linux.SO_RCVBUF, Linux.SO_SNDBUF, Linux.SO_RCVLOWAT, Linux.SO_OOBINLINE};
        int which = in.octet() % (ofSockets.length + 1);
        OptionValue value = which == ofSockets.length
                ? new OptionValue.Linger(true, in.octet())
                : new OptionValue.Number(in.number());
        calls.setsockopt(
                socket, Linux.SOL_SOCKET, which == ofSockets.length ? Linux.SO_LINGER : ofSockets[which], value);
    }

    private void arrives(byte[] datagram) {
        remote.send(datagram);
    }

    /** Whatever the octets are, they are a frame. */
    private void raw(byte[] octets) {
        if (octets.length > 0) {
            frame.buffer().put(Frame.START, octets);
            link.b().send(frame.length(octets.length));
        }
    }

    private void arp(Cursor in) {
        int how = in.octet();
        ByteBuffer b = frame.buffer();
        long sender = link.b().macAddress() + in.octet();
        long to = (how & 1) == 0 ? link.a().macAddress() : MacAddress.BROADCAST;
        EthernetHeader.put(b, Frame.START, to, sender, EthernetHeader.TYPE_ARP);
        int network = OURS.bits() & -0x100;
        ArpPacket.put(b, Frame.NETWORK, how >> 1 & 3, sender, network | in.octet(), in.octet(), network | in.octet());
        link.b().send(frame.length(EthernetHeader.LENGTH + ArpPacket.LENGTH));
    }

    /** Everything happens that is due, and what the stack sends is looked at. */
    private void settle() {
        simulation.runFor(0);
        simulation.runFor(0);
        RawHost.Received received;
        while ((received = remote.poll()) != null) {
            check(received.datagram());
        }
        // That somebody else claims its address is no fault of its own.
        assertThat(complaints).allMatch(c -> c.contains(OURS + " is ours"));
        complaints.clear();
    }

    private void check(byte[] datagram) {
        ByteBuffer b = ByteBuffer.wrap(datagram);
        assertThat(Ipv4Header.version(b, 0)).isEqualTo(4);
        assertThat(Ipv4Header.headerLength(b, 0)).isEqualTo(Ipv4Header.MIN_LENGTH);
        assertThat(Ipv4Header.totalLength(b, 0)).isEqualTo(datagram.length);
        assertThat(datagram.length).isLessThanOrEqualTo(MTU);
        assertThat(Ipv4Header.checksumHolds(b, 0)).isTrue();
        assertThat(Ipv4Header.source(b, 0)).isEqualTo(OURS.bits());
        assertThat(Ipv4Header.timeToLive(b, 0)).isPositive();
        int at = Ipv4Header.MIN_LENGTH;
        if (Ipv4Header.protocol(b, 0) == Ipv4Header.TCP) {
            conversations.sent(b, at, datagram.length - at);
        } else {
            assertThat(Ipv4Header.protocol(b, 0)).isEqualTo(Ipv4Header.ICMP);
            assertThat(datagram.length).isGreaterThanOrEqualTo(at + Icmpv4Header.LENGTH);
        }
    }

    @Override
    public void close() {
        stack.close();
        link.close();
    }
}
