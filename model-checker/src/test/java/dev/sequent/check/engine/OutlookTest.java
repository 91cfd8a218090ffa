package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutlookTest {
    @Test
    void nothingIsKnownBeforeThePeak() {
        assertThat(Outlook.of(List.of(1L, 10L, 100L), 50, 500)).isEqualTo(new Outlook.Growing());
        assertThat(Outlook.of(List.of(1L, 10L, 100L), 0, 0)).isEqualTo(new Outlook.Growing());
        assertThat(Outlook.of(List.of(1L), 1, 0)).isEqualTo(new Outlook.Growing());
    }

    @Test
    void countsWhatIsKnownAndSumsUpWhatMayFollow() {
        // half of the level led to 250 more: 500 are to be expected beyond, then 250, and so on: 1000 in all
        assertThat(Outlook.of(List.of(1L, 900L, 1000L), 500, 250)).isEqualTo(new Outlook.Falling(750, 1500));
        assertThat(Outlook.of(List.of(1L, 900L, 1000L), 1000, 0)).isEqualTo(new Outlook.Falling(0, 0));
        // too early to tell by what was found beyond: it went from 2000 to 1000, and goes on like that
        assertThat(Outlook.of(List.of(1L, 2000L, 1000L), 10, 10)).isEqualTo(new Outlook.Falling(1000, 990 + 1000));
    }

    /** Levels like those of real scenarios: binomial coefficients. */
    @Property(tries = 200)
    void whatIsLeftLiesInTheRange(
            @ForAll @IntRange(min = 10, max = 50) int depth, @ForAll @IntRange(min = 1, max = 99) int percent) {
        var levels = new ArrayList<Long>();
        long sum = 0;
        for (long k = 0, binomial = 1; k <= depth; binomial = binomial * (depth - k) / (k + 1), k++) {
            levels.add(binomial);
            sum += binomial;
        }
        int falling = 0;
        long before = 0;
        for (int at = 0; at < depth; at++) {
            long expanded = levels.get(at) * percent / 100;
            long beyond = levels.get(at + 1) * percent / 100;
            long left = sum - before - expanded;
            if (Outlook.of(levels.subList(0, at + 1), expanded, beyond)
                            instanceof Outlook.Falling(long least, long most)
                    && levels.get(at) > 1000) {
                falling++;
                assertThat(left).isBetween(least, most + most / 50 + 2);
            }
            before += levels.get(at);
        }
        assertThat(falling).isGreaterThanOrEqualTo(depth > 20 ? depth / 8 : 0);
    }
}
