package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.Message;

/** A message that may be in flight: its fields, and what the runtime attached to it. */
final class MessageState {
    final int number;
    final Bits bits;
    /** Shared by all threads: read only. */
    final Message message;
    /** How many bits precede the attachment. */
    final int attachedAt;

    /** @param attachedAt how many bits precede the attachment */
    MessageState(int number, Bits bits, Message message, int attachedAt) {
        this.number = number;
        this.bits = bits;
        this.message = message;
        this.attachedAt = attachedAt;
    }

    BitReader attachment() {
        var in = new BitReader(bits.words);
        for (int left = attachedAt; left > 0; left -= 64) {
            in.get(Math.min(64, left));
        }
        return in;
    }
}
