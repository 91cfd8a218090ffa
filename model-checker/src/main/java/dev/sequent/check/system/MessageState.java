package dev.sequent.check.system;

import dev.sequent.runtime.Message;

/** A message that may be in flight: its fields, and, if that is kept, who sent it. */
final class MessageState {
    /** The origin of a message that no peer has sent in the course of the scenario. */
    static final int NOBODY = 0;

    final int number;
    final Bits bits;
    /** Shared by all threads: read only. */
    final Message message;
    /** The incarnation of the sender, see {@link #origin(int)}; {@link #NOBODY} if it is not kept. */
    final int origin;
    /** The place in the sender's stream of the first octet; 0 if there is none, or it is not kept. */
    final long offset;

    /** Just sent. */
    final Flight fresh;

    private final Memo<Flight> older = new Memo<>();

    MessageState(int number, Bits bits, Message message, int origin, long offset) {
        this.number = number;
        this.bits = bits;
        this.message = message;
        this.origin = origin;
        this.offset = offset;
        fresh = new Flight(this, 0);
    }

    static int origin(int incarnation) {
        return incarnation + 1;
    }

    /** The message, that many ticks after its sending. */
    Flight at(int age) {
        if (age == 0) {
            return fresh;
        }
        Flight known = older.find(age);
        return known != null ? known : older.put(age, new Flight(this, age));
    }
}
