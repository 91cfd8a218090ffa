package dev.sequent.suite.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Sequences of steps. jqwik's lists shrink from their ends; of a sequence of steps any part may be the one that does
 * not matter, so here every part is left out, long ones first, before single steps are made smaller.
 */
public final class Sequences {
    /** What jqwik assumes a run to have, as everywhere. */
    private static final int TRIES = 1000;

    private Sequences() {}

    /** @param most steps; few are drawn as often as many */
    public static <T> Arbitrary<List<T>> of(Arbitrary<T> steps, int most) {
        RandomGenerator<T> generator = steps.generator(TRIES, true);
        return Arbitraries.fromGenerator(random -> {
            int size = random.nextInt(random.nextInt(4) == 0 ? Math.min(most, 4) + 1 : most + 1);
            return new Sequence<>(drawn(generator, size, random));
        });
    }

    private static <T> List<Shrinkable<T>> drawn(RandomGenerator<T> generator, int size, Random random) {
        var parts = new ArrayList<Shrinkable<T>>(size);
        for (int i = 0; i < size; i++) {
            parts.add(generator.next(random));
        }
        return parts;
    }

    private record Sequence<T>(List<Shrinkable<T>> parts) implements Shrinkable<List<T>> {

        @Override
        public List<T> value() {
            return parts.stream().map(Shrinkable::value).toList();
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(parts.size()).append(ShrinkingDistance.forCollection(parts));
        }

        @Override
        public Stream<Shrinkable<List<T>>> shrink() {
            return Stream.concat(
                    Stream.iterate(parts.size(), length -> length >= 1, length -> length / 2)
                            .flatMap(this::without),
                    IntStream.range(0, parts.size()).boxed().flatMap(this::smaller));
        }

        /** Without so many steps, wherever they begin. */
        private Stream<Shrinkable<List<T>>> without(int length) {
            return Stream.iterate(0, at -> at + length <= parts.size(), at -> at + length)
                    .map(at -> {
                        var rest = new ArrayList<>(parts);
                        rest.subList(at, at + length).clear();
                        return new Sequence<>(rest);
                    });
        }

        private Stream<Shrinkable<List<T>>> smaller(int at) {
            return parts.get(at).shrink().map(step -> {
                var changed = new ArrayList<>(parts);
                changed.set(at, step);
                return new Sequence<>(changed);
            });
        }
    }
}
