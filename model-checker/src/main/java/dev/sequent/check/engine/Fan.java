package dev.sequent.check.engine;

import java.util.Arrays;

/** What leads out of one state, in the order in which it was listed. Its place there is a transition's ordinal. */
public final class Fan implements TransitionSystem.Successors {
    /** In place of an ordinal: the state itself. */
    public static final int STATE = -1;

    private final int width;
    private final TransitionSystem.Expander expander;
    private int[] states = new int[64];
    private int[] labels = new int[16];
    /** Whether there is a state at the other end. */
    private boolean[] leads = new boolean[16];

    private int count;
    /** Pairs: watch, ordinal or {@link #STATE}. */
    private int[] hits = new int[8];

    private int hitCount;

    public Fan(TransitionSystem system) {
        width = system.width();
        expander = system.expander();
    }

    /** Lists what leads out of another state, and forgets what led out of the one before. */
    public void of(int[] state) {
        count = 0;
        hitCount = 0;
        expander.expand(state, this);
    }

    /** Transitions, those that lead nowhere included. */
    public int count() {
        return count;
    }

    public int label(int ordinal) {
        return labels[ordinal];
    }

    /** Whether a transition leads to a state. */
    public boolean leads(int ordinal) {
        return leads[ordinal];
    }

    public void state(int ordinal, int[] into) {
        System.arraycopy(states, ordinal * width, into, 0, width);
    }

    public int hits() {
        return hitCount;
    }

    public int watch(int hit) {
        return hits[2 * hit];
    }

    /** The transition that is the hit; {@link #STATE} when it is the state. */
    public int ordinal(int hit) {
        return hits[2 * hit + 1];
    }

    @Override
    public void add(int[] state, int action) {
        if ((count + 1) * width > states.length) {
            states = Arrays.copyOf(states, 2 * states.length);
        }
        System.arraycopy(state, 0, states, count * width, width);
        transition(action, true);
    }

    @Override
    public void hit(int watch) {
        note(watch, STATE);
    }

    @Override
    public void hitStep(int watch) {
        note(watch, count - 1);
    }

    @Override
    public void hitOnTheWay(int watch, int action) {
        note(watch, count);
        if ((count + 1) * width > states.length) {
            states = Arrays.copyOf(states, 2 * states.length);
        }
        transition(action, false);
    }

    private void transition(int action, boolean leadsOn) {
        if (count == labels.length) {
            labels = Arrays.copyOf(labels, 2 * count);
            leads = Arrays.copyOf(leads, 2 * count);
        }
        labels[count] = action;
        leads[count] = leadsOn;
        count++;
    }

    private void note(int watch, int ordinal) {
        if (2 * hitCount == hits.length) {
            hits = Arrays.copyOf(hits, 2 * hits.length);
        }
        hits[2 * hitCount] = watch;
        hits[2 * hitCount + 1] = ordinal;
        hitCount++;
    }
}
