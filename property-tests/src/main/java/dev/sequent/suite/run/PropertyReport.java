package dev.sequent.suite.run;

import dev.sequent.suite.property.Property;
import java.util.List;
import java.util.Optional;

/**
 * What came of one property.
 *
 * @param tries that were made, those of earlier failures included
 * @param nanos that they took, without shrinking
 * @param confirmed seeds of earlier failures, of other cores, that hold now
 * @param complete false if it was interrupted before all its tries, or its time, were over
 */
public record PropertyReport(
        Property<?> property,
        long tries,
        long nanos,
        Optional<Failure> failure,
        List<Long> confirmed,
        Distributions distributions,
        boolean complete) {

    public double triesPerSecond() {
        return nanos == 0 ? 0 : tries * 1e9 / nanos;
    }
}
