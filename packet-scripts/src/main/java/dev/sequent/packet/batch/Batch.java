package dev.sequent.packet.batch;

import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.Verdict;
import dev.sequent.packet.syntax.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        return run(files, file -> runner, threads, each, () -> {});
    }

    /**
     * The same.
     *
     * @param runners the one for each of them
     * @param through called whenever one of them is through, in no order, by whatever thread
     */
    public static List<Outcome> run(
            List<Path> files, Function<Path, Runner> runners, int threads, Consumer<Outcome> each, Runnable through) {
        List<Outcome> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.clamp(files.size(), 1, threads), task -> {
            Thread thread = new Thread(task, "sequent-packet");
            thread.setDaemon(true);
            return thread;
        })) {
            List<Future<Outcome>> underway = files.stream()
                    .map(f -> pool.submit(() -> run(f, runners.apply(f), through)))
                    .toList();
            for (Future<Outcome> one : underway) {
                Outcome outcome = outcome(one);
                all.add(outcome);
                each.accept(outcome);
            }
        }
        return all;
    }

    private static Outcome outcome(Future<Outcome> one) {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Outcome run(Path file, Runner runner, Runnable through) {
        Outcome outcome = run(file, runner);
        through.run();
        return outcome;
    }

    private static Outcome run(Path file, Runner runner) {
        long began = System.nanoTime();
        try {
            Reading reading = runner.read(file.toString(), Files.readAllBytes(file));
            return new Outcome(file.toString(), runner.run(reading), System.nanoTime() - began);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the script " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // One script must not take the results of the others with it.
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            var fault = new Verdict.Failed(0, "a fault of sequent itself: " + e, trace.toString(), "");
            return new Outcome(file.toString(), fault, System.nanoTime() - began);
        }
    }
}
