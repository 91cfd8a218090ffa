package dev.sequent.language.spaces;

/** What is known of something that is true or false. */
enum Truth {
    UNKNOWN,
    FALSE,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth or(Truth other) {
        return this == other ? this : UNKNOWN;
    }

    /** Whether it may be so. */
    boolean may(boolean value) {
        return this == UNKNOWN || this == of(value);
    }
}
