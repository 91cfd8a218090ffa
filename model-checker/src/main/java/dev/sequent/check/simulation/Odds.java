package dev.sequent.check.simulation;

import dev.sequent.check.system.TransitionKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * How likely one walk makes each kind of transition. Every walk draws its own: some lose much and some nothing, some
 * let timers run out all the time and some hardly ever, so that together they get to where no fixed mixture would
 * (Groce et al.: "Swarm testing", 2012).
 */
final class Odds {
    private static final TransitionKind[] KINDS = TransitionKind.values();
    /** A walk can do without these altogether. */
    private static final Set<TransitionKind> ADVERSE =
            EnumSet.of(TransitionKind.ATTACK, TransitionKind.DUPLICATE, TransitionKind.LOSE, TransitionKind.CRASH);
    /** Weights are powers of two, up to this one. */
    private static final int STEPS = 5;

    private final int[] weights = new int[KINDS.length];

    void draw(Dice dice) {
        Arrays.setAll(weights, k -> {
            int weight = 1 << dice.below(STEPS);
            return ADVERSE.contains(KINDS[k]) && dice.below(3) == 0 ? 0 : weight;
        });
    }

    /**
     * Chooses a kind among those of which there are transitions; if all of these have no weight in this walk, any of
     * them.
     *
     * @param available how many transitions there are of each kind, at least one in all
     */
    int choose(int[] available, Dice dice) {
        int sum = 0;
        int kinds = 0;
        for (int k = 0; k < available.length; k++) {
            if (available[k] > 0) {
                sum += weights[k];
                kinds++;
            }
        }
        boolean even = sum == 0;
        int drawn = dice.below(even ? kinds : sum);
        for (int k = 0; k < available.length; k++) {
            if (available[k] > 0) {
                drawn -= even ? 1 : weights[k];
                if (drawn < 0) {
                    return k;
                }
            }
        }
        throw new IllegalArgumentException("there is nothing to choose from");
    }
}
