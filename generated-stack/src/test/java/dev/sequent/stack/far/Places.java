package dev.sequent.stack.far;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.generated.tcp.TcpParameters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Connections that have carried much, each travelled to octet by octet, once, and then begun from by many tests. */
final class Places {

    static final int ISS_OF_A = 0x7FFF_FF00;
    static final int ISS_OF_B = 0xFFFF_FFF0;

    /** Who sends on the way. */
    enum Way {
        BOTH,
        ONLY_A,
        ONLY_B
    }

    /**
     * A place on the way.
     *
     * @param distance of SND.UNA from the ISS, where one sends
     */
    record Place(Way way, long distance) {
        @Override
        public String toString() {
            long halves = Math.round(distance / 0x1p31);
            long rest = distance - (halves << 31);
            return way + ", ISS + " + halves + " * 2^31" + (rest == 0 ? "" : rest < 0 ? " - " + -rest : " + " + rest);
        }
    }

    /** Near; before, on and behind half of the sequence space, all of it, and one and a half. */
    private static final long[] DISTANCES = {
        1_000_001,
        (1L << 31) - 1,
        1L << 31,
        (1L << 31) + 1,
        (1L << 31) + 100_000_000,
        (1L << 32) - 1,
        1L << 32,
        (1L << 32) + 1,
        (1L << 32) + 100_000_000,
        (1L << 32) + (1L << 31) + 1
    };

    private static final Map<Way, Map<Long, BarePair.Rest>> REACHED = new EnumMap<>(Way.class);
    private static final Map<Way, AssertionError> ENDED = new EnumMap<>(Way.class);

    private Places() {}

    static Stream<Place> all() {
        List<Place> places = new ArrayList<>();
        for (Way way : Way.values()) {
            for (long distance : DISTANCES) {
                places.add(new Place(way, distance));
            }
        }
        return places.stream();
    }

    /** A connection that has come to that place, at rest; nothing that was sent or said on the way is remembered. */
    static BarePair at(Place place) {
        return at(place, p -> {});
    }

    /** @param settings that differ from here on */
    static synchronized BarePair at(Place place, Consumer<TcpParameters> settings) {
        if (!REACHED.containsKey(place.way)) {
            REACHED.put(place.way, new HashMap<>());
            travel(place.way);
        }
        BarePair.@Nullable Rest rest = REACHED.get(place.way).get(place.distance);
        if (rest == null) {
            throw new AssertionError("the connection does not get there: " + ENDED.get(place.way));
        }
        BarePair pair = BarePair.from(rest, ISS_OF_A, ISS_OF_B, settings);
        if (place.way != Way.ONLY_B) {
            assertThat(pair.a.distance()).isEqualTo(place.distance);
        }
        if (place.way != Way.ONLY_A) {
            assertThat(pair.b.distance()).isEqualTo(place.distance);
        }
        return pair;
    }

    private static void travel(Way way) {
        BarePair pair = new BarePair(ISS_OF_A, ISS_OF_B, p -> {});
        pair.open();
        try {
            for (long distance : DISTANCES) {
                long octets = distance - 1;
                pair.travel(way == Way.ONLY_B ? 0 : octets, way == Way.ONLY_A ? 0 : octets);
                REACHED.get(way).put(distance, pair.checkpoint());
            }
        } catch (AssertionError e) {
            ENDED.put(way, e);
        }
    }
}
