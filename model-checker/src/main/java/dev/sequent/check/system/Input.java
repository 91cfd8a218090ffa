package dev.sequent.check.system;

/** What sets one peer in motion. */
sealed interface Input {
    /** @param step ordinal in the script */
    record Call(int step) implements Input {}

    record Timeout(int timer) implements Input {}

    record Arrival(MessageState message) implements Input {}
}
