package dev.sequent.suite.run;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Draws the values of a property: one for each seed, and the smaller ones of that. */
final class Drawing<T> {
    /** What jqwik assumes a run to have; a constant, so that a seed means the same whatever {@code --tries} says. */
    private static final int TRIES = 1000;

    private final RandomGenerator<T> generator;

    Drawing(Arbitrary<T> values) {
        generator = values.generator(TRIES, true);
    }

    Shrinkable<T> draw(long seed) {
        return generator.next(Seeds.random(seed));
    }

    /**
     * A value that shrinking came to.
     *
     * @param path which of the smaller ones was taken, again and again, from 0
     * @return empty if values are no longer drawn as they were when the path was written down
     */
    Optional<Shrinkable<T>> draw(long seed, List<Integer> path) {
        Shrinkable<T> at = draw(seed);
        for (int step : path) {
            Optional<Shrinkable<T>> next = at.shrink().skip(step).findFirst();
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
        }
        return Optional.of(at);
    }
}
