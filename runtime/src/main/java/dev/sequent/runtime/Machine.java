package dev.sequent.runtime;

/**
 * One instance of a machine, as every engine sees it: explorer, interpreter, tests, stack.
 *
 * <p>A machine is pure: no clock, no I/O, no thread, no randomness. Time comes in as {@code now} (nanoseconds of the
 * caller's clock); what it decides goes out through its {@link Effects} before the call returns. Scalars travel as
 * {@code long} in the generic form: bool 0/1, unsigned integers and sequence numbers zero-extended, durations and times
 * in nanoseconds, enums by ordinal. Indexes are the ordinals of the specification's declarations.
 *
 * <p>Not thread-safe; calls must not nest.
 */
public interface Machine {
    /** The trigger was handled to its end. */
    int DONE = -1;
    /** The arriving message was discarded. */
    int DROP = -2;
    /** The specification ignores this trigger in this state. */
    int IGNORED = -3;

    /** Ordinal of the current state. */
    int state();

    /**
     * A user call or an event from the runtime; arguments beyond the declared ones are ignored.
     *
     * @param call ordinal among calls, then events
     * @return an outcome's ordinal, or {@link #DONE}, {@link #DROP}, {@link #IGNORED}
     * @throws Fault when the specification breaks a rule of its own (see {@link Fault}); the machine is then unusable
     */
    int call(int call, long now, long a, long b, long c, long d);

    /** A message arrives; it is read during the call only. Returns as {@link #call}. */
    int receive(long now, Message message);

    /** A timer that the machine started has run out; the machine counts it as stopped. Returns as {@link #call}. */
    int timeout(int timer, long now);

    /** Whether the timer is running, as far as the machine knows. */
    boolean running(int timer);

    /**
     * A scalar variable's value; for an optional one, its value when {@link #present}, otherwise 0; for ranges, their
     * count.
     */
    long variable(int variable);

    /** False only for an optional variable without a value. */
    boolean present(int variable);

    /** The ranges variable's set, live. @throws IllegalArgumentException for another type */
    RangeSet ranges(int variable);

    /**
     * What the specification lets be observed ({@code observe cwnd : u32 = ...}), in generic form, of a machine at
     * rest.
     *
     * @throws Fault when it cannot be computed; the machine stays usable
     */
    long observed(int observable);

    /** Writes state, variables, running timers and tables: equal encodings if and only if equal machines. */
    void encode(BitWriter out);

    /** Restores what {@link #encode} wrote; parameters and effects stay. Emits no effect. */
    void decode(BitReader in);

    /**
     * Time passes, and nothing happens: every point in time that the machine remembers moves {@code elapsed} into the
     * past; of one that comes before {@code horizon}, only that much is known from then on, see {@link Times}. For
     * engines in which the clock of {@code now} stands still.
     */
    void age(long elapsed, long horizon);

    /** Receives the rules at work, see {@link Trace}. {@link Trace#NONE} turns it off. */
    void trace(Trace trace);
}
