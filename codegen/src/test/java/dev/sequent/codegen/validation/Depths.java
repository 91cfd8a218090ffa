package dev.sequent.codegen.validation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Remembers, for each trace point, a few moments at which an event led over it. Sequences that begin at such a moment,
 * drawn evenly over the points, come to the rare rules as often as to the common ones.
 */
final class Depths {
    private static final int PLACES_PER_POINT = 12;

    /** A machine at rest, and the event that came next. */
    record Place(Twin.Start start, Event event) {}

    /** By machine, then by point. */
    private final Map<Integer, TreeMap<Integer, List<Place>>> places = new TreeMap<>();

    void putAll(Depths other) {
        other.places.forEach((machine, points) -> {
            var copies = new TreeMap<Integer, List<Place>>();
            points.forEach((point, list) -> copies.put(point, new ArrayList<>(list)));
            places.put(machine, copies);
        });
    }

    void note(Place place, BitSet points) {
        var ofMachine = places.computeIfAbsent(place.start().machine(), m -> new TreeMap<>());
        for (int point = points.nextSetBit(0); point >= 0; point = points.nextSetBit(point + 1)) {
            var list = ofMachine.computeIfAbsent(point, p -> new ArrayList<>());
            if (list.size() < PLACES_PER_POINT) {
                list.add(place);
            }
        }
    }

    Optional<Place> any(int machine, Random random) {
        var points = places.getOrDefault(machine, new TreeMap<>());
        if (points.isEmpty()) {
            return Optional.empty();
        }
        var list = List.copyOf(points.values()).get(random.nextInt(points.size()));
        return Optional.of(list.get(random.nextInt(list.size())));
    }
}
