package dev.sequent.stack.far;

import static dev.sequent.stack.far.BarePair.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.stack.far.Places.Place;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Urgent data, closing, and a bad link, far from the first octet; see {@link FarFromTheFirstOctetTest}. */
class FarFromTheFirstOctetEndsTest {

    static Stream<Place> places() {
        return Places.all();
    }

    /** RFC 9293, 3.8.5: RCV.UP has stood still all the way, and the news is news all the same. */
    @ParameterizedTest
    @MethodSource("places")
    void urgentDataIsAnnounced(Place place) {
        BarePair x = Places.at(place);
        x.a.send(100, true, true);
        x.pass(SECOND);
        assertThat(BarePair.has(x.a.sent.getFirst(), Segment.CTL_URG)).isTrue();
        assertThat(x.a.sent.getFirst().UP).isEqualTo(100);
        assertThat(x.b.signals).contains("urgent-data");
        x.a.forget();
        x.a.send(100, true, false);
        x.pass(SECOND);
        assertThat(BarePair.has(x.a.sent.getFirst(), Segment.CTL_URG)).isFalse();
    }

    /** Text that is not urgent is not announced as if it were. */
    @ParameterizedTest
    @MethodSource("places")
    void whatIsNotUrgentIsNotAnnounced(Place place) {
        BarePair x = Places.at(place);
        x.a.send(100_000, true, false);
        x.pass(SECOND);
        assertThat(x.b.signals).doesNotContain("urgent-data");
        assertThat(x.a.sent).noneMatch(s -> BarePair.has(s, Segment.CTL_URG));
    }

    /** A pointer to octets that the user has taken long ago is no news. */
    @ParameterizedTest
    @MethodSource("places")
    void anOldUrgentPointerIsNoNews(Place place) {
        BarePair x = Places.at(place);
        Segment s = new Segment();
        s.SEQ = (int) x.b.variable("RCV.NXT");
        s.ACK = (int) x.b.variable("SND.NXT");
        s.CTL = Segment.CTL_ACK | Segment.CTL_URG;
        s.WND = 65_535;
        x.b.machine.receive(x.now, s);
        x.b.machine.quiet(x.now);
        assertThat(x.b.signals).isEmpty();
    }

    /** The RFC, 3.10.7.4: told once for a sequence of urgent data, and again for the next one. */
    @Test
    void eachSequenceOfUrgentDataIsAnnounced() {
        BarePair x = Places.at(places().findFirst().orElseThrow());
        for (int i = 0; i < 3; i++) {
            x.b.forget();
            x.a.send(100, true, true);
            x.pass(SECOND);
            assertThat(x.b.delivered).isEqualTo(x.a.queued);
            assertThat(x.b.signals).as("sequence " + i).contains("urgent-data");
        }
    }

    /**
     * Half of the sequence space lies between the two, and the one that was announced before is not taken for the later
     * one.
     */
    @Test
    void urgentDataLongAfterUrgentDataIsAnnounced() {
        BarePair x = Places.at(places().findFirst().orElseThrow());
        x.a.send(100, true, true);
        x.pass(SECOND);
        long octets = x.a.queued + (1L << 31) + 1_000;
        x.travel(octets, x.b.queued);
        x.b.forget();
        x.a.send(100, true, true);
        x.pass(SECOND);
        assertThat(x.b.signals).contains("urgent-data");
    }

    @ParameterizedTest
    @MethodSource("places")
    void bothClose(Place place) {
        BarePair x = Places.at(place);
        x.a.send(5_000, true, false);
        x.a.machine.close(x.now, false);
        assertThat(x.run(() -> x.a.state().equals("FIN-WAIT-2") && x.b.state().equals("CLOSE-WAIT"), SECOND))
                .as(x::toString)
                .isTrue();
        assertThat(x.a.signals).containsExactly("close-acknowledged");
        assertThat(x.b.delivered).isEqualTo(x.a.queued);
        assertThat(x.a.acknowledged).isEqualTo(x.a.queued);
        x.b.send(5_000, true, false);
        x.b.machine.close(x.now, false);
        assertThat(x.run(() -> x.a.state().equals("TIME-WAIT") && x.b.state().equals("CLOSED"), SECOND))
                .as(x::toString)
                .isTrue();
        assertThat(x.b.signals).endsWith("connection-closed");
        assertThat(x.a.delivered).isEqualTo(x.b.queued);
        assertThat(x.b.acknowledged).isEqualTo(x.b.queued);
        assertThat(x.a.brokenInvariants()).isEmpty();
        assertThat(x.run(() -> x.a.state().equals("CLOSED"), 100 * SECOND)).isTrue();
    }

