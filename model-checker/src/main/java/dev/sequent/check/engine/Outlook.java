package dev.sequent.check.engine;

import java.util.List;

/**
 * How many states are still to be expanded, estimated from how many there are at each depth. These numbers grow to a
 * peak and then fall, as a rule ever faster; before the peak there is no estimate.
 */
public sealed interface Outlook {
    /** Depth after depth there are more. */
    record Growing() implements Outlook {}

    /**
     * They get fewer.
     *
     * @param least those that are found but not expanded
     * @param most if they fell no faster from now on
     */
    record Falling(long least, long most) implements Outlook {}

    /**
     * @param levels how many states there are at each depth up to the current one
     * @param expanded how many of the current ones were expanded
     * @param beyond states found beyond the depth at hand
     */
    static Outlook of(List<Long> levels, long expanded, long beyond) {
        if (levels.size() < 3) {
            return new Growing();
        }
        double level = levels.getLast();
        double part = expanded / level;
        // Earlier, what was found beyond says nothing about what will be found.
        double ratio = part >= 0.05 ? beyond / part / level : level / levels.get(levels.size() - 2);
        if (ratio > 0.97) { // closer to 1, the sum of what follows could be anything
            return new Growing();
        }
        double next = Math.max(beyond, ratio * level);
        long left = (long) level - expanded;
        return new Falling(left + beyond, left + (long) (next / (1 - ratio)));
    }
}
