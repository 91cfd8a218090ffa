package dev.sequent.language.spaces;

import dev.sequent.language.model.Span;

/**
 * A place at which it matters where the sequence spaces lie.
 *
 * @param kind what is wrong there
 * @param what the numbers or the field that it is about, as the specification spells them
 * @param bit the bit without which the field means nothing, if that is what it is about
 */
record Breach(Kind kind, String what, String bit, Span span) {
    Breach(Kind kind, String what, Span span) {
        this(kind, what, "", span);
    }

    enum Kind {
        /** A number that moves meets one that stands still. */
        MEETS,
        /** The bits of a number that moves are looked at. */
        LOOKED_INTO,
        /** A number that stands still, or may, goes out. */
        SENT,
        /**
         * A zero of no space goes out, as in {@code <SEQ=0>} (RFC 9293, 3.10.7.1): no mistake, but it does not move.
         */
        ZERO,
        /** A field is read though the bit that makes it count may not be set. */
        DOES_NOT_COUNT,
        /** A field is sent without the bit that makes it count. */
        WITHOUT_BIT,
        /** A bit is sent without the field that it makes count. */
        WITHOUT_FIELD
    }

    /** In a few words, with the place. */
    String text() {
        String wrong = switch (kind) {
            case MEETS -> what + ": one moves with its space, the other stands still";
            case LOOKED_INTO -> "number(" + what + ") tells where the space lies";
            case ZERO -> what + " is sent as a zero of no space";
            case SENT -> what + " is handed out as a number that stands still";
            case DOES_NOT_COUNT -> what + " is read without asking for " + bit;
            case WITHOUT_BIT -> what + " is sent without " + bit;
            case WITHOUT_FIELD -> bit + " is sent without " + what;
        };
        return wrong + " (" + span + ")";
    }
}
