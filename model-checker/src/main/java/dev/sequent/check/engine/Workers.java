package dev.sequent.check.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that share out numbered tasks; the calling thread is worker 0. */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /** A task, told its number and which worker runs it. */
    @FunctionalInterface
    public interface Task {
        void run(int task, int worker);
    }

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
        this.threads = threads;
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), runnable -> {
            var thread = new Thread(runnable, "sequent-explorer");
            thread.setDaemon(true);
            return thread;
        });
    }

    public int threads() {
        return threads;
    }

    /** Runs tasks 0 to count - 1, in any order, and waits for all. What a task throws is thrown here. */
    public void run(int count, Task task) {
        var next = new AtomicInteger();
        int helpers = Math.min(threads, count) - 1;
        List<Future<?>> running = new ArrayList<>();
        for (int w = 1; w <= helpers; w++) {
            int worker = w;
            running.add(pool.submit(() -> work(next, count, task, worker)));
        }
        Throwable failure = null;
        try {
            work(next, count, task, 0);
        } catch (Throwable t) { // the others must have ended before anyone looks at their arrays
            failure = t;
        }
        for (Future<?> future : running) {
            Throwable other = await(future);
            failure = failure == null ? other : failure;
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static void work(AtomicInteger next, int count, Task task, int worker) {
        try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.run(i, worker);
            }
        } catch (Throwable t) {
            next.set(count);
            throw t;
        }
    }

    private static @org.jspecify.annotations.Nullable Throwable await(Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true; // kept for the explorer, which stops between batches
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
