package dev.sequent.suite.run;

import java.util.OptionalLong;

/**
 * How long to go on.
 *
 * @param tries of each property; empty: as many as each has by default, or, with a time, as it allows
 * @param nanos for all properties together; empty: no such limit
 * @param inProportion {@code tries} is what a property with the {@link #USUAL} number has, and each other one keeps its
 *     proportion to that: some take a thousand times as long as others
 */
public record Budget(OptionalLong tries, OptionalLong nanos, boolean inProportion) {
    /** How many tries most properties have by default. */
    public static final long USUAL = 3_000;

    public static Budget byDefault() {
        return new Budget(OptionalLong.empty(), OptionalLong.empty(), false);
    }

    /** So many of each, however long that takes. */
    public static Budget ofTries(long tries) {
        return new Budget(OptionalLong.of(tries), OptionalLong.empty(), false);
    }

    /** @param byDefault what the property does in a quick run */
    long tries(long byDefault) {
        if (tries.isEmpty()) {
            return nanos.isPresent() ? Long.MAX_VALUE : byDefault;
        }
        long most = tries.getAsLong();
        return inProportion ? Math.max(1, Math.round((double) most * byDefault / USUAL)) : most;
    }
}
