package dev.sequent.packet.batch;

import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.Verdict;
import dev.sequent.packet.syntax.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs scripts on several threads. */
public final class Batch {
    private Batch() {}

    /**
     * Runs all scripts.
     *
     * @param each is told of each in the order of the files, as soon as it and all before it are through
     * @return in the order of the files
     * @throws UncheckedIOException if a file cannot be read
     */
    public static List<Outcome> run(List<Path> files, Runner runner, int threads, Consumer<Outcome> each) {
        return run(files, file -> runner, threads, each, () -> {}, () -> false);
    }

    /**
     * The same.
     *
     * @param runners the one for each of them
     * @param through called whenever one of them is through, in no order, by whatever thread
     * @param cancelled whether to wait for no more of them; asked now and then
     * @return those that are through, the first ones of the files
     */
    public static List<Outcome> run(
            List<Path> files,
            Function<Path, Runner> runners,
            int threads,
            Consumer<Outcome> each,
            Runnable through,
            BooleanSupplier cancelled) {
        List<Outcome> all = new ArrayList<>();
        InOrder.run(files, threads, file -> run(file, runners.apply(file), through), cancelled, outcome -> {
            all.add(outcome);
            each.accept(outcome);
        });
        return all;
    }

    private static Outcome run(Path file, Runner runner, Runnable through) {
        Outcome outcome = run(file, runner);
        through.run();
        return outcome;
    }

    private static Outcome run(Path file, Runner runner) {
        long began = System.nanoTime();
        try {
            Reading reading = runner.read(file.toString(), ScriptFiles.read(file));
            return new Outcome(file.toString(), runner.run(reading), System.nanoTime() - began);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            // One script must not take the results of the others with it.
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            var fault = new Verdict.Failed(0, "a fault of sequent itself: " + e, trace.toString(), "");
            return new Outcome(file.toString(), fault, System.nanoTime() - began);
        }
    }
}
