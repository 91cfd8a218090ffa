package dev.sequent.packet.oracle;

import dev.sequent.packet.run.LiveSegment;
import dev.sequent.packet.run.RfcForm;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The other end of an exchange: writes its segments, and takes down what the host sends. */
final class Remote {
    private static final int TIME_TO_LIVE = 64;
    private static final int HALF = 1 << 31;

    private final Settings settings;
    private final int isn;
    private int identification;
    /** The host's initial sequence number, 0 as long as it has none. */
    private int iss;

    private boolean begun;
    /** Behind all that the host has sent, relative to {@link #iss}. */
    private long newest;
    /** What of it this end has acknowledged. */
    private long acknowledged;
    /** What the host has acknowledged, relative to {@link #isn}. */
    private long taken;

    private byte[] last = new byte[0];

    Remote(Settings settings, int isn) {
        this.settings = settings;
        this.isn = isn;
    }

    // ---------------------------------------------------------------- to the host

    byte[] datagram(Step.Arrival arrival) {
        byte[] options = arrival.mss() == 0
                ? new byte[0]
                : TcpOptionOctets.write(List.of(new TcpOption.MaximumSegmentSize(arrival.mss())));
        int header = TcpHeader.MIN_LENGTH + options.length;
        int length = header + arrival.length();
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + length);
        int at = Ipv4Header.MIN_LENGTH;
        TcpHeader.put(
                b,
                at,
                settings.connectPort(),
                settings.bindPort(),
                isn + (int) arrival.sequence(),
                arrival.has(TcpHeader.ACK) ? iss + (int) acknowledgment(arrival) : 0,
                header,
                arrival.control(),
                arrival.window(),
                arrival.urgent());
        b.put(at + TcpHeader.OPTIONS, options);
        for (int i = 0; i < arrival.length(); i++) {
            b.put(at + header + i, octet(arrival.sequence() + (arrival.has(TcpHeader.SYN) ? 1 : 0) + i));
        }
        TcpHeader.putChecksum(b, at, length, settings.remote(), settings.local());
        ip(b, Ipv4Header.TCP);
        return b.array();
    }

    private long acknowledgment(Step.Arrival arrival) {
        long n = arrival.acknowledgment();
        return switch (arrival.from()) {
            case NEWEST -> {
                acknowledged = n == 0 ? newest : acknowledged;
                yield newest + n;
            }
            case ACKNOWLEDGED -> {
                acknowledged = Math.min(newest, acknowledged + n);
                yield acknowledged;
            }
            case ISS -> n;
        };
    }

    /** About what the host sent last; empty if it has sent nothing. */
    Optional<byte[]> datagram(Step.Report report) {
        if (last.length == 0) {
            return Optional.empty();
        }
        int quoted = Ipv4Header.headerLength(ByteBuffer.wrap(last), 0) + 8;
        int length = Icmpv4Header.LENGTH + quoted;
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + length);
        b.put(Ipv4Header.MIN_LENGTH + Icmpv4Header.LENGTH, last, 0, quoted);
        Icmpv4Header.put(b, Ipv4Header.MIN_LENGTH, report.type(), report.code(), report.mtu(), length);
        ip(b, Ipv4Header.ICMP);
        return Optional.of(b.array());
    }

    private void ip(ByteBuffer b, int protocol) {
        Ipv4Header.put(
                b,
                0,
                0,
                b.capacity(),
                ++identification & 0xFFFF,
                0,
                TIME_TO_LIVE,
                protocol,
                settings.remote().bits(),
                settings.local().bits());
    }

    /** The octet of a stream that stands at a relative sequence number, in either direction. */
    static byte octet(long sequence) {
        return (byte) (sequence * 31 ^ sequence >>> 8);
    }

    // ---------------------------------------------------------------- from the host

    /** Up to where the host has acknowledged what it was sent, relative to this end's initial sequence number. */
    long taken() {
        return taken;
    }

    /** @param reading the user has just read, and windows may have opened */
    Answer answer(List<Subject.Sent> sent, boolean reading) {
        List<String> segments = new ArrayList<>();
        List<String> resets = new ArrayList<>();
        List<String> syns = new ArrayList<>();
        TreeMap<Long, Long> text = new TreeMap<>();
        OptionalLong fin = OptionalLong.empty();
        OptionalLong acknowledgment = OptionalLong.empty();
        boolean repeats = false;
        String damage = "";
        for (Subject.Sent one : sent) {
            Optional<LiveSegment> tcp = LiveSegment.of(one);
            if (tcp.isEmpty()) {
                segments.add("a datagram without a segment");
                continue;
            }
            LiveSegment s = tcp.get();
            if (s.has(TcpHeader.SYN) && (!begun || s.sequence() != iss)) {
                iss = s.sequence();
                begun = true;
                newest = 0;
                acknowledged = 0;
            }
            long sequence = isOfNobody(s) ? 0 : relative(s.sequence(), iss, begun ? newest : 0);
            segments.add(RfcForm.text(packet(s, sequence)));
            damage = damage.isEmpty() ? damage(one, s, sequence) : damage;
            if (s.has(TcpHeader.RST)) {
                resets.add("SEQ=" + sequence + (s.has(TcpHeader.ACK) ? " ACK=" + ack(s) : ""));
                continue;
            }
            last = one.octets();
            if (s.has(TcpHeader.SYN)) {
                syns.add(syn(s));
            }
            if (s.length() > 0) {
                text.merge(sequence, sequence + s.length(), Math::max);
            }
            if (s.has(TcpHeader.FIN)) {
                fin = OptionalLong.of(sequence + s.length());
            }
            long end = sequence + s.length() + (s.has(TcpHeader.SYN) ? 1 : 0) + (s.has(TcpHeader.FIN) ? 1 : 0);
            newest = Math.max(newest, end);
            if (s.has(TcpHeader.ACK)) {
                acknowledgment = OptionalLong.of(ack(s));
                boolean bare = s.length() == 0 && !s.has(TcpHeader.SYN) && !s.has(TcpHeader.FIN);
                repeats |= bare && !reading && ack(s) <= taken;
                taken = Math.max(taken, ack(s));
            }
        }
        return new Answer(segments, resets, syns, ranges(text), fin, acknowledgment, repeats, damage);
    }

    /** {@code <SEQ=0>}, as whoever knows nothing of the connection has it (RFC 9293, 3.10.7.1). */
    private static boolean isOfNobody(LiveSegment s) {
        return s.has(TcpHeader.RST) && s.has(TcpHeader.ACK) && s.sequence() == 0;
    }

    private long ack(LiveSegment s) {
        return relative(s.acknowledgment(), isn, taken);
    }

    /** Near to what is expected, however far a number has come. */
    private static long relative(int number, int base, long expected) {
        int off = number - base - (int) expected;
        return off == HALF ? expected + (1L << 31) : expected + off;
    }

    private static String syn(LiveSegment s) {
        String mss = s.options().stream()
                .filter(TcpOption.MaximumSegmentSize.class::isInstance)
                .map(o -> " MSS=" + ((TcpOption.MaximumSegmentSize) o).octets())
                .findFirst()
                .orElse("");
        return (s.has(TcpHeader.ACK) ? "SYN,ACK" : "SYN") + mss;
    }

    private static String damage(Subject.Sent sent, LiveSegment s, long sequence) {
        if (!s.damage().isEmpty()) {
            return s.damage();
        }
        byte[] octets = sent.octets();
        int at = octets.length - s.length();
        for (int i = 0; i < s.length(); i++) {
            if (octets[at + i] != octet(sequence + i)) {
                return "the octet at " + (sequence + i) + " is not the one that the user wrote";
            }
        }
        return "";
    }

    private Action.TcpPacket packet(LiveSegment s, long sequence) {
        return new Action.TcpPacket(
                Action.Direction.OUT,
                IpInfo.UNSAID,
                Optional.empty(),
                s.control() & ~TcpHeader.PSH,
                sequence,
                s.length(),
                s.has(TcpHeader.ACK) ? OptionalLong.of(ack(s)) : OptionalLong.empty(),
                OptionalInt.of(s.window()),
                s.has(TcpHeader.URG) ? OptionalInt.of(s.urgent()) : OptionalInt.empty(),
                new TcpOptions.Listed(s.options()));
    }

    private static String ranges(TreeMap<Long, Long> text) {
        List<String> all = new ArrayList<>();
        long from = Long.MIN_VALUE;
        long to = Long.MIN_VALUE;
        for (var range : text.entrySet()) {
            if (range.getKey() > to) {
                if (to > from) {
                    all.add(from + ":" + to);
                }
                from = range.getKey();
            }
            to = Math.max(to, range.getValue());
        }
        if (to > from) {
            all.add(from + ":" + to);
        }
        return String.join(" ", all);
    }
}
