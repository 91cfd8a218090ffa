package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.packet.batch.Batch;
import dev.sequent.packet.batch.JUnitReport;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Runner;
import dev.sequent.view.Paint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How runs of packet scripts are shown, whatever they run on.
 *
 * @param verbose whether figures of those that passed are shown, too
 * @param report where JUnit's XML goes
 * @param interrupted set when somebody does not want to wait any longer
 */
record PacketOutput(
        Console console, Paint paint, boolean verbose, boolean json, Optional<Path> report, AtomicBoolean interrupted) {

    private static final String OPTION = "--report";

    /** Sees whether the report may be written, and can be. @throws CommandFailure if not */
    void check() {
        report.ifPresent(file -> OutputFile.check(OPTION, file, OutputFile.Kind.JUNIT));
    }

    /** Runs scripts, with a line of progress. @param tell is told of each, unless it is JSON that is wanted */
    List<Outcome> run(List<Path> files, Function<Path, Runner> runners, int threads, Consumer<Outcome> tell) {
        try (var progress = new ProgressLine(console);
                var ignored = Signals.on("INT", () -> interrupted.set(true))) {
            progress.show("0 of " + files.size() + " scripts");
            var done = new AtomicInteger();
            return Batch.run(
                    files,
                    runners,
                    threads,
                    outcome -> {
                        if (!json) {
                            progress.above(() -> tell.accept(outcome));
                        }
                    },
                    () -> progress.show(done.incrementAndGet() + " of " + files.size() + " scripts"),
                    interrupted::get);
        } catch (UncheckedIOException e) {
            throw CommandFailure.missing(e);
        }
    }

    boolean isInterrupted() {
        return interrupted.get();
    }

    /** How far it has come, if it was interrupted; to be followed by what came of those. */
    String soFar(List<Outcome> outcomes, List<Path> files) {
        return isInterrupted() ? "interrupted after " + outcomes.size() + " of " + files.size() + " scripts: " : "";
    }

    String text(Outcome outcome) {
        String line = outcome.line();
        String details = outcome.details();
        if (outcome.word().equals("passed")) {
            String shown = verbose ? outcome.file() + ": passed\n" + outcome.figure() : "";
            return shown + (line.isEmpty() ? "" : outcome.file() + ": passed, but " + line + "\n");
        }
        return paint.bad(line) + "\n" + details + (details.isEmpty() ? "" : "\n");
    }

    void report(List<Outcome> outcomes) {
        if (report.isEmpty()) {
            return;
        }
        OutputFile.write(OPTION, report.get(), OutputFile.Kind.JUNIT, JUnitReport.text(outcomes));
    }
}
