package dev.sequent.check.jpf;

import dev.sequent.check.system.BesideMachine;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code StateRecorder} recorded of one search: Java PathFinder's own states and transitions.
 *
 * <p>A state of the scenario is two of JPF's: one at rest, which JPF compares with those it knows, and after it one in
 * which it has been found out what can happen. Between a choice there and the next state at rest there may be others,
 * in which a function of the runtime chooses what it returns.
 *
 * @param machines those that occurred, by number
 * @param messages those that occurred, by number
 * @param besides what was kept alongside machines, by number
 * @param letters those that occurred, by number
 * @param initial the first state at rest; -1 when JPF did not get there
 * @param rests by JPF's number of the state what it looks like: for each peer its machine and what stands beside that;
 *     for each channel how many letters were lost, how many are in it, and which; null for other states
 * @param seen by JPF's number; null for other states
 * @param between by JPF's number, how many choices lead on; 0 for other states
 * @param faulted by JPF's number: a machine has thrown
 * @param errors what JPF calls an error, in order
 * @param merged machines that differ but have the same encoding
 * @param troubles what must not occur; nothing can be concluded from a search that has any
 * @param ended whether the search came to an end, whatever that was
 */
record Recording(
        List<Encoding> machines,
        List<Encoding> messages,
        List<BesideMachine> besides,
        List<Letter> letters,
        int initial,
        int[] @Nullable [] rests,
        @Nullable Seen[] seen,
        int[] between,
        boolean[] faulted,
        Edges edges,
        List<Failure> errors,
        List<Merged> merged,
        List<String> troubles,
        boolean ended) {

    /** @param type ordinal of the machine, or kind of the message @param bits how many count */
    record Encoding(int type, int bits, long[] words) {}

    /** A message with who sent it, which octets of that one's stream it carries, and how old it is. */
    record Letter(int message, int origin, long offset, int age) {}

    /**
     * @param options what can happen: see the harness's {@code Seen}
     * @param meant how many of them somebody intends to take
     * @param held for each peer, as bits of as many words each, the timers that a bound holds back
     * @param marks the watches that are hit, as bits
     */
    record Seen(int[] options, int meant, long[] held, long[] marks) {
        /** Of one of so many peers. */
        BitSet held(int peer, int peers) {
            int words = held.length / peers;
            return BitSet.valueOf(Arrays.copyOfRange(held, peer * words, (peer + 1) * words));
        }

        boolean marked(int watch) {
            return (marks[watch >> 6] >>> watch & 1) != 0;
        }
    }

    /**
     * The results of the step of a transition.
     *
     * @param overflows how many sends found the channel full
     * @param sent letters, in order
     * @param broken the watches of steps that were hit, as bits
     */
    record StepTaken(int overflows, int[] sent, long[] broken) {
        /** Nothing. */
        static final StepTaken NOTHING = new StepTaken(0, new int[0], new long[0]);
    }

    /**
     * @param details what JPF says
     * @param cause what the harness was doing
     * @param marks the watches that were hit; empty when a machine has thrown
     */
    record Failure(String details, Cause cause, long[] marks) {
        /** A machine has thrown; a state is one that must not be; a step is. */
        enum Cause {
            FAULT,
            STATE,
            STEP
        }
    }

    record Merged(int first, int second, String difference) {}

    /** The transitions of all states, those of one side by side in the order of JPF's choices. */
    static final class Edges {
        private final int[] begin;
        private final int[] choices;
        private final int[] targets;
        private final StepTaken[] steps;

        /** @param from for each edge, in the order in which they were found; the others likewise */
        Edges(int states, int count, int[] from, int[] choice, int[] to, StepTaken[] step) {
            begin = new int[states + 1];
            for (int e = 0; e < count; e++) {
                begin[from[e] + 1]++;
            }
            for (int s = 0; s < states; s++) {
                begin[s + 1] += begin[s];
            }
            int[] next = begin.clone();
            choices = new int[count];
            targets = new int[count];
            steps = new StepTaken[count];
            for (int e = 0; e < count; e++) {
                int at = next[from[e]]++;
                choices[at] = choice[e];
                targets[at] = to[e];
                steps[at] = step[e];
            }
        }

        int begin(int state) {
            return begin[state];
        }

        int end(int state) {
            return begin[state + 1];
        }

        /** A state, or {@code -2 - n} for the n-th error. */
        int target(int edge) {
            return targets[edge];
        }

        /** Of an edge to a state at rest. */
        StepTaken step(int edge) {
            return steps[edge];
        }

        /** Whether there are exactly that many, one for each choice, in order. */
        boolean complete(int state, int wanted) {
            if (end(state) - begin(state) != wanted) {
                return false;
            }
            for (int i = 0; i < wanted; i++) {
                if (choices[begin(state) + i] != i) {
                    return false;
                }
            }
            return true;
        }

        /** The edge of that choice, or -1. */
        int of(int state, int choice) {
            for (int edge = begin(state); edge < end(state); edge++) {
                if (choices[edge] == choice) {
                    return edge;
                }
            }
            return -1;
        }
    }

    int states() {
        return rests.length;
    }

    /**
     * Whether every choice in every state was made: JPF may skip some without saying so. @return what is missing, or
     * null
     */
    @Nullable
    String missing() {
        if (!ended) {
            return "the record of the search breaks off";
        }
        if (initial < 0) {
            return "the program never came to its first state";
        }
        for (int state = 0; state < states(); state++) {
            int wanted = rests[state] != null ? 1 : seen[state] != null ? seen[state].options().length : between[state];
            if (!faulted[state] && !edges.complete(state, wanted)) {
                return "of JPF's state " + state + " not every transition was taken";
            }
        }
        return null;
    }
}
