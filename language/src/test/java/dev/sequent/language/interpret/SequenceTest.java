package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definition by 32-bit subtraction that the language gives (RFC 9293, 3.4). */
class SequenceTest {
    private static final long[] CORNERS = {
        0, 1, 2, 2147483646L, 2147483647L, 2147483648L, 2147483649L, 4294967294L, 4294967295L
    };

    @Test
    void compares_by_the_sign_of_the_difference() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long a = i % 3 == 0 ? random.nextLong(1L << 32) : CORNERS[random.nextInt(CORNERS.length)];
            long b = i % 5 == 0 ? random.nextLong(1L << 32) : CORNERS[random.nextInt(CORNERS.length)];
            int difference = (int) a - (int) b;
            int ahead = (int) b - (int) a;
            assertThat(Sequence.less(a, b)).isEqualTo(ahead > 0);
            assertThat(Sequence.lessOrEqual(a, b)).isEqualTo(ahead >= 0);
            assertThat(Sequence.greater(a, b)).isEqualTo(difference > 0);
            assertThat(Sequence.greaterOrEqual(a, b)).isEqualTo(difference >= 0);
            assertThat(Sequence.distance(a, b)).isEqualTo((b - a) & 0xffffffffL);
            assertThat(Sequence.plus(a, b)).isEqualTo((a + b) & 0xffffffffL);
            assertThat(Sequence.minus(a, b)).isEqualTo((a - b) & 0xffffffffL);
        }
    }

    @Test
    void of_two_that_lie_half_the_space_apart_neither_comes_first() {
        assertThat(Sequence.less(5, 5 + 2147483648L)).isFalse();
        assertThat(Sequence.less(5 + 2147483648L, 5)).isFalse();
        assertThat(Sequence.lessOrEqual(5, 5 + 2147483648L)).isFalse();
        assertThat(Sequence.lessOrEqual(5 + 2147483648L, 5)).isFalse();
    }

    @Test
    void wraps() {
        assertThat(Sequence.plus(4294967295L, 2)).isEqualTo(1);
        assertThat(Sequence.plus(0, -1)).isEqualTo(4294967295L);
        assertThat(Sequence.minus(0, 1)).isEqualTo(4294967295L);
        assertThat(Sequence.minus(5, -1)).isEqualTo(6);
        assertThat(Sequence.less(4294967295L, 0)).isTrue();
        assertThat(Sequence.earlier(4294967295L, 0)).isEqualTo(4294967295L);
        assertThat(Sequence.later(4294967295L, 0)).isZero();
    }
}
