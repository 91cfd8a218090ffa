package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.RawHost;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A stack in virtual time and a scripted remote: {@link #in} is a segment that the remote sends, {@link #out} one that
 * the stack must send. A test reads like the RFC's figures. Everything that the stack sends has its checksum verified.
 */
public final class Exchange implements AutoCloseable {

    public static final int PORT = 80;
    public static final int REMOTE_PORT = 5000;
    public static final Ipv4Prefix STACK = Ipv4Prefix.parse("192.0.2.1/24");
    public static final Ipv4Prefix REMOTE = Ipv4Prefix.parse("192.0.2.2/24");

    private record Sent(long at, Seg segment, byte[] text, ByteBuffer header) {}

    public final Simulation simulation = new Simulation();
    public final Stack stack;
    private final LinkPair link;
    private final RawHost remote;
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

    public Exchange(String... parameters) {
        Map<String, Long> overrides = new TreeMap<>();
        for (String p : parameters) {
            String[] parts = p.split("=");
            overrides.put(parts[0], Long.parseLong(parts[1]));
        }
        link = new LinkPair(simulation.clock());
        stack = new Stack(
                link.a(),
                simulation.clock(),
                StackConfiguration.of(Ipv4Configuration.of(STACK, 1), 1)
                        .withParameters(overrides)
                        .withLog(line -> fail("the stack complains: " + line)));
        remote = new RawHost(link.b(), simulation.clock(), link.a().macAddress(), REMOTE.address()::equals);
        simulation.attach(new StackAgent(stack));
        simulation.attach(remote);
        simulation.runFor(1_000_000_000);
        remote.introduce(REMOTE.address(), STACK.address());
        settle();
        mark();
    }

    // ---------------------------------------------------------------- ladders: where a test may begin

    public TcpListener listen() {
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
    TcpConnection connect(Consumer<UserOptions> options) {
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

    public void in(String segment) {
        inTogether(segment);
    }

    /** Segments that arrive in one batch. */
    public void inTogether(String... segments) {
        for (String segment : segments) {
            put(segment);
        }
        settle();
    }

    /** A segment that is on the wire: what follows it there before {@link #settle} comes in one batch with it. */
    void put(String segment) {
        putBetween(REMOTE.address(), STACK.address(), segment);
    }

    /** A segment in a datagram that names these two, whoever they are. */
    void inBetween(int source, int destination, String segment) {
        putBetween(new Ipv4Address(source), new Ipv4Address(destination), segment);
        settle();
    }

    private void putBetween(Ipv4Address source, Ipv4Address destination, String segment) {
        log.add(time() + "  --> " + segment);
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MAX_TOTAL_LENGTH);
        int length = Seg.parse(segment, iss).write(b, Ipv4Header.MIN_LENGTH, remotePort, stackPort);
        TcpHeader.putChecksum(b, Ipv4Header.MIN_LENGTH, length, source, destination);
        datagram(b, Ipv4Header.TCP, length, source, destination);
    }

    /** The next segment that the stack has sent is this one, as far as it says. */
    public void out(String segment) {
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
    public void outAt(long millis, String segment) {
        Sent next = sent.peekFirst();
        if (next != null && (next.at - mark) / 1_000_000 != millis) {
            throw failure("expected at " + millis + " ms, and it was at " + (next.at - mark) / 1e6);
        }
        out(segment);
    }

    public void outNothing() {
        Sent next = sent.peekFirst();
        if (next != null) {
            throw failure("expected nothing, and sent was " + next.segment.describe(iss));
        }
    }

    /** The text of the segment that {@link #out} saw last. */
    public byte[] lastText() {
        return lastText;
    }

    /** The IPv4 header in which the segment came that {@link #out} saw last. */
    public ByteBuffer lastHeader() {
        return lastHeader;
    }

    /** How many segments wait to be seen by {@link #out}. */
    int outCount() {
        return sent.size();
    }

    /** Forgets what the stack has sent and nobody looked at. */
    public void outAny() {
        sent.clear();
    }

    public void advance(long millis) {
        simulation.runFor(millis * 1_000_000);
        drain();
    }

    public void mark() {
        mark = simulation.now();
    }

    /** Goes on to so many milliseconds after the {@link #mark}. */
    public void advanceTo(long millis) {
        simulation.runUntil(mark + millis * 1_000_000);
        drain();
    }

    /** An ICMP error about the last datagram that the stack sent. */
    public void icmp(int type, int code, int nextHopMtu) {
        log.add(time() + "  --> ICMP type " + type + " code " + code);
        int length = Icmpv4Header.LENGTH + lastDatagram.length;
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + length);
        b.put(Ipv4Header.MIN_LENGTH + Icmpv4Header.LENGTH, lastDatagram);
        Icmpv4Header.put(b, Ipv4Header.MIN_LENGTH, type, code, nextHopMtu, length);
        datagram(b, Ipv4Header.ICMP, length, REMOTE.address(), STACK.address());
        settle();
    }

    /** Raw octets of a segment, checksum as they have it. */
    void raw(byte[] segment) {
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + segment.length);
        b.put(Ipv4Header.MIN_LENGTH, segment);
        datagram(b, Ipv4Header.TCP, segment.length, REMOTE.address(), STACK.address());
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
    public void remotePort(int port) {
        remotePort = port;
    }

    /** The remote answers a connection from that port of the stack's, from {@link #PORT}. */
    public void answerTo(int port) {
        stackPort = port;
        remotePort = PORT;
    }

    /** The initial sequence number that the stack has chosen last, as far as {@link #out} has seen. */
    int iss() {
        return iss;
    }

    /** The next segment is the first of another connection. */
    public void forgetIss() {
        issKnown = false;
    }

    // ---------------------------------------------------------------- how

    public void settle() {
        simulation.runFor(0);
        simulation.runFor(0);
        drain();
    }

    /** Sends a payload that already stands behind where the IP header goes. */
    private void datagram(ByteBuffer b, int protocol, int length, Ipv4Address source, Ipv4Address destination) {
        int total = Ipv4Header.MIN_LENGTH + length;
        Ipv4Header.put(b, 0, 0, total, 0, Ipv4Header.DONT_FRAGMENT, 64, protocol, source.bits(), destination.bits());
        remote.send(Arrays.copyOf(b.array(), total));
    }

    /** Takes what has reached the remote since this was last called. */
    private void drain() {
        RawHost.Received next;
        while ((next = remote.poll()) != null) {
            ByteBuffer b = ByteBuffer.wrap(next.datagram());
            lastDatagram = Arrays.copyOf(next.datagram(), 28);
            if (Ipv4Header.protocol(b, 0) != Ipv4Header.TCP) {
                continue;
            }
            int at = Ipv4Header.MIN_LENGTH;
            int length = b.limit() - at;
            assertThat(TcpHeader.checksumHolds(
                            b, at, length, STACK.address(), new Ipv4Address(Ipv4Header.destination(b, 0))))
                    .as("TCP checksum")
                    .isTrue();
            assertThat(TcpHeader.control(b, at) >>> 8).as("reserved bits").isZero();
            Seg seg = Seg.read(b, at, length);
            byte[] text = new byte[(int) seg.get("DATA")];
            b.get(at + length - text.length, text);
            log.add(time(next.at()) + "  <-- " + seg.describe(iss));
            sent.add(new Sent(next.at(), seg, text, ByteBuffer.wrap(lastDatagram)));
        }
    }

    private String time() {
        return time(simulation.now());
    }

    private String time(long at) {
        return String.format("%12.3f ms", (at - mark) / 1e6);
    }

    private AssertionError failure(String what) {
        return new AssertionError(
                what + "\nISS is " + Integer.toUnsignedString(iss) + "; so far (remote left, stack right):\n"
                        + String.join("\n", log) + "\n" + ConnectionInfo.table(stack.connections()));
    }

    @Override
    public void close() {
        stack.close();
        link.close();
        assertThat(stack.tcp().connections()).isZero();
    }
}
