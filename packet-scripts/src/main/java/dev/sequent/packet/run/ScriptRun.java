package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Event;
import dev.sequent.packet.script.EventTime;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.syntax.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of one script against a host. Events happen one after the other, as packetdrill has them happen:
 *
 * <ul>
 *   <li>What the script sends, and a system call, happens at its time.
 *   <li>A packet that is expected is the next one that the host sends, and must come at its time, give or take the
 *       tolerance. Any other packet in its place is a mismatch. What the host sends after the last one that is expected
 *       nobody looks at.
 *   <li>A system call returns at once, unless its time says when it returns. What follows a call that is blocked
 *       happens meanwhile; but there is one call at a time.
 * </ul>
 */
final class ScriptRun {
    private final String text;
    private final Script script;
    private final Settings settings;
    private final Subject subject;
    private final Bench.Commands commands;
    private final Timeline timeline;
    private final Ladder ladder;
    private final Segments segments;
    private final Calls calls;
    private final List<String> notes = new ArrayList<>();
    /** Commands before anything else have been run: they say what the host is like. */
    private boolean begun;

    private boolean waitedInVain;

    ScriptRun(Reading reading, Settings settings, Subject subject, Bench.Commands commands) {
        this.text = reading.text();
        this.script = reading.script();
        this.settings = settings;
        this.subject = subject;
        this.commands = commands;
        this.timeline = new Timeline(subject, settings.tolerance());
        this.ladder = new Ladder(timeline.origin());
        var connections = new Connections(settings);
        this.segments = new Segments(settings, subject, timeline, ladder, connections);
        this.calls = new Calls(settings, subject, timeline, ladder, connections);
    }

    /** Whether it has failed since something that may come at any time did not come. */
    boolean hasWaitedInVain() {
        return waitedInVain;
    }

    Verdict run(int width) {
        int line = 0;
        try {
            for (Event event : script.events()) {
                line = event.place().line();
                int at = line;
                boolean packet = event.action() instanceof Action.Packet;
                forgiving(packet, () -> happen(event, at));
            }
            forgiving(false, calls::finish);
            return new Verdict.Passed(notes, ladder.text(width));
        } catch (Mismatch m) {
            waitedInVain = m.isInVain();
            String complaint = subject.complaint()
                    .map(what -> "  it says   " + what.strip() + "\n")
                    .orElse("");
            return new Verdict.Failed(
                    m.line(), m.message(), quoted(m.line()) + m.details() + complaint, ladder.text(width));
        } catch (UnsupportedException e) {
            return new Verdict.Unsupported(line, e.what());
        }
    }

    private void forgiving(boolean packet, Runnable what) {
        try {
            what.run();
        } catch (Mismatch m) {
            if (!(packet ? settings.forgivePackets() : settings.forgiveCalls())) {
                throw m;
            }
            notes.add("line " + m.line() + ": " + m.message());
        }
    }

    /** The line of the script, as it stands there. */
    private String quoted(int line) {
        List<String> lines = text.lines().toList();
        return line < 1 || line > lines.size()
                ? ""
                : "  " + line + " | " + lines.get(line - 1).strip() + "\n";
    }

    static void refuseOutgoing(Action.IcmpPacket packet) {
        if (packet.direction() == Action.Direction.OUT) {
            throw new UnsupportedException("an ICMP message that the host should send");
        }
    }

    static void refuseUdp() {
        throw new UnsupportedException("UDP");
    }

    private void happen(Event event, int line) {
        Timeline.Window window = timeline.window(event.time());
        begun |= !(event.action() instanceof Action.Command);
        switch (event.action()) {
            case Action.TcpPacket packet
            when packet.direction() == Action.Direction.OUT -> segments.expect(packet, window, line);
            case Action.TcpPacket packet -> {
                timeline.reach(window);
                segments.send(packet, line);
            }
            case Action.IcmpPacket packet -> {
                refuseOutgoing(packet);
                timeline.reach(window);
                segments.send(packet, line);
            }
            case Action.UdpPacket ignored -> refuseUdp();
            case Action.SystemCall call -> {
                timeline.reach(window);
                calls.make(call, event.time() instanceof EventTime.Blocking, window, line);
            }
            case Action.Command command -> {
                timeline.reach(window);
                if (begun) {
                    commands.run(command.text());
                }
            }
            case Action.CodeBlock code -> {
                timeline.reach(window);
                calls.evaluate(code.text(), line);
            }
        }
        calls.check();
        subject.complaint().ifPresent(what -> {
            throw new Mismatch(line, "a fault of the host itself", "  it says   " + what.strip() + "\n");
        });
    }
}
