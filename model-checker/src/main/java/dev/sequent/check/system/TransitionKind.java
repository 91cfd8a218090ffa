package dev.sequent.check.system;

/** What kind of thing happens in a transition. */
public enum TransitionKind {
    CALL,
    DELIVER,
    TIMEOUT,
    /** Time passes. */
    TICK,
    /** A message from an attacker arrives. */
    ATTACK,
    /** Delivered, and a copy stays in flight. */
    DUPLICATE,
    LOSE,
    CRASH
}
