package dev.sequent.suite.laws;

import dev.sequent.runtime.RangeSet;
import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A set of ranges, wherever on the circle, against one of plain numbers on a line. */
final class RangeSets {
    private static final int CAPACITY = 4;
    /** What a set may span: less than half the space. */
    private static final long MOST = (1L << 31) - 1;

    private RangeSets() {}

    /** @param cut below {@code from}, else {@code from .. to} is added; both count from the base */
    private record Change(boolean cut, long from, long to) {}

    private record Changes(int base, List<Change> changes) {}

    static Law<?> law() {
        Arbitrary<Long> places = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.longs().between(0, 40)),
                Tuple.of(1, Arbitraries.longs().between(0, MOST)),
                Tuple.of(1, Arbitraries.of(MOST, MOST - 1, MOST / 2)));
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true)), places, places)
                .as(Change::new);
        Arbitrary<Integer> bases = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers()),
                Tuple.of(2, Arbitraries.of(0, -1, -20, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 20)));
        return new Law<>(
                "range-sets",
                "A set of ranges of sequence numbers is the set of what was put in and not cut off, wherever the numbers wrap; what"
                        + " does not fit changes nothing.",
                "RFC 9293, 3.4; spec/LANGUAGE.md",
                20_000,
                Combinators.combine(bases, Sequences.of(change, 12)).as(Changes::new),
                RangeSets::text,
                (c, observer) -> {
                    observer.number("changes", c.changes.size());
                    check(c);
                });
    }

    private static String text(Changes c) {
        var text = new StringBuilder("from " + Integer.toUnsignedString(c.base) + " on:");
        c.changes.forEach(
                x -> text.append("\n  ").append(x.cut ? "cut below " + x.from : "add " + x.from + " .. " + x.to));
        return text.toString();
    }

    private static void check(Changes c) {
        var set = new RangeSet(CAPACITY);
        var naive = new TreeMap<Long, Long>();
        for (Change change : c.changes) {
            int from = c.base + (int) change.from;
            if (change.cut) {
                set.cutBelow(from);
                cut(naive, change.from);
            } else {
                TreeMap<Long, Long> larger = new TreeMap<>(naive);
                add(larger, change.from, change.to);
                boolean fits = larger.size() <= CAPACITY;
                if (set.add(from, c.base + (int) change.to) != fits) {
                    throw new Violation(
                            "after " + naive + ", adding " + change + " should " + (fits ? "" : "not ") + "fit");
                }
                naive = fits ? larger : naive;
            }
            compare(set, naive, c.base, change);
        }
    }

    private static void add(TreeMap<Long, Long> naive, long from, long to) {
        if (to <= from) {
            return;
        }
        long low = from;
        long high = to;
        for (var range : new ArrayList<>(naive.entrySet())) {
            if (range.getKey() <= to && range.getValue() >= from) {
                low = Math.min(low, range.getKey());
                high = Math.max(high, range.getValue());
                naive.remove(range.getKey());
            }
        }
        naive.put(low, high);
    }

    private static void cut(TreeMap<Long, Long> naive, long below) {
        for (var range : new ArrayList<>(naive.headMap(below).entrySet())) {
            naive.remove(range.getKey());
            if (range.getValue() > below) {
                naive.put(below, range.getValue());
            }
        }
    }

    private static void compare(RangeSet set, TreeMap<Long, Long> naive, int base, Change last) {
        var ranges = new TreeMap<Long, Long>();
        for (int i = 0; i < set.count(); i++) {
            ranges.put(Integer.toUnsignedLong(set.from(i) - base), Integer.toUnsignedLong(set.to(i) - base));
        }
        long total = naive.entrySet().stream()
                .mapToLong(r -> r.getValue() - r.getKey())
                .sum();
        if (!ranges.equals(naive) || set.total() != total) {
            throw new Violation("after " + last + ": " + naive + " is in the set, and not " + ranges);
        }
        for (var range : naive.entrySet()) {
            for (long at : new long[] {range.getKey() - 1, range.getKey(), range.getValue() - 1, range.getValue()}) {
                var below = naive.floorEntry(at);
                boolean within = below != null && at < below.getValue();
                int end = base + (int) (within ? below.getValue() : at);
                if (set.covers(base + (int) at) != within || set.endOfRun(base + (int) at) != end) {
                    throw new Violation(
                            "after " + last + ": " + at + " lies " + (within ? "" : "not ") + "in " + naive);
                }
            }
        }
    }
}