    /** A FIN alone, lost: it is a FIN again, whatever SND.UNA looks like. */
    @ParameterizedTest
    @MethodSource("places")
    void aLostFinIsSentAgain(Place place) {
        BarePair x = Places.at(place);
        boolean[] first = {true};
        x.a.lost = s -> {
            boolean lost = first[0];
            first[0] = false;
            return lost;
        };
        x.a.machine.close(x.now, false);
        assertThat(x.run(() -> x.a.state().equals("FIN-WAIT-2"), SECOND))
                .as(x::toString)
                .isTrue();
        assertThat(x.a.sent)
                .hasSize(2)
                .allMatch(s -> BarePair.has(s, Segment.CTL_FIN))
                .noneMatch(s -> BarePair.has(s, Segment.CTL_SYN));
    }

    /**
     * In FIN-WAIT-1 a duplicate ACK is nothing to reset for, and a stray SYN,ACK gets a challenge ACK (RFC 5961, 4.2),
     * no SYN,ACK of ours.
     */
    @ParameterizedTest
    @MethodSource("places")
    void finWait1StandsStraySegments(Place place) {
        BarePair x = Places.at(place);
        x.b.lost = s -> true;
        x.a.machine.close(x.now, false);
        assertThat(x.a.state()).isEqualTo("FIN-WAIT-1");
        x.a.forget();
        int seq = (int) x.a.variable("RCV.NXT");
        int una = (int) x.a.variable("SND.UNA");
        x.inject(x.a, seq, una, Segment.CTL_ACK, 65_535);
        assertThat(x.a.sent).isEmpty();
        x.inject(x.a, seq, una, Segment.CTL_SYN | Segment.CTL_ACK, 65_535);
        x.inject(x.a, Places.ISS_OF_B, Places.ISS_OF_A + 1, Segment.CTL_SYN | Segment.CTL_ACK, 65_535);
        assertThat(x.a.state()).isEqualTo("FIN-WAIT-1");
        assertThat(x.a.sent).allMatch(s -> s.CTL == Segment.CTL_ACK);
        x.b.lost = s -> false;
        assertThat(x.run(() -> x.a.state().equals("FIN-WAIT-2"), SECOND))
                .as(x::toString)
                .isTrue();
    }

    /** A FIN that comes before the text in front of it waits for it. */
    @ParameterizedTest
    @MethodSource("places")
    void aFinThatComesEarlyWaits(Place place) {
        BarePair x = Places.at(place);
        boolean[] first = {true};
        x.a.lost = s -> {
            boolean lost = first[0] && s.DATA > 0;
            first[0] = false;
            return lost;
        };
        x.a.send(30_000, true, false);
        x.a.machine.close(x.now, false);
        assertThat(x.run(() -> x.b.state().equals("CLOSE-WAIT") && x.a.state().equals("FIN-WAIT-2"), SECOND))
                .as(x::toString)
                .isTrue();
        assertThat(x.b.delivered).isEqualTo(x.a.queued);
    }

    /**
     * Every octet of the whole sequence space and more, both ways, with one segment in 100 lost: two octets that are
     * 2^32 apart are not confused.
     */
    @Test
    void allTheWayOverABadLink() {
        BarePair x = new BarePair(Places.ISS_OF_A, Places.ISS_OF_B, p -> {});
        x.open();
        Random random = new Random(9293);
        int[] losses = new int[1];
        x.a.lost = s -> random.nextInt(100) == 0 && losses[0]++ >= 0;
        x.b.lost = x.a.lost;
        long octets = (1L << 32) + (1L << 31) + 100_000_000;
        x.a.wanted = octets;
        x.b.wanted = octets;
        long began = System.nanoTime();
        assertThat(x.run(() -> x.a.acknowledged == octets && x.b.acknowledged == octets, 3_600 * SECOND))
                .as(x::toString)
                .isTrue();
        System.out.printf(
                "%d octets each way, %d segments lost: %.1f s of virtual time, %.1f s of ours%n",
                octets, losses[0], x.now / 1e9, (System.nanoTime() - began) / 1e9);
        assertThat(losses[0]).isGreaterThan(10_000);
        assertThat(x.b.delivered).isEqualTo(octets);
        assertThat(x.a.delivered).isEqualTo(octets);
    }
}
