package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Outlook;
import dev.sequent.check.engine.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchLineTest {
    private static String line(long states, long transitions, Duration elapsed, Outlook outlook) {
        return SearchLine.of(
                "transfer",
                new Progress.Snapshot(states, transitions, 12, states / 2, 2_345_678, 300 << 20, elapsed, outlook));
    }

    @Test
    void saysThatNobodyKnowsAsLongAsItGrows() {
        assertThat(line(9_999, 123_456, Duration.ofSeconds(99), new Outlook.Growing()))
                .isEqualTo("transfer: 9999 states, 123 k transitions, depth 12, 2.3 M/s, 300 MB, 99 s; growing");
    }

    @Test
    void saysFromWhenToWhenItMayEnd() {
        // 2 million looked into in 200 s
        assertThat(line(4_000_000, 1_999_600_000, Duration.ofSeconds(200), new Outlook.Falling(500_000, 9_000_000)))
                .isEqualTo(
                        "transfer: 4.0 M states, 2.0 G transitions, depth 12, 2.3 M/s, 300 MB, 3 min; 50 s to 15 min left");
        assertThat(line(4_000_000, 0, Duration.ofSeconds(200), new Outlook.Falling(90_000, 91_000)))
                .endsWith("; about 9 s left");
        assertThat(line(4_000_000, 0, Duration.ofHours(3), new Outlook.Falling(0, 2_000_000)))
                .endsWith(" 3 h; 0 s to 3 h left");
    }
}
