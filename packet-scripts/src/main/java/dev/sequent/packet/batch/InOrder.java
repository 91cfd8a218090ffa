package dev.sequent.packet.batch;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does things on several threads, and hands on what comes of them in the order in which they were given. */
public final class InOrder {
    /** How often it is asked whether to go on, in milliseconds. */
    private static final long LOOK = 100;

    private InOrder() {}

    /**
     * Does each of them.
     *
     * @param what is done with each; by any thread
     * @param cancelled whether to wait for no more of them; asked now and then
     * @param each takes what came of each, as soon as it and all before it are through; by this thread
     */
    public static <A, B> void run(
            List<A> all, int threads, Function<A, B> what, BooleanSupplier cancelled, Consumer<B> each) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.clamp(all.size(), 1, threads), task -> {
            Thread thread = new Thread(task, "sequent-packet");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<B>> underway =
                    all.stream().map(a -> pool.submit(() -> what.apply(a))).toList();
            for (Future<B> one : underway) {
                Optional<B> result = result(one, cancelled);
                if (result.isEmpty()) {
                    return;
                }
                each.accept(result.get());
            }
        } finally {
            // What is under way may take minutes, and nobody waits for it any longer.
            pool.shutdownNow();
        }
    }

    /** Empty if it is not waited for any longer. */
    private static <B> Optional<B> result(Future<B> one, BooleanSupplier cancelled) {
        try {
            while (!cancelled.getAsBoolean()) {
                try {
                    return Optional.of(one.get(LOOK, TimeUnit.MILLISECONDS));
                } catch (TimeoutException e) {
                    continue;
                }
            }
            return Optional.empty();
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
}
