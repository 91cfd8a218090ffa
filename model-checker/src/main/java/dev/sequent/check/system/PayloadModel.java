package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Message;
import java.util.Optional;

/**
 * What stands for the runtime around a machine: it moves the bytes that the machine only counts. A model may give bytes
 * identities, keep them in the peers' buffers, let them travel with messages, and complain when they arrive wrongly.
 */
public interface PayloadModel {
    /** Messages carry the number of their bytes and nothing else. */
    PayloadModel COUNTS = new PayloadModel() {
        @Override
        public Side side(int peer) {
            return Side.NOTHING;
        }

        @Override
        public String bounds() {
            return "payloads are counts of bytes, without identity";
        }
    };

    /** The runtime of one peer; one for each thread. @param peer ordinal in the scenario */
    Side side(int peer);

    /** What of payloads is modelled, for the bounds of a verdict. */
    String bounds();

    /**
     * One peer's runtime, in the order of a step: {@link #decode}, then {@link #called} or {@link #arrives}, then what
     * the machine does, then {@link #violation} and {@link #encode}.
     */
    interface Side {
        Side NOTHING = new Side() {};

        /** The user's call is about to be made. */
        default void called(int call, long a, long b, long c, long d) {}

        /** A message is about to be received. @param attachment reads what {@link #sends} wrote */
        default void arrives(Message message, BitReader attachment) {}

        /** The machine sends. @param attachment what travels with the message, outside the machine's sight */
        default void sends(Message message, BitWriter attachment) {}

        /** The machine asks for a declared effect. */
        default void effect(int effect, long a, long b, long c, long d) {}

        /** What went wrong in this step, if anything did: a violation. */
        default Optional<String> violation() {
            return Optional.empty();
        }

        /** Writes the side's state: equal bits if and only if equal states, and self-delimiting. */
        default void encode(BitWriter out) {}

        default void decode(BitReader in) {}
    }
}
