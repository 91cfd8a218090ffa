package dev.sequent.check.engine;

import java.time.Duration;

/** Told now and then, by the thread that called the explorer, how far it is. */
@FunctionalInterface
public interface Progress {
    Progress NONE = snapshot -> {};

    void at(Snapshot snapshot);

    /**
     * @param states states found
     * @param transitions transitions taken
     * @param depth length of the shortest path to the current states
     * @param queue states found and not yet expanded
     * @param rate transitions per second since the search began
     * @param memory bytes of the search's own tables
     * @param outlook how much is left, as far as can be estimated
     */
    record Snapshot(
            long states,
            long transitions,
            int depth,
            long queue,
            double rate,
            long memory,
            Duration elapsed,
            Outlook outlook) {

        /** How long that many states will take if they take as long as those before. */
        public Duration timeFor(long more) {
            long done = Math.max(1, states - queue);
            return Duration.ofMillis((long) ((double) elapsed.toMillis() / done * more));
        }
    }
}
