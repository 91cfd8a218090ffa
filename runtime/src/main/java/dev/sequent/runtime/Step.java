package dev.sequent.runtime;

/** One step of one machine, as properties of steps see it: what triggered it, and what it did. */
public interface Step {
    /** Nothing, for {@link #call} and {@link #timeout}. */
    int NONE = -1;

    /** The call or event, numbered as in {@link Machine#call}; {@link #NONE} when it was something else. */
    int call();

    /**
     * What the call or event was given, as in {@link Machine#call}.
     *
     * @param i from 0; for less than the call has parameters
     * @throws IllegalStateException when it was neither
     */
    long argument(int i);

    /** The timer that ran out; {@link #NONE} when it was something else. */
    int timeout();

    /** Whether a message arrived. */
    boolean receives();

    /** The message that arrived. @throws IllegalStateException when none did */
    Message received();

    /** How many messages were sent. */
    int sent();

    /** One of them, from 0, in order. */
    Message sent(int i);

    /** Whether the user was told this signal. */
    boolean signalled(int signal);

    /** Whether the message that arrived came from an attacker. */
    boolean forged();

    /** Whether it came from an earlier incarnation of the other peer, or from before the scenario. */
    boolean stale();
}
