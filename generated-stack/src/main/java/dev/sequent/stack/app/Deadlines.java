package dev.sequent.stack.app;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what is not done in time, shortly after its time is up. A thread checks all of them from time to time, while
 * there are any: so setting a new deadline costs next to nothing, and one is set for each request.
 */
final class Deadlines {

    private static final long NEVER = Long.MAX_VALUE;

    private final long periodMillis;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param period between checks */
    Deadlines(Duration period) {
        periodMillis = Math.max(1, period.toMillis());
    }

    /** Something that may have to be ended. To be closed when it is done. */
    final class Watched implements AutoCloseable {

        private final Runnable end;
        private volatile long due = NEVER;

        private Watched(Runnable end) {
            this.end = end;
        }

        /** Sets the deadline that far from now. */
        void within(Duration time) {
            due = System.nanoTime() + time.toNanos();
        }

        void forAsLongAsItTakes() {
            due = NEVER;
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }

    /** Without a deadline at first. @param end called at most once, on a thread of ours */
    Watched watch(Runnable end) {
        var one = new Watched(end);
        watched.add(one);
        lookAfterThem();
        return one;
    }

    private void lookAfterThem() {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("deadlines").start(this::look);
        }
    }

    private void look() {
        try {
            while (!watched.isEmpty()) {
                Thread.sleep(periodMillis);
                long now = System.nanoTime();
                for (Watched one : watched) {
                    long due = one.due;
                    if (due != NEVER && due - now <= 0) {
                        watched.remove(one);
                        one.end.run();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looking.set(false);
        }
        if (!watched.isEmpty()) { // It came between our last check and our end.
            lookAfterThem();
        }
    }
}
