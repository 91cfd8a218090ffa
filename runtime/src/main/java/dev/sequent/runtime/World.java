package dev.sequent.runtime;

/**
 * The world around a machine: what every machine does to it, whatever its specification. What a specification declares
 * beyond that, its effects and the runtime functions that its rules ask for, is added by a generated interface for each
 * machine, with the types of the declaration; {@link Effects} adds the same by ordinals.
 */
public interface World {
    /** Hands over a message. It is reused by the machine: copy what is kept. */
    void send(Message message);

    /** (Re)starts a timer. @param at when it runs out, on the clock of {@code now} */
    void start(int timer, long at);

    /** Stops a timer; also for one that is not running. */
    void stop(int timer);

    /** Tells the user. */
    void signal(int signal);

    /**
     * The machine has entered a state, by {@code ->} or {@code delete TCB}; maybe the one that it was in. Of
     * {@code delete TCB} it is told when all is forgotten.
     *
     * @param state ordinal of the state
     */
    default void entered(int state) {}
}
