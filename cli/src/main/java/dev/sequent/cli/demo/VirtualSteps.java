package dev.sequent.cli.demo;

import dev.sequent.cli.run.Stacks;
import dev.sequent.wire.PcapngReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be shown without a kernel on the other side: two of our stacks on a link in virtual time. */
public final class VirtualSteps {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String BAD_LINK = "loss=5%,duplicate=1%,reorder=2%,seed=1";
    private static final int ECHO = 7;

    private final Stacks stacks;
    private final Steps steps;
    private final Path folder;
    private final long bytes;
    private final CaptureFigures figures;

    /** @param folder where the captures go; @param bytes to be echoed over each link */
    public VirtualSteps(Stacks stacks, Steps steps, Path folder, long bytes, CaptureFigures figures) {
        this.stacks = stacks;
        this.steps = steps;
        this.folder = folder;
        this.bytes = bytes;
        this.figures = figures;
    }

    /** All steps; what was captured is drawn at the end. */
    public void run() throws Steps.Failed, IOException {
        Path clean = folder.resolve("clean.pcapng");
        Path bad = folder.resolve("bad.pcapng");
        Stacks.VirtualRun run =
                stacks.virtual(new Stacks.VirtualRequest(Optional.empty(), Optional.of(clean), Map.of(), 1));
        try (run) {
            steps.step("echo, clean link", Duration.ofSeconds(60), () -> echo(run));
            steps.step(
                    "TIME-WAIT",
                    Duration.ofSeconds(30),
                    () -> String.format(Locale.ROOT, "lasted %.1f virtual seconds", run.timeWait()));
            steps.step(
                    "a port refuses",
                    Duration.ofSeconds(30),
                    () -> run.refused()
                            .orElseThrow(
                                    () -> new Steps.Unexpected("the user had not been told after a virtual minute")));
        }
        try (Stacks.VirtualRun impaired =
                stacks.virtual(new Stacks.VirtualRequest(Optional.of(BAD_LINK), Optional.of(bad), Map.of(), 2))) {
            steps.step("echo, bad link", Duration.ofSeconds(150), () -> echo(impaired));
        }
        steps.step("what the bad link took", Duration.ofSeconds(30), () -> figures.toll(PcapngReader.read(bad), A, B));
        figures.draw(PcapngReader.read(clean), A, B, "B", ECHO, run::stateAfterFrame);
        figures.lie(List.of(clean, bad));
    }

    private String echo(Stacks.VirtualRun run) throws Steps.Unexpected {
        Stacks.VirtualRun.Echo echo = run.echo(bytes);
        if (!echo.sent().equals(echo.received()) || echo.octets() != bytes) {
            throw new Steps.Unexpected(echo.octets() + " of " + bytes + " octets came back, SHA-256 " + echo.received()
                    + ", not " + echo.sent());
        }
        return String.format(
                Locale.ROOT,
                "%s there and back, SHA-256 equal (%s…), %.1f virtual seconds",
                CaptureFigures.octets(bytes),
                echo.sent().substring(0, 12),
                echo.seconds());
    }
}
