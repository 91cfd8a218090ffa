package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;

/** SQT34x: sequence numbers, and the spaces that they belong to. */
public final class SpaceMessages {
    private static final String HINT =
            "what a check finds with some initial sequence numbers then need not hold with others";

    private SpaceMessages() {}

    /**
     * @param one a number, and {@code of} its space
     * @param other what it meets, and {@code ofOther} the space of that
     */
    public static Diagnostic mixed(String one, String of, String other, String ofOther, Span span) {
        return Diagnostic.warning("SQT341", span, one + " is a number of " + of + ", " + other + " one of " + ofOther);
    }

    public static Diagnostic meets(String numbers, Span span) {
        return Diagnostic.warning(
                        "SQT342",
                        span,
                        numbers + ": a number that moves with its sequence space meets one that stands still")
                .hint(HINT);
    }

    public static Diagnostic lookedInto(String number, Span span) {
        return Diagnostic.warning("SQT343", span, "number(" + number + ") tells where the sequence space lies")
                .hint(HINT);
    }

    public static Diagnostic standsStill(String field, Span span) {
        return Diagnostic.warning("SQT344", span, field + " is handed out as a number that stands still, or may")
                .hint("a zero that is meant is written as such: <" + field + "=0>");
    }

    public static Diagnostic doesNotCount(String field, String bit, Span span) {
        return Diagnostic.warning("SQT345", span, field + " counts only with " + bit + ", which may not be set here")
                .hint("ask first: if " + bit + " { ... }");
    }

    public static Diagnostic withoutBit(String field, String bit, Span span) {
        return Diagnostic.warning("SQT346", span, field + " is sent without " + bit + ": it does not count")
                .hint("it is declared as: " + field + " : ... when " + bit);
    }

    public static Diagnostic withoutField(String field, String bit, Span span) {
        return Diagnostic.warning(
                        "SQT347", span, bit + " is sent, or may be, without " + field + ", which is then zero")
                .hint("it is declared as: " + field + " : ... when " + bit);
    }
}
