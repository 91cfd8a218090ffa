package dev.sequent.harness;

import dev.sequent.runtime.Message;

/** A message in flight with what travels along, out of the machines' sight. Nobody but its channel holds it. */
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

    boolean same(Letter other) {
        return origin == other.origin && offset == other.offset && age == other.age && message.equals(other.message);
    }
}
