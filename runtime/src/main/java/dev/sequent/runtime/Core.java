package dev.sequent.runtime;

/** Everything that was generated from one specification: the entry point for tools that know it only by ordinals. */
public interface Core {
    /** The protocol's name, for instance {@code TCP}. */
    String name();

    Parameters parameters();

    /** A new machine in its initial state, no timer running. @param machine ordinal of the machine type */
    Machine machine(int machine, Parameters parameters, Effects effects);

    Message message(int kind);

    /** The invariants of the machines and the properties over peers. */
    Properties properties();

    /** Predicates over machines at rest. Each method is pure. */
    interface Properties {
        /** @param invariant ordinal among the invariants of that machine type */
        boolean invariant(int machine, int invariant, Machine subject);

        /**
         * A condition of a property or witness, as written (the caller knows what kind of property it is). Not for
         * properties of steps, nor for claims about messages in flight.
         *
         * @param property ordinal among the protocol's properties
         * @param part 0: the condition; 1, for {@code E ~> F}: the F
         * @param peers one machine for each peer that the property names, in its order
         * @param ghosts for each of them, what is kept alongside it
         * @param channelEmpty whether nothing is in flight
         */
        boolean property(int property, int part, Machine[] peers, Ghosts[] ghosts, boolean channelEmpty);

        /**
         * The condition of a claim about messages in flight, of one or two of them. Which ones these are, the caller
         * knows.
         *
         * @param property ordinal among the protocol's properties
         * @param peers one machine for each peer that the property names, in its order
         * @param ghosts for each of them, what is kept alongside it
         * @param first the message that it is about, or the first of two
         * @param later the second; not looked at if it is about one
         */
        default boolean inFlight(int property, Machine[] peers, Ghosts[] ghosts, Message first, Message later) {
            throw Checks.none("claims about messages in flight", property);
        }

        /**
         * The condition of a property of steps.
         *
         * @param property ordinal among the protocol's properties
         * @param before the machine before the step
         * @param after the machine after it
         */
        boolean step(int property, Machine before, Machine after, Step step);

        /**
         * The guard of a user's step; true when it has none.
         *
         * @param scenario ordinal of the scenario
         * @param peer ordinal of the peer in it
         * @param step ordinal of the step in the peer's script; those after a crash follow the others
         */
        boolean when(int scenario, int peer, int step, Machine subject);
    }
}
