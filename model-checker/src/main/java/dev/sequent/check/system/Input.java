package dev.sequent.check.system;

/** What sets one peer's machine in motion. */
sealed interface Input {
    /** @param step ordinal in the script */
    record Call(int step) implements Input {}

    record Timeout(int timer) implements Input {}

    /** @param forged from an attacker */
    record Arrival(MessageState message, boolean forged) implements Input {}
}
