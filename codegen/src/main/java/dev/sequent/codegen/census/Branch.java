package dev.sequent.codegen.census;

import java.util.BitSet;

/**
 * One way that a rule may take.
 *
 * @param number among all
 * @param rule for instance {@code on SEGMENT arrives in SYN-RECEIVED ... TIME-WAIT: first}
 * @param text as the specification has it, for instance {@code if RST}; empty where the routine is entered
 * @param file the specification file
 * @param possible the states in which the rule can be entered and take this way, as far as states decide
 * @param stateless a function's: any rule may call that, and it is counted once, under state 0
 */
public record Branch(
        int number,
        String rule,
        String text,
        Outcome outcome,
        String file,
        int line,
        BitSet possible,
        boolean stateless) {

    /** What becomes of it. */
    public enum Outcome {
        /** A handler or a procedure begins. */
        ENTERED("entered"),
        /** A step begins, or a block for some states. */
        PASSED("passed"),
        /** The condition. */
        HOLDS("holds"),
        /** The condition. */
        FAILS("fails");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }

    public Branch {
        possible = (BitSet) possible.clone();
    }

    /** As in {@code on OPEN in LISTEN: `if active` holds}. */
    public String words() {
        return rule + ": " + (text.isEmpty() ? "" : "`" + text + "` ") + outcome.word();
    }
}
