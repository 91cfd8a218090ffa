package dev.sequent.check.reference;

/**
 * What is the case.
 *
 * @param length of a violation of what is demanded of states and steps, and of {@code possible}: how many moves lead
 *     there at least; else -1
 */
record Finding(Kind kind, int length) {
    enum Kind {
        VACUOUS,
        HOLDS,
        /** It holds as far as is seen, and not all is seen. */
        NOT_SHOWN,
        VIOLATED
    }

    static Finding of(Kind kind) {
        return new Finding(kind, -1);
    }

    static Finding violated(int length) {
        return new Finding(Kind.VIOLATED, length);
    }

    /**
     * Of two bindings: violated is what is violated of one, at the nearer place; else it is enough that it is not
     * vacuous of one.
     */
    Finding or(Finding other) {
        int order = kind.compareTo(other.kind);
        if (order != 0) {
            return order > 0 ? this : other;
        }
        return length < 0 || other.length >= 0 && other.length < length ? other : this;
    }
}
