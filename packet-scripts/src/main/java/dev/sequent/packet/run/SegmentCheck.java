package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.ControlBits;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares a segment that the host has sent with what the script expects. */
final class SegmentCheck {
    /** What --relaxed does not look at. */
    private static final int PUSH = TcpHeader.PSH;

    private final Settings settings;
    private final Connection connection;

    SegmentCheck(Settings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /**
     * Whether it is the next part of the text that is expected in one piece, and not the last: the script of one who
     * saw it before it was cut into segments.
     *
     * @param done octets of it that have come
     * @param first octets of the first part: all but the last are of that size
     */
    boolean isPart(Action.TcpPacket expected, LiveSegment segment, int done, int first) {
        Action.TcpPacket actual = Wire.script(segment, connection);
        return !settings.strictSegments()
                && segment.length() > 0
                && (done == 0 || segment.length() == first)
                && done + segment.length() < expected.length()
                && acknowledgment(expected).equals(actual.acknowledgment())
                && actual.sequence() == (expected.sequence() + done & 0xFFFF_FFFFL)
                && (segment.control() & ~PUSH) == (expected.control() & ~PUSH & ~TcpHeader.FIN);
    }

    /** @param done octets of the expected text that came in segments before */
    Comparison compare(Action.TcpPacket expected, LiveSegment segment, int done) {
        Action.TcpPacket actual = Wire.script(segment, connection);
        long sequence = expected.sequence() + done & 0xFFFF_FFFFL;
        int length = expected.length() - done;
        int ignored = settings.relaxed() ? PUSH : 0;
        var comparison = new Comparison();
        ip(expected.ip(), segment, comparison);
        expected.ports().ifPresent(p -> {
            String live = segment.fromPort() + " > " + segment.toPort();
            String wanted = p.source().port() + " > " + p.destination().port();
            comparison.part(wanted, live, wanted.equals(live));
        });
        comparison.part(
                ControlBits.text(expected.control()),
                ControlBits.text(actual.control()),
                ((expected.control() ^ actual.control()) & ~ignored) == 0);
        comparison.part(
                range(sequence, length),
                range(actual.sequence(), actual.length()),
                sequence == actual.sequence() && length == actual.length());
        OptionalLong ack = acknowledgment(expected);
        comparison.part(
                numbered("ack", ack), numbered("ack", actual.acknowledgment()), ack.equals(actual.acknowledgment()));
        if (expected.window().isPresent()) {
            comparison.part(
                    "win " + expected.window().getAsInt(),
                    "win " + segment.window(),
                    settings.relaxed() || expected.window().getAsInt() == segment.window());
        }
        if (expected.urgent().isPresent() || segment.has(TcpHeader.URG)) {
            int urgent = expected.urgent().orElse(0);
            comparison.part("urg " + urgent, "urg " + segment.urgent(), urgent == segment.urgent());
        }
        options(expected, segment, comparison);
        comparison.part("", segment.damage(), segment.damage().isEmpty());
        return comparison;
    }

    /** A number that stands there without the flag is for readers only. */
    private static OptionalLong acknowledgment(Action.TcpPacket packet) {
        return (packet.control() & TcpHeader.ACK) != 0 ? packet.acknowledgment() : OptionalLong.empty();
    }

    private static String range(long sequence, int length) {
        return sequence + ":" + (sequence + length & 0xFFFF_FFFFL) + "(" + length + ")";
    }

    private static String numbered(String name, OptionalLong number) {
        return number.isPresent() ? name + " " + number.getAsLong() : "";
    }

    private static void ip(IpInfo expected, LiveSegment segment, Comparison comparison) {
        expected.ecn().ifPresent(ecn -> {
            int bits = segment.typeOfService() & 0b11;
            String actual = java.util.Arrays.stream(IpInfo.Ecn.values())
                    .filter(e -> e.bits() == bits)
                    .map(IpInfo.Ecn::spelling)
                    .findFirst()
                    .orElse("");
            comparison.part("[" + ecn.spelling() + "]", "[" + actual + "]", ecn.matches(segment.typeOfService()));
        });
        expected.typeOfService()
                .ifPresent(tos -> comparison.part(
                        "[tos 0x" + Integer.toHexString(tos) + "]",
                        "[tos 0x" + Integer.toHexString(segment.typeOfService()) + "]",
                        tos == segment.typeOfService()));
        expected.timeToLive()
                .ifPresent(ttl -> comparison.part(
                        "[ttl " + ttl + "]", "[ttl " + segment.timeToLive() + "]", ttl == segment.timeToLive()));
    }

    // ---------------------------------------------------------------- options

    private void options(Action.TcpPacket expected, LiveSegment segment, Comparison comparison) {
        if (!(expected.options() instanceof TcpOptions.Listed wanted)) {
            return;
        }
        learn(wanted.list(), segment);
        // Only now are the host's timestamps known by the script's numbers.
        if (!(Wire.script(segment, connection).options() instanceof TcpOptions.Listed came)) {
            return;
        }
        if (settings.relaxed()) {
            boolean same = came.list()
                    .containsAll(wanted.list().stream()
                            .filter(TcpOption.MaximumSegmentSize.class::isInstance)
                            .toList());
            comparison.part(ScriptPrinter.options(wanted), ScriptPrinter.options(came), same);
            return;
        }
        each(wanted.list(), withoutPadding(came.list(), wanted.list()), segment, comparison);
    }

    /** Each option below the one in its place, so that only what differs is marked. */
    private void each(List<TcpOption> wanted, List<TcpOption> came, LiveSegment segment, Comparison comparison) {
        if (wanted.isEmpty() || came.isEmpty()) {
            comparison.part(
                    ScriptPrinter.options(new TcpOptions.Listed(wanted)),
                    ScriptPrinter.options(new TcpOptions.Listed(came)),
                    wanted.equals(came));
            return;
        }
        List<TcpOption> live = withoutPadding(segment.options(), wanted);
        comparison.part("<", "<", true);
        for (int i = 0; i < Math.max(wanted.size(), came.size()); i++) {
            boolean same = i < wanted.size() && i < live.size() && same(wanted.get(i), live.get(i), segment);
            comparison.joined(text(wanted, i), text(came, i), same, end(wanted, i), end(came, i));
        }
    }

    /** The i-th option; nothing where there is none. */
    private static String text(List<TcpOption> all, int i) {
        return i < all.size() ? ScriptPrinter.option(all.get(i)) : "";
    }

    /** What follows it. */
    private static String end(List<TcpOption> all, int i) {
        return i < all.size() - 1 ? "," : i == all.size() - 1 ? ">" : "";
    }

    /** Which of the host's timestamps is meant by one of the script's. */
    private void learn(List<TcpOption> wanted, LiveSegment segment) {
        Optional<TcpOption.Timestamps> script = stamps(wanted);
        Optional<TcpOption.Timestamps> live = stamps(segment.options());
        if (script.isPresent()
                && live.isPresent()
                && script.get().value().isPresent()
                && live.get().value().isPresent()) {
            connection.stamped(
                    script.get().value().getAsLong(), (int) live.get().value().getAsLong(), segment.at());
        }
    }

    private static Optional<TcpOption.Timestamps> stamps(List<TcpOption> options) {
        return options.stream()
                .filter(TcpOption.Timestamps.class::isInstance)
                .map(TcpOption.Timestamps.class::cast)
                .findFirst();
    }

    private boolean same(TcpOption wanted, TcpOption came, LiveSegment segment) {
        if (wanted instanceof TcpOption.Timestamps script && came instanceof TcpOption.Timestamps live) {
            return sameStamps(script, live, segment.at());
        }
        return wanted instanceof TcpOption.Md5(String digest) && digest.isEmpty()
                ? came instanceof TcpOption.Md5
                : wanted.equals(came);
    }

    /** An end of the list that no script wrote fills the header up to a multiple of four octets. */
    private static List<TcpOption> withoutPadding(List<TcpOption> came, List<TcpOption> wanted) {
        var end = new TcpOption.EndOfList();
        return !came.isEmpty() && came.getLast().equals(end) && !wanted.contains(end)
                ? came.subList(0, came.size() - 1)
                : came;
    }

    /** The host's own value counts only if the script says how long a tick takes. */
    private boolean sameStamps(TcpOption.Timestamps script, TcpOption.Timestamps live, long at) {
        if (script.echoReply().isPresent() && !script.echoReply().equals(live.echoReply())) {
            return false;
        }
        OptionalLong due = connection.stampAt(at, settings.tick());
        if (due.isEmpty() || script.value().isEmpty()) {
            return true;
        }
        long allowed = settings.tolerance() / settings.tick() + 1;
        int off = (int) (script.value().getAsLong() - due.getAsLong());
        return Math.abs((long) off) <= allowed;
    }
}
