package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SipHashTest {

    /** The authors' test vector for sixteen octets: key 00 to 0f, input 00 to 0f. */
    @Test
    @Tag("MUST-9")
    void agreesWithTheAuthorsVector() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertThat(hash.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)).isEqualTo(0x3f2acc7f57c29bdbL);
    }

    /**
     * RFC 6528, 3: the clock ticks every four microseconds, and each four-tuple has its own offset, which the secret
     * decides.
     */
    @Test
    @Tag("MUST-8")
    @Tag("MUST-9")
    @Tag("SHLD-1")
    void sequenceNumbersFollowClockAndFourTuple() {
        InitialSequenceNumbers numbers = new InitialSequenceNumbers(1, 2);
        int first = numbers.next(1_000_000, 10, 80, 20, 5000);
        assertThat(numbers.next(1_000_000, 10, 80, 20, 5000)).isEqualTo(first);
        assertThat(numbers.next(1_004_000, 10, 80, 20, 5000)).isEqualTo(first + 1);
        assertThat(numbers.next(1_000_000_000_000L, 10, 80, 20, 5000) - first)
                .isEqualTo((int) (999_999_000_000L / 4_000));
        Set<Integer> offsets = new HashSet<>();
        for (int port = 1; port <= 1000; port++) {
            offsets.add(numbers.next(0, 10, 80, 20, port));
            offsets.add(numbers.next(0, 10, port, 21, 80));
            offsets.add(new InitialSequenceNumbers(port, 2).next(0, 10, 80, 22, 5000));
        }
        assertThat(offsets).hasSize(3000);
    }
}
