package dev.sequent.check.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param states states found
 * @param transitions transitions taken, including those to known states
 * @param depth length of the longest of all shortest paths
 * @param levels how many states there are at each depth
 * @param queue states found and not expanded: 0 exactly when the search is exhaustive
 * @param stop why it ended early; empty when it is exhaustive
 * @param shortage where room ran out, with {@link Stop#STORAGE}
 * @param hits for each watch its first hit, in the order of watches
 * @param memory bytes of the search's own tables at their largest, on disk or not
 * @param resumed how many of the states came from a checkpoint
 * @param graph the transitions, if they were to be kept
 */
public record Exploration(
        long states,
        long transitions,
        int depth,
        List<Long> levels,
        long queue,
        Optional<Stop> stop,
        Optional<String> shortage,
        List<Optional<Hit>> hits,
        Duration elapsed,
        long memory,
        long resumed,
        VisitedSet visited,
        Ancestry ancestry,
        Optional<Graph> graph) {

    /** Why a search ended before it had seen everything. */
    public enum Stop {
        STATES("the state limit is reached"),
        TIME("the time limit is reached"),
        MEMORY("the memory limit is reached"),
        STORAGE("there is no more room for states"),
        INTERRUPTED("interrupted"),
        VIOLATION("stopped at the first violation");

        private final String text;

        Stop(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Something watched for.
     *
     * @param state number of the state
     * @param ordinal the transition out of it that is the hit itself; -1 when it is the state
     */
    public record Hit(int watch, int state, int ordinal) {}

    public boolean exhaustive() {
        return stop.isEmpty();
    }

    /** The transitions' ordinals from the initial state to a hit, the last one being the hit's own if it has one. */
    public int[] path(Hit hit) {
        int[] path = ancestry.path(hit.state());
        if (hit.ordinal() < 0) {
            return path;
        }
        int[] longer = java.util.Arrays.copyOf(path, path.length + 1);
        longer[path.length] = hit.ordinal();
        return longer;
    }
}
