package dev.sequent.packet.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of comparing two hosts.
 *
 * @param exchanges that were compared
 * @param steps in which they did the same, up to the first difference that counts
 * @param agreed exchanges in which there was none at all
 * @param disturbed exchanges that the machine was too busy for, time after time; they say nothing
 * @param found each difference, in the order of the exchanges
 * @param classes all that differences can belong to
 * @param seen how often both did the same, by the state before it and the kind of step
 */
public record Findings(
        int exchanges,
        long steps,
        int agreed,
        List<Integer> disturbed,
        List<Found> found,
        List<DifferenceClass> classes,
        Map<String, Map<String, Integer>> seen) {

    /** @param known the class that it belongs to; empty if nobody has thought of it */
    public record Found(Difference difference, Optional<DifferenceClass> known) {}

    /** Those that belong to no class. */
    public List<Found> unknown() {
        return found.stream().filter(f -> f.known().isEmpty()).toList();
    }

    /** Whether every difference is a known one, and every exchange was compared. */
    public boolean isExplained() {
        return unknown().isEmpty() && disturbed.isEmpty();
    }
}
