package dev.sequent.packet.run;

import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.packet.syntax.Reading;
import dev.sequent.packet.syntax.ScriptReader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host that sends what a test has planned, whatever the script does, and keeps what reaches it. Its initial sequence
 * number is {@value #ISS}; it listens on port 8080.
 */
final class FakeHost implements Subject, Bench {
    static final int ISS = 1_000_000;
    static final int REMOTE_PORT = 40_000;
    private static final Ipv4Address LOCAL = Ipv4Address.parse("192.168.0.1");
    private static final Ipv4Address REMOTE = Ipv4Address.parse("192.0.2.1");

    final List<byte[]> delivered = new ArrayList<>();
    private final ArrayDeque<Sent> planned = new ArrayDeque<>();
    private long now = 5_000_000_000L;
    private final long start = now;

    // ---------------------------------------------------------------- what it sends

    /** A segment that it sends so many milliseconds after the start. */
    FakeHost sends(long millis, int control, long sequence, long acknowledgment, int length, TcpOption... options) {
        return sends(millis, 0, control, sequence, acknowledgment, length, options);
    }

    FakeHost sends(
            long millis, int tos, int control, long sequence, long acknowledgment, int length, TcpOption... options) {
        byte[] written = TcpOptionOctets.write(List.of(options));
        int header = TcpHeader.MIN_LENGTH + (written.length + 3) / 4 * 4;
        int at = Ipv4Header.MIN_LENGTH;
        ByteBuffer b = ByteBuffer.allocate(at + header + length);
        TcpHeader.put(b, at, 8080, REMOTE_PORT, (int) sequence, (int) acknowledgment, header, control, 4096, 0);
        b.put(at + TcpHeader.OPTIONS, written);
        TcpHeader.putChecksum(b, at, header + length, LOCAL, REMOTE);
        Ipv4Header.put(b, 0, tos, b.capacity(), 0, 0, 64, Ipv4Header.TCP, LOCAL.bits(), REMOTE.bits());
        planned.addLast(new Sent(start + millis * 1_000_000, b.array(), Optional.of("a plan")));
        return this;
    }

    /** Its answer to the script's SYN, at once. */
    FakeHost accepts(TcpOption... options) {
        return sends(0, TcpHeader.SYN | TcpHeader.ACK, ISS, 1, 0, options);
    }

    /** Flips a bit of the last segment that was planned. */
    FakeHost damaged() {
        byte[] last = planned.getLast().octets();
        last[last.length - 1] ^= 1;
        return this;
    }

    // ---------------------------------------------------------------- what reached it

    /** A field of the n-th datagram that reached it, from 0. @param offset in the TCP header */
    int word(int n, int offset) {
        return ByteBuffer.wrap(delivered.get(n)).getInt(Ipv4Header.MIN_LENGTH + offset);
    }

    List<TcpOption> options(int n) {
        byte[] all = delivered.get(n);
        int length = TcpHeader.headerLength(ByteBuffer.wrap(all), Ipv4Header.MIN_LENGTH) - TcpHeader.MIN_LENGTH;
        byte[] octets = new byte[length];
        System.arraycopy(all, Ipv4Header.MIN_LENGTH + TcpHeader.OPTIONS, octets, 0, length);
        return TcpOptionOctets.read(octets);
    }

    // ---------------------------------------------------------------- running a script on it

    static final String OPEN = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            """;

    Verdict run(String text, ScriptOption... options) {
        return run(new Runner.Request(List.of(options), false, false, false, 100), text);
    }

    Verdict run(Runner.Request request, String text) {
        Reading reading = ScriptReader.read("script.pkt", text, Map.of());
        return new Runner(this, new SysctlTable(List.of()), Map.of(), request, w -> {}).run(reading);
    }

    @Override
    public Subject open(Settings settings, Map<String, Long> parameters) {
        return this;
    }

    // ---------------------------------------------------------------- as a host

    @Override
    public long now() {
        return now;
    }

    @Override
    public void advanceTo(long nanos) {
        now = nanos;
    }

    @Override
    public long nextDeadline() {
        return planned.isEmpty() ? NEVER : Math.max(now, planned.getFirst().at());
    }

    @Override
    public void deliver(byte[] datagram) {
        delivered.add(datagram);
    }

    @Override
    public @Nullable Sent poll() {
        return planned.isEmpty() || planned.getFirst().at() > now ? null : planned.pollFirst();
    }

    @Override
    public Pending call(Request request) {
        Reply.Out out =
                request instanceof Request.LocalName ? new Reply.Out.Name(new Address(2, LOCAL, 8080)) : Reply.NOTHING;
        Reply reply = new Reply(request instanceof Request.Socket ? 3 : 0, 0, now, out);
        return () -> reply;
    }

    @Override
    public Optional<String> complaint() {
        return Optional.empty();
    }

    @Override
    public Optional<String> state(int localPort, Ipv4Address remote, int remotePort) {
        return Optional.of("PLANNED");
    }

    @Override
    public void close() {}
}
