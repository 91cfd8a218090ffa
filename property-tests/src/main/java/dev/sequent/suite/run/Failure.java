package dev.sequent.suite.run;

import dev.sequent.suite.exchange.Exchange;
import java.util.List;
import java.util.Optional;

/**
 * A property that does not hold.
 *
 * @param seed of the try that failed: a run of one try with it finds the same
 * @param path from the value of that try to the smallest one that fails, as shrinking took it
 * @param steps values that shrinking tried
 * @param outOfTime shrinking was cut short by its limit of time
 * @param message what was expected, and what happened
 * @param value the smallest one, in words
 * @param exchange what passed between the ends then
 * @param before it had failed in an earlier run, and was tried first
 */
public record Failure(
        long seed,
        List<Integer> path,
        int steps,
        boolean outOfTime,
        String message,
        String value,
        Optional<Exchange> exchange,
        boolean before) {}
