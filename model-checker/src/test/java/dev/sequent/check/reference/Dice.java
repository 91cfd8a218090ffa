package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is random about a generated specification; the same seed throws the same. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** From 0, below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** At least one of them, in their order. */
    <T> List<T> some(List<T> choices) {
        var result = new ArrayList<T>();
        choices.forEach(c -> {
            if (percent(50)) {
                result.add(c);
            }
        });
        return result.isEmpty() ? List.of(of(choices)) : result;
    }
}
