package dev.sequent.cli.demo;

import dev.sequent.cli.terminal.Console;
import dev.sequent.language.model.MessageType;
import dev.sequent.view.Paint;
import dev.sequent.wire.PcapngReader.Packet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What the demo says about its captures. */
public final class CaptureFigures {
    private final Console console;
    private final Paint paint;
    private final MessageType segment;

    /** @param segment as the specification declares it */
    public CaptureFigures(Console console, Paint paint, MessageType segment) {
        this.console = console;
        this.paint = paint;
        this.segment = segment;
    }

    /**
     * Draws the first connection to or from a port, read back from a capture.
     *
     * @param other name of the other side
     * @param truth the state of our end after each frame, where it is known
     */
    void draw(
            List<Packet> packets,
            String ours,
            String theirs,
            String other,
            int port,
            IntFunction<Optional<String>> truth) {
        List<CapturedSegment> all = CapturedSegment.of(packets, ours, theirs);
        Optional<CapturedSegment> first = all.stream()
                .filter(s -> s.stackPort() == port || s.remotePort() == port)
                .findFirst();
        if (first.isEmpty()) {
            console.println("  nothing of port " + port + " is in the capture");
            return;
        }
        List<CapturedSegment> one = all.stream()
                .filter(s -> s.stackPort() == first.get().stackPort()
                        && s.remotePort() == first.get().remotePort())
                .toList();
        console.println("\n" + paint.strong("The handshake and the close of the first echo, as captured") + "\n");
        console.print(new CaptureFigure(segment, truth)
                .draw(other + " " + theirs, "Sequent " + ours, one)
                .render(console.width()));
        console.println(
                paint.faint(
                        "\n  The states on the right are those that our machine had; those on the left follow from the segments."));
    }

    /** Says where the captures are. */
    void lie(List<Path> files) {
        console.println("\nThe captures, for Wireshark: "
                + files.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    /** How many segments of ours were sent again, and how many arrived again. */
    String toll(List<Packet> packets, String ours, String theirs) {
        List<CapturedSegment> all = CapturedSegment.of(packets, ours, theirs);
        return String.format(
                Locale.ROOT,
                "of %,d segments captured, we sent %,d again, and %,d of the other side's came again",
                all.size(),
                again(all, true),
                again(all, false));
    }

    /** Segments with text that begins before the end of what was already seen, for each connection. */
    private static long again(List<CapturedSegment> all, boolean ours) {
        record Flow(int stackPort, int remotePort) {}
        var ends = new java.util.HashMap<Flow, Integer>();
        long again = 0;
        for (CapturedSegment s : all) {
            if (s.fromStack() == ours && s.octets() > 0) {
                var flow = new Flow(s.stackPort(), s.remotePort());
                Integer end = ends.get(flow);
                if (end != null && s.end() - end <= 0) {
                    again++;
                } else {
                    ends.put(flow, s.end());
                }
            }
        }
        return again;
    }

    static String octets(long bytes) {
        if (bytes == 1) {
            return "1 octet";
        }
        return bytes > 0 && bytes % (1 << 20) == 0
                ? (bytes >> 20) + " MiB"
                : String.format(Locale.ROOT, "%,d octets", bytes);
    }
}
