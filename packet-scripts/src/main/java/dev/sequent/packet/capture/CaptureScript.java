package dev.sequent.packet.capture;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.Recording;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.Value;
import dev.sequent.wire.PcapngReader.Packet;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes a script of a connection in a capture: what one host received is what the script sends, and what that host sent
 * is what the script expects. The calls of its user are not in a capture. They are what must have been called at the
 * latest: a socket for the first segment, {@code write} before text goes out for the first time, {@code shutdown}
 * before the FIN. What was read, and when, cannot be told, so the windows that the host offers are not looked at.
 */
public final class CaptureScript {
    private static final int MICRO = 1_000;
    /** The longest time that a script may name, in nanoseconds: a year. */
    private static final long LONGEST = TimeUnit.DAYS.toNanos(365);

    private final List<CapturedTcp> segments;
    private final CapturedTcp.Socket host;
    private final Recording recording = new Recording();
    private final boolean passive;
    private final long start;
    private final SegmentNumbers numbers;
    private long written = 1;
    private boolean accepted;
    private boolean shut;

    /**
     * A script of the connection whose SYN comes first.
     *
     * @param host an address of the host that the script is to test, by its bits; empty for the one that listens
     * @throws IllegalArgumentException if there is no connection from its beginning on, or none of that host, or it
     *     takes longer than scripts can say
     */
    public static Script of(List<Packet> packets, Optional<Integer> host) {
        // What was captured at several places, or by several processors, need not stand in the order of time.
        List<CapturedTcp> all = packets.stream()
                .flatMap(p -> CapturedTcp.of(p).stream())
                .sorted((a, b) -> Long.compareUnsigned(a.nanos(), b.nanos()))
                .toList();
        CapturedTcp syn = all.stream()
                .filter(s -> s.has(TcpHeader.SYN) && !s.has(TcpHeader.ACK))
                .filter(s -> host.isEmpty() || s.from().address() == host.get() || s.to().address() == host.get())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the capture has no SYN"
                        + (host.isPresent() ? " from or to that host" : "")
                        + ": a script begins with the connection"));
        List<CapturedTcp> segments = all.stream()
                .filter(s -> Long.compareUnsigned(s.nanos(), syn.nanos()) >= 0 && s.isBetween(syn.from(), syn.to()))
                .toList();
        long span = segments.getLast().nanos() - syn.nanos();
        if (span < 0 || span > LONGEST) {
            throw new IllegalArgumentException(
                    "the connection takes longer than a year by the times of the capture, and no script can");
        }
        boolean active = host.isPresent() && syn.from().address() == host.get();
        return new CaptureScript(segments, active ? syn.from() : syn.to()).script();
    }

    private CaptureScript(List<CapturedTcp> segments, CapturedTcp.Socket host) {
        this.segments = segments;
        this.host = host;
        this.start = segments.getFirst().nanos();
        this.passive = !segments.getFirst().from().equals(host);
        this.numbers = new SegmentNumbers(initial(true), initial(false), false);
    }

    /** Where the numbers of one side begin. */
    private int initial(boolean own) {
        return segments.stream()
                .filter(s -> s.has(TcpHeader.SYN) && s.from().equals(host) == own)
                .findFirst()
                .map(CapturedTcp::sequence)
                .orElse(0);
    }

    private Script script() {
        opening();
        for (CapturedTcp segment : segments) {
            long at = at(segment);
            if (segment.from().equals(host)) {
                before(segment, at);
                recording.add(at, numbers.packet(Direction.OUT, segment));
            } else {
                recording.add(at, numbers.packet(Direction.IN, segment));
                after(segment, at);
            }
        }
        return recording.script();
    }

    /** To the microsecond, as captures have it. */
    private long at(CapturedTcp segment) {
        return Math.max(0, (segment.nanos() - start) / MICRO * MICRO);
    }

    // ---------------------------------------------------------------- calls

    private void opening() {
        call(0, "socket", 3, Value.OMITTED, new Value.Symbol("SOCK_STREAM"), new Value.Symbol("IPPROTO_TCP"));
        if (passive) {
            call(0, "bind", 0, Value.of(3), Value.OMITTED, Value.OMITTED);
            call(0, "listen", 0, Value.of(3), Value.of(1));
            return;
        }
        Value flags = new Value.Or(List.of(new Value.Symbol("O_RDWR"), new Value.Symbol("O_NONBLOCK")));
        call(0, "fcntl", 0, Value.of(3), new Value.Symbol("F_SETFL"), flags);
        recording.add(
                0,
                new Action.SystemCall(
                        "connect",
                        List.of(Value.of(3), Value.OMITTED, Value.OMITTED),
                        Value.of(-1),
                        Optional.of("EINPROGRESS"),
                        Optional.empty()));
    }

    /** What the user must have called for this segment to be sent. */
    private void before(CapturedTcp segment, long at) {
        long end = SegmentNumbers.relative(segment.sequence(), numbers.ours())
                + (segment.has(TcpHeader.SYN) ? 1 : 0)
                + segment.length();
        if (segment.length() > 0 && end > written) {
            call(at, "write", end - written, Value.of(socket()), Value.OMITTED, Value.of(end - written));
            written = end;
        }
        if (segment.has(TcpHeader.FIN) && !shut) {
            shut = true;
            call(at, "shutdown", 0, Value.of(socket()), new Value.Symbol("SHUT_WR"));
        }
    }

    /** The connection is established by the first segment that acknowledges our SYN. */
    private void after(CapturedTcp segment, long at) {
        if (passive && !accepted && segment.has(TcpHeader.ACK) && !segment.has(TcpHeader.RST)) {
            accepted = true;
            call(at, "accept", 4, Value.of(3), Value.OMITTED, Value.OMITTED);
        }
    }

    private int socket() {
        return passive ? 4 : 3;
    }

    private void call(long at, String name, long result, Value... arguments) {
        recording.add(
                at,
                new Action.SystemCall(name, List.of(arguments), Value.of(result), Optional.empty(), Optional.empty()));
    }
}
