package dev.sequent.check.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A graph that is discovered by walking it. A state is {@link #width} ints: equal ints if and only if equal states,
 * within one system object. (They are usually numbers of components that the system has stored once, see Holzmann's
 * collapse compression, "State compression in SPIN", 1997.)
 */
public interface TransitionSystem {
    /** Ints in a state, at least 1. */
    int width();

    /** Writes the one initial state. */
    void initial(int[] into);

    /** How many things are watched for; watches are numbered from 0. */
    int watches();

    /** Whether a hit of that watch is a violation (and not, for instance, a witness to be reached). */
    boolean bad(int watch);

    /**
     * Whether both a state and a transition can hit that watch. A state is nearer than the transitions out of any state
     * at the same distance, so the nearest hit is known only when all of those states have been examined.
     */
    default boolean hitsBoth(int watch) {
        return false;
    }

    /** One for each thread. */
    Expander expander();

    /** Bytes of memory that the system holds by itself, roughly. */
    long bytes();

    /** Writes everything that the ints of states refer to, and what the expanders have counted so far. */
    default void save(DataOutput out) throws IOException {}

    /** Restores what was saved, before anything is expanded. */
    default void load(DataInput in) throws IOException {}

    /** Lists what leads out of a state; not thread-safe. */
    interface Expander {
        /** Reports hits and successors, always in the same order for the same state. @param state is read only */
        void expand(int[] state, Successors out);
    }

    /** Where an {@link Expander} reports to. */
    interface Successors {
        /** The next transition, numbered from 0, and where it leads. @param state is copied @param action its label */
        void add(int[] state, int action);

        /** An unlabelled transition. */
        default void add(int[] state) {
            add(state, 0);
        }

        /**
         * Which of the conditions that liveness speaks of hold in the state itself: bits, or whatever else the system
         * can {@linkplain dev.sequent.check.liveness.Marks read}; 0 by default.
         */
        default void mark(long conditions) {}

        /** Something could happen here that a bound of the search prevents. */
        default void cut(int action) {}

        /** The state itself is a hit. */
        void hit(int watch);

        /** The transition that was added last is itself a hit, and leads on. */
        void hitStep(int watch);

        /** The next transition is itself a hit, and leads nowhere. */
        void hitOnTheWay(int watch, int action);

        default void hitOnTheWay(int watch) {
            hitOnTheWay(watch, 0);
        }
    }
}
