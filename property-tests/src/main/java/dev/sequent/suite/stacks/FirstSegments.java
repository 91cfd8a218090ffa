package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Setting;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What RFC 9293 says of any segment before there is a connection, case by case. */
record FirstSegments(Setting setting) implements Property<FirstSegment> {

    @Override
    public String name() {
        return "first-segments";
    }

    @Override
    public String sentence() {
        return "Any segment that comes where no connection is established, in CLOSED, LISTEN, SYN-SENT or SYN-RECEIVED, is answered as"
                + " the RFC has it, and by nothing else.";
    }

    @Override
    public String reference() {
        return "RFC 9293, 3.5.2, 3.10.7.1 to 3.10.7.4; RFC 5961, 3.2";
    }

    @Override
    public int tries() {
        return 5_000;
    }

    @Override
    public Arbitrary<FirstSegment> values() {
        Arbitrary<Integer> near = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(1, 0, 2, -1)),
                Tuple.of(2, Arbitraries.integers().between(-70_000, 70_000)),
                Tuple.of(1, Arbitraries.integers()));
        Arbitrary<Integer> bits = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(0, 1, 2, 4, 16, 17, 18, 20)),
                Tuple.of(1, Arbitraries.integers().between(0, 255)));
        Arbitrary<Integer> octets = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 1_400)));
        return Combinators.combine(
                        Arbitraries.of(FirstSegment.Place.class),
                        Plans.sequenceNumbers(),
                        Plans.sequenceNumbers(),
                        bits,
                        near,
                        near,
                        Arbitraries.of(65_535, 0, 1, 1_000),
                        octets)
                .as(FirstSegment::new);
    }

    @Override
    public void check(FirstSegment segment, Observer observer) {
        var run = new FirstSegmentRun(segment, setting.set(), setting.value("RCV-BUFFER"), observer);
        run.run();
        observer.note("place", segment.place().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String text(FirstSegment segment) {
        return segment.text();
    }
}
