package dev.sequent.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each property that is about the specification finds out what it is there for: a rule that is missing, a header that
 * is wrong.
 */
class SensitivityTest {

    @TempDir
    Path folder;

    /** Mutants of spec/tcp/mutants, by name, with tries that suffice from seed 1. */
    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({
        "delivery, no-time-wait, 60",
        "delivery, early-fin-processed, 20",
        "first-segments, any-ack-in-syn-sent, 40",
        "windows, window-ignored, 30",
        "windows, no-persist-timer, 500",
        "text, acknowledges-a-gap, 20",
        "injections, reset-not-told, 40",
        "any-events, timer-not-restarted, 40",
        "round-trips, karn-ignored, 40",
    })
    void finds(String property, String mutant, long tries) {
        assertThat(Subjects.run(Subjects.mutant(mutant), property, 1, tries, folder)
                        .holds())
                .as("%s holds of %s, in %d tries", property, mutant, tries)
                .isFalse();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "headers | segment.sqt | MSS     kind 2 : u16 | MSS     kind 3 : u16 | 200",
                "round-trips | round-trip.sqt | (3 * RTTVAR + abs(SRTT - r)) / 4 | (2 * RTTVAR + abs(SRTT - r)) / 3 | 100",
            })
    void findsAnEdit(String property, String file, String from, String to, long tries) {
        assertThat(Subjects.run(Subjects.edited(file, from, to), property, 1, tries, folder)
                        .holds())
                .as("%s holds of the edited specification, in %d tries", property, tries)
                .isFalse();
    }
}
