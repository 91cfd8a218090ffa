package dev.sequent.language;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that recurses over the nesting of a specification: the parser, the checker, the generator, the Java
 * compiler. A thread with the JVM's default stack has room for about a thousand levels; this one has room for
 * everything that {@link dev.sequent.language.syntax.Nesting} lets through.
 */
public final class DeepStack {
    /** Bytes of address space; only what is used of them takes memory. */
    public static final long BYTES = 1L << 29;

    private DeepStack() {}

    private static final class Deep extends Thread {
        Deep(Runnable work) {
            super(null, work, "sequent-deep", BYTES);
        }
    }

    /**
     * Does the work on such a thread (the current one if it is one), and waits. What the work throws is thrown here.
     */
    public static <T> T call(Supplier<T> work) {
        if (Thread.currentThread() instanceof Deep) {
            return work.get();
        }
        var outcome = new Outcome<T>();
        var thread = new Deep(() -> outcome.of(work));
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // There is no room for such a stack, for instance under a ulimit: most work does not need it.
            return work.get();
        }
        await(thread);
        return outcome.get();
    }

    /** Interrupting the waiting thread interrupts the work. */
    private static void await(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Outcome<T> {
        private @Nullable T value;
        private @Nullable Throwable failure;

        void of(Supplier<T> work) {
            try {
                value = work.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        T get() {
            return switch (failure) {
                case null -> Objects.requireNonNull(value);
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            };
        }
    }
}
