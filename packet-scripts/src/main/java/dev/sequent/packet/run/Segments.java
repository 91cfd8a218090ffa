package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.wire.TcpHeader;
import java.util.Optional;

/** The packets of a run: sends those of the script, and compares those of the host. */
final class Segments {
    private final Settings settings;
    private final Subject subject;
    private final Timeline timeline;
    private final Ladder ladder;
    private final Connections connections;
    private final Wire wire;
    private Optional<LiveSegment> waiting = Optional.empty();

    Segments(Settings settings, Subject subject, Timeline timeline, Ladder ladder, Connections connections) {
        this.settings = settings;
        this.subject = subject;
        this.timeline = timeline;
        this.ladder = ladder;
        this.connections = connections;
        this.wire = new Wire(settings);
    }

    // ---------------------------------------------------------------- in

    void send(Action.TcpPacket packet, int line) {
        Connection connection = connections.inbound(packet.ports(), packet.control());
        if (!connection.isKnown() && (packet.control() & TcpHeader.ACK) != 0) {
            learnAhead(connection);
        }
        byte[] datagram = wire.segment(packet, connection);
        long at = subject.now();
        subject.deliver(datagram);
        subject.advanceTo(at);
        timeline.over(at);
        connection.received(packet.control());
        ladder.in(line, at, RfcForm.text(packet), state(connection));
    }

    void send(Action.IcmpPacket packet, int line) {
        Connection connection = packet.ports().isPresent()
                ? connections.inbound(packet.ports(), 0)
                : connections
                        .current()
                        .orElseThrow(() -> new UnsupportedException("an ICMP message without a connection"));
        byte[] datagram = wire.icmp(packet, connection);
        long at = subject.now();
        subject.deliver(datagram);
        subject.advanceTo(at);
        ladder.in(line, at, "ICMP " + packet.type() + " " + packet.code(), state(connection));
    }

    /** The script acknowledges a SYN that the host has sent and that the script has not looked at yet. */
    private void learnAhead(Connection connection) {
        if (waiting.isEmpty()) {
            waiting = next(subject.now());
        }
        waiting.filter(s -> s.has(TcpHeader.SYN) && connection.isBetween(s.fromPort(), s.to(), s.toPort()))
                .ifPresent(s -> connection.synSent(s, 0));
    }

    private String state(Connection connection) {
        return subject.state(connection.localPort(), connection.remote(), connection.remotePort())
                .orElse("");
    }

    // ---------------------------------------------------------------- out

    void expect(Action.TcpPacket expected, Timeline.Window window, int line) {
        int done = 0;
        int first = 0;
        while (true) {
            int came = done;
            LiveSegment segment =
                    take(timeline.latest(window)).orElseThrow(() -> missing(expected, came, window, line));
            Connection connection = connections.outbound(segment);
            if (segment.has(TcpHeader.SYN)) {
                connection.synSent(segment, expected.sequence());
            }
            connection.sent(segment);
            timeline.over(segment.at());
            var check = new SegmentCheck(settings, connection);
            boolean part = check.isPart(expected, segment, done, first);
            if (!part) {
                compare(expected, check.compare(expected, segment, done), segment, connection, line);
            }
            ladder.out(line, segment.at(), figure(segment, connection), state(connection));
            punctual(expected, segment, window, line);
            if (!part) {
                return;
            }
            first = done == 0 ? segment.length() : first;
            done += segment.length();
        }
    }

    private void compare(
            Action.TcpPacket expected, Comparison comparison, LiveSegment segment, Connection connection, int line) {
        if (comparison.same() && connections.fits(expected, connection)) {
            return;
        }
        ladder.out(line, segment.at(), figure(segment, connection), state(connection));
        throw new Mismatch(
                line,
                "the host has sent another segment than the script expects",
                comparison.text() + facts(segment, connection));
    }

    private void punctual(Action.TcpPacket expected, LiveSegment segment, Timeline.Window window, int line) {
        String how =
                timeline.isEarly(segment.at(), window) ? "early" : timeline.isLate(segment.at(), window) ? "late" : "";
        if (!how.isEmpty()) {
            throw new Mismatch(
                    line,
                    "the segment came too " + how + ": expected " + timeline.text(window) + ", sent at "
                            + timeline.text(segment.at()) + " s",
                    "  segment   " + ScriptPrinter.segment(expected) + "\n"
                            + facts(segment, connections.outbound(segment)));
        }
    }

    /** @param done octets of the text that have come */
    private Mismatch missing(Action.TcpPacket expected, int done, Timeline.Window window, int line) {
        long until = subject.now();
        timeline.over(until);
        // Where the script goes on after this, what comes later is still for it to see.
        boolean last = !window.any() && !settings.forgivePackets();
        Optional<LiveSegment> later = last ? take(timeline.afterwards()) : Optional.empty();
        String after = later.map(s -> {
                    Connection connection = connections.outbound(s);
                    ladder.out(0, s.at(), figure(s, connection), state(connection));
                    return "  later     at " + timeline.text(s.at()) + " s it sent "
                            + ScriptPrinter.segment(Wire.script(s, connection)) + "\n" + facts(s, connection);
                })
                .orElse((settings.forgivePackets() ? "" : "  later     nothing\n")
                        + connections.current().map(this::stateLine).orElse(""));
        return new Mismatch(
                line,
                (done == 0
                                ? "the host has sent nothing until "
                                : "the host has sent no more than " + done + " octets of it until ")
                        + timeline.text(until) + " s, and the script expects a segment "
                        + timeline.text(window),
                "  expected  " + ScriptPrinter.segment(expected) + "\n" + after,
                window.any());
    }

    private String facts(LiveSegment segment, Connection connection) {
        return segment.why().map(why -> "  sent by   " + why + "\n").orElse("") + stateLine(connection);
    }

    private String stateLine(Connection connection) {
        return Calls.state(subject, connection);
    }

    private static String figure(LiveSegment segment, Connection connection) {
        return RfcForm.text(Wire.script(segment, connection));
    }

    /** Takes the next segment that the host has sent, or sends until the moment has come. */
    private Optional<LiveSegment> take(long latest) {
        Optional<LiveSegment> taken = waiting.isPresent() ? waiting : next(latest);
        waiting = Optional.empty();
        return taken;
    }

    private Optional<LiveSegment> next(long latest) {
        while (true) {
            Subject.Sent sent = timeline.await(latest);
            if (sent == null) {
                return Optional.empty();
            }
            Optional<LiveSegment> segment = LiveSegment.of(sent);
            if (segment.isPresent()) {
                return segment;
            }
        }
    }
}
