package dev.sequent.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals that a command listens to. SIGQUIT is not among them: HotSpot keeps it for thread dumps unless started with
 * {@code -Xrs}, and then does not pass on SIGINT and SIGTERM; an orderly end is worth more.
 */
final class Signals {
    private Signals() {}

    /** Stops listening: the signal does what it did before. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Listens to a signal.
     *
     * @param name without SIG, for instance {@code INT}
     * @param action runs in a thread of its own, soon after
     */
    static Listening on(String name, Runnable action) {
        try {
            var signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, ignored -> action.run());
            return () -> Signal.handle(signal, before);
        } catch (IllegalArgumentException e) {
            return () -> {}; // This system has no such signal, or the JVM keeps it (-Xrs).
        }
    }
}
