package dev.sequent.harness;

import dev.sequent.runtime.Message;

/** A message in flight with what travels along, unseen by the machines. Only its channel refers to it. */
final class Letter {
    /** The origin of what nobody in the scenario has sent. */
    static final int NOBODY = 0;

    final Message message;
    /** Who sent it: the incarnation and one, or {@link #NOBODY}. */
    final int origin;
    /** Place in the sender's stream of its first octet. */
    final long offset;
    /** In ticks. */
    int age;

    Letter(Message message, int origin, long offset) {
        this.message = message;
        this.origin = origin;
        this.offset = offset;
    }

    /** The part of a sent message that is in flight: a field for the network layer is not part of it. */
    Letter travelling(Setting setting) {
        Message without = null;
        int kind = message.kind();
        for (int f = 0; f < setting.fields(kind); f++) {
            if (setting.toNetwork(kind, f) && message.get(f) != 0) {
                without = without == null ? message.copy() : without;
                without.set(f, 0);
            }
        }
        return without == null ? this : new Letter(without, origin, offset);
    }

    boolean same(Letter other) {
        return origin == other.origin && offset == other.offset && age == other.age && message.equals(other.message);
    }
}
