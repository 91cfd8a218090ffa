package dev.sequent.runtime;

/** What a machine does to the world. Scalars in the generic form of {@link Machine}. */
public interface Effects {
    /** Hands over a message. It is reused by the machine: copy what is kept. */
    void send(Message message);

    /** (Re)starts a timer. @param at when it runs out, on the clock of {@code now} */
    void start(int timer, long at);

    /** Stops a timer, which may not be running. */
    void stop(int timer);

    /** Tells the user. */
    void signal(int signal);

    /**
     * The machine has entered a state, by {@code ->} or {@code delete TCB}; possibly the one that it was in. For
     * {@code delete TCB}, this is called once everything is forgotten.
     *
     * @param state ordinal of the state
     */
    default void entered(int state) {}

    /** A declared effect; unused arguments are 0. */
    void effect(int effect, long a, long b, long c, long d);

    /** A declared runtime function ({@code extern function}); unused arguments are 0. @return in generic form */
    long function(int function, long a, long b, long c, long d);
}
