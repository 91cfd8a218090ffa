package dev.sequent.check.jpf;

import dev.sequent.check.engine.Exploration.Stop;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs Java PathFinder as a process of its own, to its end or until it is stopped. */
final class JpfProcess {
    private static final Duration DYING = Duration.ofSeconds(5);

    private final AtomicReference<@Nullable Stop> stopped = new AtomicReference<>();
    private volatile @Nullable Process running;

    /** Stops the current run, or the next one, from any thread. */
    void stop(Stop why) {
        stopped.compareAndSet(null, why);
        Process process = running;
        if (process != null) {
            kill(process);
        }
    }

    /** Why {@link #stop} was called, if it was. */
    Optional<Stop> stopped() {
        return Optional.ofNullable(stopped.get());
    }

    /**
     * @param limit after which it is stopped
     * @throws UncheckedIOException when the program cannot be started
     */
    void run(List<String> command, Path folder, JpfOutput output, Duration limit) {
        if (stopped.get() != null) {
            return;
        }
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            running = process;
            Thread orphans = new Thread(() -> kill(process), "ends JPF");
            Runtime.getRuntime().addShutdownHook(orphans);
            Thread watchdog = Thread.ofVirtual().start(() -> watch(process, limit));
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                if (stopped.get() != null) {
                    kill(process);
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.line(line);
                }
            } finally {
                kill(process);
                watchdog.interrupt();
                running = null;
                forget(orphans);
            }
        } catch (IOException e) {
            if (stopped.get() == null) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void watch(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                stop(Stop.TIME);
            }
        } catch (InterruptedException e) {
            // It has come to its end.
        }
    }

    private static void kill(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down and the hook does its work.
        }
    }
}
