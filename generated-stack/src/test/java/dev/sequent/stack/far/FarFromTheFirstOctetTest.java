package dev.sequent.stack.far;

import static dev.sequent.stack.far.BarePair.HOUR;
import static dev.sequent.stack.far.BarePair.MILLIS;
import static dev.sequent.stack.far.BarePair.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.stack.far.Places.Place;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connection is the same after 2^31 octets, and after 2^32: sequence numbers are compared modulo 2^32 (RFC 9293,
 * 3.4), and whatever stands still while others move, as the ISS does, comes to lie ahead of them after half of the
 * sequence space, and among them after all of it.
 */
class FarFromTheFirstOctetTest {

    static Stream<Place> places() {
        return Places.all();
    }

    /** Loses the first segments with text. */
    private static Predicate<Segment> firstTexts(int n) {
        int[] left = {n};
        return s -> s.DATA > 0 && left[0]-- > 0;
    }

    /** What a has queued arrives, all of it and no more, and is acknowledged so, within the time. */
    private static void arrives(BarePair x, long nanos) {
        assertThat(x.run(() -> x.a.acknowledged == x.a.queued && x.b.delivered == x.a.queued, nanos))
                .as(x::toString)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("places")
    void theInvariantsHold(Place place) {
        BarePair x = Places.at(place);
        assertThat(x.a.brokenInvariants())
                .as("a's, by their order in the specification")
                .isEmpty();
        assertThat(x.b.brokenInvariants())
                .as("b's, by their order in the specification")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("places")
    void textIsSentAndCounted(Place place) {
        BarePair x = Places.at(place);
        for (int n : new int[] {1, 1_000, 100_000}) {
            assertThat(x.a.send(n, true, false)).isEqualTo("ok");
            arrives(x, 100 * MILLIS);
        }
    }

    /** The send buffer is empty, and as large as ever. */
    @ParameterizedTest
    @MethodSource("places")
    void aWholeBufferCanBeQueued(Place place) {
        BarePair x = Places.at(place);
        assertThat(x.a.send(x.a.parameters.SND_BUFFER, true, false)).isEqualTo("ok");
        assertThat(x.a.send(1, true, false)).isEqualTo("no-resources");
        arrives(x, 100 * MILLIS);
    }

    @ParameterizedTest
    @MethodSource("places")
    void theOtherDirectionGoesOn(Place place) {
        BarePair x = Places.at(place);
        assertThat(x.b.send(100_000, true, false)).isEqualTo("ok");
        assertThat(x.run(() -> x.b.acknowledged == x.b.queued && x.a.delivered == x.b.queued, 100 * MILLIS))
                .as(x::toString)
                .isTrue();
    }

    /** A push goes out at once and with its bit; it does not wait for the override time-out (RFC 9293, 3.8.6.2.1). */
    @ParameterizedTest
    @MethodSource("places")
    void whatIsPushedGoesOutAtOnce(Place place) {
        BarePair x = Places.at(place);
        x.a.send(10, true, false);
        x.pass(MILLIS);
        assertThat(x.b.delivered).isEqualTo(x.a.queued);
        assertThat(x.a.sent).hasSize(1);
        assertThat(BarePair.has(x.a.sent.getFirst(), Segment.CTL_PSH)).isTrue();
        assertThat(x.b.signals).containsExactly("push");
    }

    @ParameterizedTest
    @MethodSource("places")
    void aLostSegmentIsSentAgain(Place place) {
        BarePair x = Places.at(place);
        x.a.lost = firstTexts(1);
        x.a.send(100, true, false);
        arrives(x, SECOND);
    }

    /** RFC 5681, 3.2: long before the retransmission timer runs out. */
    @ParameterizedTest
    @MethodSource("places")
    void threeDuplicateAcknowledgmentsTellOfALoss(Place place) {
        BarePair x = Places.at(place);
        x.a.lost = firstTexts(1);
        x.a.send(60_000, true, false);
        arrives(x, 100 * MILLIS);
    }

    /**
     * One time-out for all of it: what follows the first is known to be lost by the partial acknowledgments (RFC 6582).
     */
    @ParameterizedTest
    @MethodSource("places")
    void aLostFlightIsSentAgain(Place place) {
        BarePair x = Places.at(place);
        x.a.lost = firstTexts(7);
        x.a.send(7 * BarePair.MSS, true, false);
        arrives(x, SECOND);
    }

    /** RFC 1191: what was too large is lost, and goes out again in smaller pieces without waiting for a timer. */
    @ParameterizedTest
    @MethodSource("places")
    void aPathMtuReportIsFollowed(Place place) {
        BarePair x = Places.at(place);
        x.a.lost = firstTexts(1);
        x.a.send(BarePair.MSS, true, false);
        x.pass(MILLIS);
        x.a.machine.icmpError(x.now, 3, 4, 1_500, x.a.sent.getFirst().SEQ);
        assertThat(x.a.sent).extracting(s -> s.DATA).containsExactly((long) BarePair.MSS, 1_460L);
        arrives(x, SECOND);
    }

    /** RFC 9293, 3.8.6.1, MUST-36 and MUST-37: with octets in flight, and with none. */
    @ParameterizedTest
    @MethodSource("places")
    @Tag("MUST-37")
    void aShutWindowIsProbedForHours(Place place) {
        BarePair x = Places.at(place);
        x.b.reads = false;
        x.a.send(200_000, true, false);
        x.pass(2 * HOUR);
        assertThat(x.a.state()).as(x::toString).isEqualTo("ESTABLISHED");
        assertThat(x.a.signals).isEmpty();
        assertThat(x.a.sent)
                .as("the window's eight segments, and probes that come to be a minute apart")
                .hasSizeBetween(120, 160);
        x.b.reads = true;
        arrives(x, SECOND);
    }

    /** The window shuts while segments are in flight that do not arrive: the remote answers, so it is not given up. */
    @ParameterizedTest
    @MethodSource("places")
    void aWindowThatShutsOverAFlightIsProbed(Place place) {
        BarePair x = Places.at(place);
        x.a.lost = s -> s.DATA > 1;
        x.a.send(50_000, true, false);
        x.b.lost = s -> true;
        x.answerShut();
        x.a.forget();
        for (int i = 0; i < 120; i++) {
            x.pass(60 * SECOND);
            x.answerShut(); // The answer to a probe.
        }
        assertThat(x.a.state()).as(x::toString).isEqualTo("ESTABLISHED");
        assertThat(x.a.signals).isEmpty();
        assertThat(x.a.sent).hasSizeBetween(110, 160);
        x.a.lost = s -> false;
        x.b.lost = s -> false;
        x.pass(60 * SECOND);
        arrives(x, 60 * SECOND);
    }

    /** RFC 9293, 3.8.3: not within 100 s (SHLD-11), but in the end, and not without having tried. */
    @ParameterizedTest
    @MethodSource("places")
    void aDeadRemoteIsGivenUp(Place place) {
        BarePair x = Places.at(place);
        x.a.lost = s -> true;
        x.a.send(1_000, true, false);
        x.pass(100 * SECOND);
        assertThat(x.a.state()).isEqualTo("ESTABLISHED");
        x.pass(HOUR);
        assertThat(x.a.state()).isEqualTo("CLOSED");
        assertThat(x.a.signals).endsWith("connection-timed-out");
        assertThat(x.a.sent).hasSize(1 + (int) x.a.parameters.R2);
    }

    @ParameterizedTest
    @MethodSource("places")
    void keepaliveAsksAndIsAnswered(Place place) {
        BarePair x = Places.at(place);
        x.a.machine.setKeepalive(x.now, true);
        x.pass(24 * HOUR);
        assertThat(x.a.state()).isEqualTo("ESTABLISHED");
        assertThat(x.a.sent).hasSizeBetween(10, 12);
        x.a.send(1_000, true, false);
        arrives(x, 100 * MILLIS);
        x.a.lost = s -> true;
        x.pass(3 * HOUR);
        assertThat(x.a.signals).containsExactly("connection-timed-out");
    }

    /**
     * The window as the last segment told it, also when the remote has never sent an octet: SND.WL1 stands still then.
     */
    @ParameterizedTest
    @MethodSource("places")
    void aWindowUpdateIsBelieved(Place place) {
        BarePair x = Places.at(place);
        x.b.reads = false;
        x.a.send(100_000, true, false);
        x.pass(10 * MILLIS);
        assertThat(x.a.variable("SND.WND")).isLessThan(BarePair.MSS);
        x.b.reads = true;
        x.pass(10 * MILLIS);
        assertThat(x.b.delivered).isEqualTo(x.a.queued);
        arrives(x, 100 * MILLIS);
    }
}
