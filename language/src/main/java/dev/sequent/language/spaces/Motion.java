package dev.sequent.language.spaces;

/** Whether a sequence number moves with its space. */
enum Motion {
    /** There is no number here: an absent value, an empty set, a place that is never reached. */
    NOWHERE,
    /** The same number, wherever the spaces lie: an initial value, a literal. */
    STILL,
    /** It lies at the same place within its space, wherever that lies. */
    MOVES,
    /** The one or the other, as far as can be told here. */
    EITHER;

    Motion or(Motion other) {
        if (this == NOWHERE || this == other) {
            return other;
        }
        return other == NOWHERE ? this : EITHER;
    }

    /** Whether the two can be compared, and their distance taken, with the same result wherever the spaces lie. */
    boolean with(Motion other) {
        Motion both = or(other);
        return both != EITHER || this == NOWHERE || other == NOWHERE;
    }
}
