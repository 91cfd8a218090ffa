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
    /** More threads than any machine can use only take memory: each has a stack, and a share of every batch. */
    public static final int MOST = 256;

    /** Bytes: enough for functions of the specification that call each other as deeply as allowed. */
    private static final long STACK = 4L << 20;

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
        if (threads > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " threads search, not " + threads);
        }
        this.threads = threads;
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), runnable -> {
            var thread = new Thread(null, runnable, "sequent-explorer", STACK);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How many to search with by default: one for each processor. */
    public static int ofThisMachine() {
        return Math.min(MOST, Runtime.getRuntime().availableProcessors());
    }

    /** Runs tasks 0 to count - 1, in any order, and waits for all. What a task throws is thrown here. */
    public void run(int count, Task task) {
        var next = new AtomicInteger();
        int helpers = Math.min(threads, count) - 1;
        List<Future<?>> running = new ArrayList<>();
        Throwable failure = null;
        try {
            for (int w = 1; w <= helpers; w++) {
                int worker = w;
                running.add(pool.submit(() -> work(next, count, task, worker)));
            }
            work(next, count, task, 0);
        } catch (Throwable t) { // the others must have ended before anyone looks at their arrays
            failure = t;
            next.set(count); // if there was no room for a thread, those that run go no further either
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
