package dev.sequent.cli.demo;

import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.view.Paint;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the steps of the demo one after the other and prints one line for each: a tick and what it found, or a cross and
 * why.
 */
public final class Steps {
    private static final String TICK = "✓";
    private static final String CROSS = "✗";

    private final Console console;
    private final Paint paint;

    public Steps(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    /** A step did not do what it should; it has been reported. */
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /** What a step found is not what it should be. */
    static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message);
        }
    }

    /**
     * Runs a step on a thread of its own.
     *
     * @param title what it is about
     * @param limit after which it counts as failed
     * @param work returns what it found, in a few words
     * @throws Failed if it throws, or takes too long
     */
    public void step(String title, Duration limit, Callable<String> work) throws Failed {
        long began = System.nanoTime();
        var task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().daemon().name("demo-step").start(task);
        try (var progress = new ProgressLine(console)) {
            progress.show("  … " + title);
            String found = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            progress.close();
            console.println(String.format(
                    Locale.ROOT,
                    "  %s %-30s  %s  %s",
                    paint.good(TICK),
                    title,
                    found,
                    paint.faint(String.format(Locale.ROOT, "(%.1f s)", (System.nanoTime() - began) / 1e9))));
        } catch (TimeoutException e) {
            thread.interrupt();
            throw failed(title, "not over after " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failed(
                    title,
                    e.getCause() instanceof Unexpected why
                            ? String.valueOf(why.getMessage())
                            : String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(title, "interrupted");
        }
    }

    private Failed failed(String title, String why) {
        console.println("  " + paint.bad(CROSS) + " " + title + ": " + why);
        return new Failed(title + ": " + why);
    }
}
