package dev.sequent.packet.batch;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does things on several threads, and hands on what comes of them in the order in which they were given. */
public final class InOrder {
    private InOrder() {}

    /**
     * Does each of them.
     *
     * @param what is done with each; by any thread
     * @param each takes what came of each, as soon as it and all before it are through; by this thread
     */
    public static <A, B> void run(List<A> all, int threads, Function<A, B> what, Consumer<B> each) {
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.clamp(all.size(), 1, threads), task -> {
            Thread thread = new Thread(task, "sequent-packet");
            thread.setDaemon(true);
            return thread;
        })) {
            List<Future<B>> underway =
                    all.stream().map(a -> pool.submit(() -> what.apply(a))).toList();
            underway.forEach(one -> each.accept(result(one)));
        }
    }

    private static <B> B result(Future<B> one) {
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
}
