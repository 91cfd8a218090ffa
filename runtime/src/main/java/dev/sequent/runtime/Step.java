package dev.sequent.runtime;

/** One step of one machine, as properties of steps see it: what set it off, and what came of it. */
public interface Step {
    /** Nothing, for {@link #call} and {@link #timeout}. */
    int NONE = -1;

    /** The call or event, numbered as in {@link Machine#call}; {@link #NONE} when it was something else. */
    int call();

    /** The timer that ran out; {@link #NONE} when it was something else. */
    int timeout();

    /** Did a message arrive? */
    boolean receives();

    /** The message that arrived. @throws IllegalStateException when none did */
    Message received();

    /** How many messages were sent. */
    int sent();

    /** One of them, from 0, in order. */
    Message sent(int i);

    /** Was the user told this signal? */
    boolean signalled(int signal);

    /** Did the message that arrived come from an attacker? */
    boolean forged();

    /** Did it come from an incarnation of the other peer that is over, or that nobody remembers? */
    boolean stale();
}
