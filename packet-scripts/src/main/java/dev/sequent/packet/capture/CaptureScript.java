package dev.sequent.packet.capture;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.Recording;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.packet.script.Value;
import dev.sequent.wire.PcapngReader.Packet;
import dev.sequent.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes a script of a connection in a capture: what one host received is what the script sends, and what that host sent
 * is what the script expects. The calls of its user are not in a capture. They are what must have been called at the
 * latest: a socket for the first segment, {@code write} before text goes out for the first time, {@code shutdown}
 * before the FIN. What was read, and when, cannot be told, so the windows that the host offers are not looked at.
 */
public final class CaptureScript {
    private static final long MASK = 0xFFFF_FFFFL;
    private static final int MICRO = 1_000;

    private final List<CapturedTcp> segments;
    private final CapturedTcp.Socket host;
    private final Recording recording = new Recording();
    private final boolean passive;
    private final long start;
    private final Initial ours;
    private final Initial theirs;
    private long written = 1;
    private boolean accepted;
    private boolean shut;

    /** Where the numbers of one side begin. */
    private record Initial(int sequence) {
        long relative(int number) {
            return number - sequence & MASK;
        }
    }

    /**
     * A script of the connection whose SYN comes first.
     *
     * @param host an address of the host that the script is to test, by its bits; empty for the one that listens
     * @throws IllegalArgumentException if there is no connection from its beginning on, or none of that host
     */
    public static Script of(List<Packet> packets, Optional<Integer> host) {
        List<CapturedTcp> all =
                packets.stream().flatMap(p -> CapturedTcp.of(p).stream()).toList();
        CapturedTcp syn = all.stream()
                .filter(s -> s.has(TcpHeader.SYN) && !s.has(TcpHeader.ACK))
                .filter(s -> host.isEmpty() || s.from().address() == host.get() || s.to().address() == host.get())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the capture has no SYN"
                        + (host.isPresent() ? " from or to that host" : "")
                        + ": a script begins with the connection"));
        List<CapturedTcp> segments = all.stream()
                .filter(s -> s.nanos() >= syn.nanos() && s.isBetween(syn.from(), syn.to()))
                .toList();
        boolean active = host.isPresent() && syn.from().address() == host.get();
        return new CaptureScript(segments, active ? syn.from() : syn.to()).script();
    }

    private CaptureScript(List<CapturedTcp> segments, CapturedTcp.Socket host) {
        this.segments = segments;
        this.host = host;
        this.start = segments.getFirst().nanos();
        this.passive = !segments.getFirst().from().equals(host);
        this.ours = initial(true);
        this.theirs = initial(false);
    }

    private Initial initial(boolean own) {
        return new Initial(segments.stream()
                .filter(s -> s.has(TcpHeader.SYN) && s.from().equals(host) == own)
                .findFirst()
                .map(CapturedTcp::sequence)
                .orElse(0));
    }

    private Script script() {
        opening();
        for (CapturedTcp segment : segments) {
            long at = at(segment);
            if (segment.from().equals(host)) {
                before(segment, at);
                recording.add(at, packet(Direction.OUT, segment, ours, theirs));
            } else {
                recording.add(at, packet(Direction.IN, segment, theirs, ours));
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
        long end = ours.relative(segment.sequence()) + (segment.has(TcpHeader.SYN) ? 1 : 0) + segment.length();
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

    // ---------------------------------------------------------------- packets

    private static Action packet(Direction direction, CapturedTcp segment, Initial own, Initial other) {
        boolean ack = segment.has(TcpHeader.ACK);
        boolean urgent = segment.has(TcpHeader.URG);
        return new Action.TcpPacket(
                direction,
                IpInfo.UNSAID,
                Optional.empty(),
                segment.control() & 0x1FF,
                own.relative(segment.sequence()),
                segment.length(),
                ack ? OptionalLong.of(other.relative(segment.acknowledgment())) : OptionalLong.empty(),
                direction == Direction.IN ? OptionalInt.of(segment.window()) : OptionalInt.empty(),
                urgent ? OptionalInt.of(segment.urgent()) : OptionalInt.empty(),
                new TcpOptions.Listed(options(segment.options(), other)));
    }

    /** Blocks of SACK are numbers of the other side. */
    private static List<TcpOption> options(List<TcpOption> options, Initial other) {
        List<TcpOption> shifted = new ArrayList<>();
        for (TcpOption option : options) {
            shifted.add(
                    option instanceof TcpOption.Sack sack
                            ? new TcpOption.Sack(sack.blocks().stream()
                                    .map(b -> new TcpOption.Sack.Block(
                                            other.relative((int) b.left()), other.relative((int) b.right())))
                                    .toList())
                            : option);
        }
        return shifted;
    }
}
