package dev.sequent.suite.laws;

import dev.sequent.runtime.Checks;
import dev.sequent.suite.property.Violation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** RFC 9293, 3.4: of two numbers, the one that is less than half the space ahead of the other is the later one. */
final class SequenceArithmetic {
    private static final long SPACE = 1L << 32;

    private SequenceArithmetic() {}

    private record Pair(int from, int distance) {
        int to() {
            return from + distance;
        }
    }

    static Law<?> law() {
        Arbitrary<Integer> places = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers()),
                Tuple.of(1, Arbitraries.of(0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE)));
        Arbitrary<Integer> distances = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers()),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                0,
                                1,
                                -1,
                                Integer.MIN_VALUE,
                                Integer.MAX_VALUE,
                                Integer.MIN_VALUE + 1,
                                Integer.MAX_VALUE - 1)));
        return new Law<>(
                "sequence-arithmetic",
                "Which of two sequence numbers comes first follows from how far ahead the one is of the other, around the whole"
                        + " circle; half of it apart, neither does.",
                "RFC 9293, 3.4",
                20_000,
                Combinators.combine(places, distances).as(Pair::new),
                p -> Integer.toUnsignedString(p.from) + " and " + Integer.toUnsignedString(p.to()),
                (p, observer) -> {
                    long ahead = Math.floorMod(Integer.toUnsignedLong(p.to()) - Integer.toUnsignedLong(p.from), SPACE);
                    boolean first = ahead > 0 && ahead < SPACE / 2;
                    boolean second = ahead > SPACE / 2;
                    observer.note("which comes first", first ? "the first" : second ? "the second" : "neither");
                    expect("the earlier", first ? p.from : p.to(), Checks.earlier(p.from, p.to()));
                    expect("the later", second ? p.from : p.to(), Checks.later(p.from, p.to()));
                });
    }

    private static void expect(String what, int expected, int actual) {
        if (expected != actual) {
            throw new Violation(what + " is " + Integer.toUnsignedString(expected) + ", and not "
                    + Integer.toUnsignedString(actual));
        }
    }
}
