package dev.sequent.harness;

/** What there is to a peer besides its machine. All of it counts when states are compared. */
public final class Beside {
    /** Steps that the user has taken, not counting those that repeat, since the beginning or the last crash. */
    int position;

    int crashes;
    /** For each timer with a bound, how often it has run out. */
    final int[] fired;
    /** With clocks, for each timer that runs, in how many half ticks it is due: odd between two ticks. */
    final int[] remaining;
    /** For each function that answers in turn, which answer is next. */
    public final int[] turns;
    /** How often the machine has left its initial state, if that is kept. */
    int incarnation;
    /** Whose connection it is in: the origin of the message by which it got in step. */
    int partner;
    /** What the user was told in this incarnation, as bits, as far as it is kept. */
    final long[] told;
    /** Its octets, if they are kept. */
    final HarnessStreams streams;

    Beside(int timers, int signals, int turns, HarnessStreams streams) {
        told = new long[signals / 64 + 1];
        fired = new int[timers];
        remaining = new int[timers];
        this.turns = new int[turns];
        this.streams = streams;
    }
}
