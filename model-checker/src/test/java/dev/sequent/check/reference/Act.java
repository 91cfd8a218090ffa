package dev.sequent.check.reference;

/** What may happen in a world. */
sealed interface Act {
    /** A user takes a step. @param step its ordinal; those behind a crash stand behind the others */
    record Use(int peer, int step, boolean repeats) implements Act {}

    /** A user asks whether it is time for a step, and there is no telling: a fault. */
    record Ask(int peer, int step) implements Act {}

    record Expire(int peer, int timer) implements Act {}

    /** @param copyStays the network has doubled it */
    record Deliver(int to, Packet packet, boolean copyStays) implements Act {}

    record Lose(int to, Packet packet) implements Act {}

    record Crash(int peer) implements Act {}

    record Forge(int peer, Packet packet) implements Act {}

    record Tick() implements Act {}
}
