package dev.sequent.check.liveness;

/** What is known of a formula. */
public sealed interface Answer {
    /** Of every fair run of the whole space. */
    record Holds() implements Answer {}

    record Violated(Lasso lasso) implements Answer {}

    /** It holds, because what is to lead to something is never the case. */
    record Vacuous() implements Answer {}

    /** No run was found that breaks it, but not all were seen. @param why in words */
    record Unknown(String why) implements Answer {}
}
