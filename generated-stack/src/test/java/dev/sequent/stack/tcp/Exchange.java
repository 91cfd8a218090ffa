package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A stack in virtual time and a scripted remote: {@link #in} is a segment that the remote sends, {@link #out} one that
 * the stack must send. A test reads like the RFC's figures. Everything that the stack sends has its checksum verified.
 */
final class Exchange implements AutoCloseable {

    static final int PORT = 80;
    static final int REMOTE_PORT = 5000;
    static final Ipv4Prefix STACK = Ipv4Prefix.parse("192.0.2.1/24");
    static final Ipv4Prefix REMOTE = Ipv4Prefix.parse("192.0.2.2/24");

    private record Sent(long at, Seg segment, byte[] text, ByteBuffer header) {}

    final Simulation simulation = new Simulation();
    final Stack stack;
    private final Device wire;
    private final Frame frame = Frame.allocate();
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private int stackPort = PORT;
    private int remotePort = REMOTE_PORT;
    private int iss;
    private boolean issKnown;
    private long mark;
    private byte[] lastText = new byte[0];
    private ByteBuffer lastHeader = ByteBuffer.allocate(0);
    /** The quoted head of the last datagram that the stack sent. */
    private byte[] lastDatagram = new byte[0];

    Exchange(String... parameters) {
        Map<String, Long> overrides = new TreeMap<>();
        for (String p : parameters) {
            String[] parts = p.split("=");
            overrides.put(parts[0], Long.parseLong(parts[1]));
        }
        LinkPair link = new LinkPair(simulation.clock());
        wire = link.b();
        stack = new Stack(
                link.a(),
                simulation.clock(),
                StackConfiguration.of(Ipv4Configuration.of(STACK, 1), 1)
                        .withParameters(overrides)
                        .withLog(line -> fail("the stack complains: " + line)));
        simulation.attach(new StackAgent(stack));
        simulation.runFor(1_000_000_000);
        // The remote makes itself known, as any that sends a datagram has done before.
        sayAddress(ArpPacket.REQUEST, 0);
        settle();
        mark();
    }

    // ---------------------------------------------------------------- ladders: where a test may begin

    TcpListener listen() {
        return stack.listen(PORT, 10);
    }

    /** The stack listens, the remote (ISN 1000) connects. */
    TcpConnection accepted() {
        return accepted("");
    }

    /** @param option put behind the SYN, as {@code <MSS=1000>} */
    TcpConnection accepted(String option) {
        TcpListener listener = listen();
        in("<SEQ=1000><CTL=SYN>" + (option.contains("MSS") ? "" : "<MSS=1460>") + option);
        out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
        in("<SEQ=1001><ACK=ISS+1><CTL=ACK>" + option.replaceAll("<MSS=\\d+>", ""));
        outNothing();
        TcpConnection connection = listener.poll();
        assertThat(connection).isNotNull();
        return connection;
    }

    /** The stack connects, from a port that is then known. */
    TcpConnection connect() {
        return connect(user -> {});
    }

    /** The same with options. */
    TcpConnection connect(Consumer<UserSide> options) {
        remotePort = PORT;
        TcpConnection connection = stack.connect(new Endpoint(REMOTE.address(), PORT), 0, options);
        stackPort = connection.local().port();
        settle();
        return connection;
    }

    /** The stack connects, the remote (ISN 1000) accepts. */
    TcpConnection connected() {
        TcpConnection connection = connect();
        out("<SEQ=ISS><CTL=SYN><MSS=1460>");
        in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
        out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        assertThat(connection.stateName()).isEqualTo("ESTABLISHED");
        return connection;
    }

    // ---------------------------------------------------------------- the script

    void in(String segment) {
        inTogether(segment);
    }

    /** Segments that arrive in one batch. */
    void inTogether(String... segments) {
        for (String segment : segments) {
            put(segment);
        }
        settle();
    }

    /** A segment that is on the wire: what follows it there before {@link #settle} comes in one batch with it. */
    void put(String segment) {
        log.add(time() + "  --> " + segment);
        int length = Seg.parse(segment, iss).write(frame.buffer(), Frame.TRANSPORT, remotePort, stackPort);
        Seg.putChecksum(
                frame.buffer(), length, REMOTE.address().bits(), STACK.address().bits());
        datagram(Ipv4Header.TCP, length);
    }

    /** A segment in a datagram that names these two, whoever they are, in a frame to the stack. */
    void inBetween(int source, int destination, String segment) {
        log.add(time() + "  --> " + segment);
        int length = Seg.parse(segment, iss).write(frame.buffer(), Frame.TRANSPORT, remotePort, stackPort);
        Seg.putChecksum(frame.buffer(), length, source, destination);
        datagram(Ipv4Header.TCP, length, source, destination);
        settle();
    }

    /** The next segment that the stack has sent is this one, as far as it says. */
    void out(String segment) {
        Sent next = sent.pollFirst();
        if (next == null) {
            throw failure("expected " + segment + ", and nothing was sent");
        }
        if (!issKnown) {
            issKnown = true;
            iss = (int) next.segment.get("SEQ");
        }
        Seg expected = Seg.parse(segment, iss);
        if (!expected.matches(next.segment)) {
            throw failure("expected " + segment + ", and sent was " + next.segment.describe(iss));
        }
        lastText = next.text;
        lastHeader = next.header;
    }

    /** The next segment was sent so many milliseconds after the {@link #mark}, and is this one. */
    void outAt(long millis, String segment) {
        Sent next = sent.peekFirst();
        if (next != null && (next.at - mark) / 1_000_000 != millis) {
            throw failure("expected at " + millis + " ms, and it was at " + (next.at - mark) / 1e6);
        }
        out(segment);
    }

    void outNothing() {
        Sent next = sent.peekFirst();
        if (next != null) {
            throw failure("expected nothing, and sent was " + next.segment.describe(iss));
        }
    }

    /** The text of the segment that {@link #out} saw last. */
    byte[] lastText() {
        return lastText;
    }

    /** The IPv4 header in which the segment came that {@link #out} saw last. */
    ByteBuffer lastHeader() {
        return lastHeader;
    }

    /** How many segments wait to be seen by {@link #out}. */
    int outCount() {
        return sent.size();
    }

    /** Forgets what the stack has sent and nobody looked at. */
    void outAny() {
        sent.clear();
    }

    void advance(long millis) {
        simulation.runFor(millis * 1_000_000);
    }

    void mark() {
        mark = simulation.now();
    }

    /** Goes on to so many milliseconds after the {@link #mark}. */
    void advanceTo(long millis) {
        simulation.runUntil(mark + millis * 1_000_000);
    }

    /** An ICMP error about the last datagram that the stack sent. */
    void icmp(int type, int code, int nextHopMtu) {
        ByteBuffer b = frame.buffer();
        log.add(time() + "  --> ICMP type " + type + " code " + code);
        b.put(Frame.TRANSPORT + Icmpv4Header.LENGTH, lastDatagram);
        int length = Icmpv4Header.LENGTH + lastDatagram.length;
        Icmpv4Header.put(b, Frame.TRANSPORT, type, code, nextHopMtu, length);
        datagram(Ipv4Header.ICMP, length);
        settle();
    }

    /** Raw octets of a segment, checksum as they have it. */
    void raw(byte[] segment) {
        frame.buffer().put(Frame.TRANSPORT, segment);
        datagram(Ipv4Header.TCP, segment.length);
        settle();
    }

    // ---------------------------------------------------------------- the user of the connection

    void write(TcpConnection connection, int octets) {
        byte[] data = new byte[octets];
        for (int i = 0; i < octets; i++) {
            data[i] = written++;
        }
        try {
            assertThat(connection.user().write(data, 0, octets)).isEqualTo(octets);
        } catch (TcpException e) {
            throw failure("cannot write: " + e.getMessage());
        }
        settle();
    }

    private byte written;

    /** Reads so many octets, which must be those that the remote sends from that sequence number on. */
    void read(TcpConnection connection, int from, int octets) {
        byte[] data = new byte[octets + 1];
        try {
            int n = connection.user().read(data, 0, octets);
            assertThat(n).as("octets read").isEqualTo(octets);
        } catch (TcpException e) {
            throw failure("cannot read: " + e.getMessage());
        }
        for (int i = 0; i < octets; i++) {
            assertThat(data[i]).as("octet " + i).isEqualTo(Seg.octet(from + i));
        }
        settle();
    }

    void shutdownOutput(TcpConnection connection) {
        connection.user().shutdownOutput();
        settle();
    }

    void close(TcpConnection connection) {
        connection.user().close();
        settle();
    }

    void abort(TcpConnection connection) {
        connection.user().abort();
        settle();
    }

    /** The remote sends from another port from here on. */
    void remotePort(int port) {
        remotePort = port;
    }

    /** The initial sequence number that the stack has chosen last, as far as {@link #out} has seen. */
    int iss() {
        return iss;
    }

    /** The next segment is the first of another connection. */
    void forgetIss() {
        issKnown = false;
    }

    // ---------------------------------------------------------------- how

    void settle() {
        simulation.runFor(0);
        simulation.runFor(0);
    }

    private void datagram(int protocol, int length) {
        datagram(protocol, length, REMOTE.address().bits(), STACK.address().bits());
    }

    private void datagram(int protocol, int length, int source, int destination) {
        ByteBuffer b = frame.buffer();
        Ipv4Header.put(
                b,
                Frame.NETWORK,
                0,
                Ipv4Header.MIN_LENGTH + length,
                0,
                Ipv4Header.DONT_FRAGMENT,
                64,
                protocol,
                source,
                destination);
        EthernetHeader.put(b, Frame.START, stack.device().macAddress(), wire.macAddress(), EthernetHeader.TYPE_IPV4);
        frame.length(EthernetHeader.LENGTH + Ipv4Header.MIN_LENGTH + length);
        wire.send(frame);
    }

    /** The remote's end of the wire: an agent, so that frames are seen at the moment at which they come. */
    {
        simulation.attach(new Simulation.Agent() {
            @Override
            public void step(long now) {
                drain();
            }

            @Override
            public long nextDeadline() {
                return wire.nextDeadline();
            }
        });
    }

    private void drain() {
        ByteBuffer b = frame.buffer();
        while (wire.receive(frame) > 0) {
            if (EthernetHeader.type(b, Frame.START) == EthernetHeader.TYPE_ARP) {
                answerArp();
                continue;
            }
            int length = Ipv4Header.totalLength(b, Frame.NETWORK) - Ipv4Header.MIN_LENGTH;
            lastDatagram = new byte[28];
            b.get(Frame.NETWORK, lastDatagram);
            if (Ipv4Header.protocol(b, Frame.NETWORK) != Ipv4Header.TCP) {
                continue;
            }
            assertThat(InternetChecksum.holds(InternetChecksum.add(
                            Ipv4Address.pseudoHeader(
                                    STACK.address().bits(),
                                    Ipv4Header.destination(b, Frame.NETWORK),
                                    Ipv4Header.TCP,
                                    length),
                            InternetChecksum.sum(b, Frame.TRANSPORT, length))))
                    .as("TCP checksum")
                    .isTrue();
            assertThat(b.get(Frame.TRANSPORT + 12) & 0x0F).as("reserved bits").isZero();
            Seg seg = Seg.read(b, Frame.TRANSPORT, length);
            byte[] text = new byte[(int) seg.get("DATA")];
            b.get(Frame.TRANSPORT + length - text.length, text);
            log.add(time() + "  <-- " + seg.describe(iss));
            sent.add(new Sent(simulation.now(), seg, text, ByteBuffer.wrap(lastDatagram)));
        }
    }

    private void answerArp() {
        ByteBuffer b = frame.buffer();
        if (ArpPacket.operation(b, Frame.NETWORK) != ArpPacket.REQUEST
                || ArpPacket.targetProtocol(b, Frame.NETWORK)
                        != REMOTE.address().bits()) {
            return;
        }
        sayAddress(ArpPacket.REPLY, stack.device().macAddress());
    }

    private void sayAddress(int operation, long asked) {
        EthernetHeader.put(
                frame.buffer(), Frame.START, stack.device().macAddress(), wire.macAddress(), EthernetHeader.TYPE_ARP);
        ArpPacket.put(
                frame.buffer(),
                Frame.NETWORK,
                operation,
                wire.macAddress(),
                REMOTE.address().bits(),
                asked,
                STACK.address().bits());
        frame.length(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        wire.send(frame);
    }

    private String time() {
        return String.format("%12.3f ms", (simulation.now() - mark) / 1e6);
    }

    private AssertionError failure(String what) {
        return new AssertionError(
                what + "\nISS is " + Integer.toUnsignedString(iss) + "; so far (remote left, stack right):\n"
                        + String.join("\n", log) + "\n" + ConnectionInfo.table(stack.connections()));
    }

    @Override
    public void close() {
        stack.close();
        wire.close();
        assertThat(stack.tcp().connections()).isZero();
    }
}
