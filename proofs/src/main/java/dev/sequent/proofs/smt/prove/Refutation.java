package dev.sequent.proofs.smt.prove;

import dev.sequent.check.trace.TraceStep;
import java.util.List;

/**
 * A step that refutes a claim, in words and in the specification's own spelling.
 *
 * @param machine its name
 * @param befalls what happens, for instance {@code <SEQ=2000><ACK=1001><CTL=ACK> arrives}
 * @param offsets what the sequence numbers in that are counted from, for instance {@code SEG.ACK = SND.UNA+1}
 * @param company of a claim about two peers: what the other one remembers, and what is in flight; each a line
 * @param memory the machine before and after: its state, every variable, the timers that run
 * @param does what it does, in order: what is sent, what user and runtime are told, what is answered
 * @param parameters those that do not have their defaults
 * @param rules those that the generated core passed, in order, each once
 * @param claim what does not hold, as it is written; empty if it is a fault
 * @param parts those parts of the claim that decide it, with what they are; each a line
 * @param seen what the interpreter saw
 */
public record Refutation(
        String machine,
        String befalls,
        List<String> offsets,
        List<String> company,
        List<Memory> memory,
        List<String> does,
        List<Setting> parameters,
        List<TraceStep.Rule> rules,
        String claim,
        List<String> parts,
        String seen) {
    /**
     * Something that the machine remembers.
     *
     * @param usual whether it is as in the beginning
     * @param read whether a rule read it
     * @param claimed whether the claim is about it
     */
    public record Memory(String name, String before, String after, boolean usual, boolean read, boolean claimed) {
        public boolean changed() {
            return !before.equals(after);
        }

        /** Whether it has to do with the step. */
        boolean matters() {
            return changed() || claimed || read;
        }
    }

    /** @param value as it is written in the language */
    public record Setting(String name, String value) {}
}
