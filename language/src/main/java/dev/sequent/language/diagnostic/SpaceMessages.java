package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;

/** SQT34x: sequence numbers, and the spaces that they belong to. */
public final class SpaceMessages {
    private static final String HINT =
            "what a check finds with some initial sequence numbers then need not hold with others";

    private SpaceMessages() {}

    /** @param spaces what is known of the two, for instance that one is the remote's; or empty */
    public static Diagnostic mixed(String one, String other, String spaces, Span span) {
        return Diagnostic.warning("SQT341", span, one + " and " + other + " are numbers of different spaces" + spaces)
                .hint("each end counts its octets from an initial sequence number of its own");
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
        return Diagnostic.warning(
                        "SQT345", span, field + " counts only with the bit " + bit + ", which may not be set here")
                .hint("ask first: if " + bit + " { ... }");
    }

    public static Diagnostic withoutBit(String field, String bit, Span span) {
        return Diagnostic.warning(
                        "SQT346", span, "field " + field + " is sent without the bit " + bit + ": it does not count")
                .hint("the message declares: " + field + " : ... when " + bit);
    }

    public static Diagnostic withoutField(String field, String bit, Span span) {
        return Diagnostic.warning(
                        "SQT347",
                        span,
                        "bit " + bit + " is sent, or may be, without the field " + field + ", which is then zero")
                .hint("the message declares: " + field + " : ... when " + bit);
    }
}
