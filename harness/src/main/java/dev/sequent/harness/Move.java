package dev.sequent.harness;

import dev.sequent.runtime.Message;

/** Something that a machine has done in a step, as far as it matters to what is kept alongside it; a list, in order. */
final class Move {
    static final int SEND = 0;
    static final int GIVE = 1;
    static final int PLACE = 2;
    static final int DELIVER = 3;
    static final int ACKNOWLEDGE = 4;
    /** The user is told something that is kept. */
    static final int TELL = 5;
    /** Another incarnation begins. */
    static final int BEGIN = 6;
    /** The machine has got in step with another connection. */
    static final int MEET = 7;

    final int kind;
    final long a;
    final long b;
    final long c;
    final long d;
    final Message message;
    Move next;

    Move(int kind, long a, long b, long c, long d, Message message) {
        this.kind = kind;
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
        this.message = message;
    }
}
