package dev.sequent.suite.run;

import java.util.OptionalLong;

/**
 * How long to go on.
 *
 * @param tries of each property; empty: as many as each has by default, or, with a time, as it allows
 * @param nanos for all properties together; empty: no such limit
 */
public record Budget(OptionalLong tries, OptionalLong nanos) {

    public static Budget byDefault() {
        return new Budget(OptionalLong.empty(), OptionalLong.empty());
    }

    public static Budget ofTries(long tries) {
        return new Budget(OptionalLong.of(tries), OptionalLong.empty());
    }

    /** @param byDefault what the property does in a quick run */
    long tries(long byDefault) {
        return tries.orElse(nanos.isPresent() ? Long.MAX_VALUE : byDefault);
    }
}
