package dev.sequent.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 6864, 4.3: what may be fragmented has an identification of its own for as long as it may be around. */
class IdentificationsTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void noneIsGivenTwiceWithinTheLifetime() {
        Identifications ids = new Identifications(new Random(7));
        BitSet seen = new BitSet();
        for (int i = 0; i < 65536; i++) {
            int id = ids.unique(i * 1000L, 1, 6);
            assertThat(id).isBetween(0, 65535);
            assertThat(seen.get(id)).isFalse();
            seen.set(id);
        }
        assertThat(ids.unique(SECOND, 1, 6)).as("all are in use").isEqualTo(-1);
        assertThat(ids.unique(Identifications.LIFETIME, 1, 6)).isEqualTo(-1);
        assertThat(ids.unique(Identifications.LIFETIME + SECOND, 1, 6))
                .as("the oldest have died")
                .isNotEqualTo(-1);
    }

    /** At a steady pace just below the limit, none is refused and none comes again too soon. */
    @Test
    void aSteadyPaceGoesOn() {
        Identifications ids = new Identifications(new Random(7));
        long[] last = new long[65536];
        java.util.Arrays.fill(last, Long.MIN_VALUE);
        long step = Identifications.LIFETIME / (65536 - 2 * Identifications.BLOCK);
        for (long i = 0; i < 200_000; i++) {
            int id = ids.unique(i * step, 1, 6);
            assertThat(id).isNotEqualTo(-1);
            assertThat(last[id] == Long.MIN_VALUE || i * step - last[id] > Identifications.LIFETIME)
                    .isTrue();
            last[id] = i * step;
        }
    }

    /** Whoever is behind a gateway may ping from any address. A hang is what this test fails by. */
    @Test
    void aNewDestinationIsNotComparedWithAllOthers() {
        Identifications ids = new Identifications(new Random(7));
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int destination = 0; destination < 200_000; destination++) {
                assertThat(ids.unique(destination, destination, 1)).isNotEqualTo(-1);
            }
        });
        ids.unique(2 * Identifications.LIFETIME, 0, 1);
        ids.unique(2 * Identifications.LIFETIME, 0, 6);
        assertThat(ids.size()).as("all others are forgotten").isEqualTo(2);
    }

    @Test
    void eachDestinationAndProtocolHasItsOwn() {
        Identifications ids = new Identifications(new Random(7));
        for (int i = 0; i < 65536; i++) {
            ids.unique(0, 1, 6);
        }
        assertThat(ids.unique(0, 1, 6)).isEqualTo(-1);
        assertThat(ids.unique(0, 2, 6)).isNotEqualTo(-1);
        assertThat(ids.unique(0, 1, 17)).isNotEqualTo(-1);
        assertThat(ids.size()).isEqualTo(3);
        ids.unique(10 * Identifications.LIFETIME, 3, 6);
        assertThat(ids.size()).as("those not in use are forgotten").isEqualTo(1);
    }
}
