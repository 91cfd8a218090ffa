package dev.sequent.check.simulation;

import dev.sequent.check.engine.Fan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.TransitionKind;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes one walk after another. For one thread. */
final class RandomWalk {
    /** The shortest walks end after so many steps, however far walks may go. */
    private static final int SHORTEST = 16;

    private static final int NONE = Integer.MAX_VALUE;

    private final ScenarioSystem system;
    private final Fan fan;
    private final Odds odds = new Odds();
    private final int[] kinds = new int[TransitionKind.values().length];
    private final int[] state;
    private int[] path = new int[64];
    private int length;
    private boolean ended;
    /** For each watch the steps before its first hit, {@link #NONE} when there was none, and the ordinal of that. */
    private final int[] firstStep;

    private final int[] firstOrdinal;

    RandomWalk(ScenarioSystem system) {
        this.system = system;
        fan = new Fan(system);
        state = new int[system.width()];
        firstStep = new int[system.watches()];
        firstOrdinal = new int[system.watches()];
    }

    /**
     * Takes a walk, up to where nothing more can happen, or something watched for is violated, or it is long enough.
     *
     * @param depth steps of the longest walks; each draws its own length, since what is wrong in the middle of things
     *     is found by beginning anew and what is wrong at their end by going on
     * @param goOn beyond a violation
     * @param visit told of each state, which is live
     */
    void take(Dice dice, int depth, boolean goOn, Consumer<int[]> visit) {
        odds.draw(dice);
        int most = most(dice, depth);
        length = 0;
        ended = false;
        Arrays.fill(firstStep, NONE);
        system.initial(state);
        while (true) {
            visit.accept(state);
            fan.of(state);
            boolean violated = note();
            ended = sort() == 0;
            if (violated && !goOn || ended || length == most) {
                return;
            }
            step(choose(dice));
        }
    }

    /** Between the shortest and the longest, each order of magnitude as likely as the others. */
    private static int most(Dice dice, int depth) {
        int shortest = Math.min(SHORTEST, depth);
        int doublings = 32 - Integer.numberOfLeadingZeros(depth / shortest);
        long upTo = Math.min(depth, (long) shortest << dice.below(doublings + 1));
        return (int) (upTo - dice.below((int) (upTo / 2 + 1)));
    }

    private boolean note() {
        boolean violated = false;
        for (int h = 0; h < fan.hits(); h++) {
            int watch = fan.watch(h);
            if (firstStep[watch] == NONE) {
                firstStep[watch] = length;
                firstOrdinal[watch] = fan.ordinal(h);
            }
            violated |= system.bad(watch);
        }
        return violated;
    }

    /** Counts the transitions that lead on, by kind. @return how many there are */
    private int sort() {
        Arrays.fill(kinds, 0);
        int all = 0;
        for (int t = 0; t < fan.count(); t++) {
            if (fan.leads(t)) {
                kinds[kind(t)]++;
                all++;
            }
        }
        return all;
    }

    /** @return the ordinal of one of them */
    private int choose(Dice dice) {
        int kind = odds.choose(kinds, dice);
        int left = dice.below(kinds[kind]);
        int t = -1;
        while (left >= 0) {
            t++;
            left -= fan.leads(t) && kind(t) == kind ? 1 : 0;
        }
        return t;
    }

    private int kind(int ordinal) {
        return system.actions().kind(fan.label(ordinal)).ordinal();
    }

    private void step(int ordinal) {
        if (length == path.length) {
            path = Arrays.copyOf(path, 2 * length);
        }
        path[length++] = ordinal;
        fan.state(ordinal, state);
    }

    int length() {
        return length;
    }

    /** Whether it came to where nothing more can happen. */
    boolean ended() {
        return ended;
    }

    boolean hit(int watch) {
        return firstStep[watch] != NONE;
    }

    /** The transitions to the first hit of a watch, the hit included if it is a transition. */
    int[] pathTo(int watch) {
        int steps = firstStep[watch];
        if (firstOrdinal[watch] == Fan.STATE) {
            return Arrays.copyOf(path, steps);
        }
        int[] longer = Arrays.copyOf(path, steps + 1);
        longer[steps] = firstOrdinal[watch];
        return longer;
    }
}
