package dev.sequent.language.interpret;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.RangeSet;
import java.util.ArrayList;
import java.util.List;

/** A set of sequence numbers as a sorted list of half-open ranges that neither overlap nor touch. */
final class SequenceRanges {
    /** Sequence numbers {@code from} up to, not including, {@code to}. */
    record Range(long from, long to) {}

    private final String name;
    private final int capacity;
    private List<Range> ranges = List.of();

    SequenceRanges(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    List<Range> ranges() {
        return ranges;
    }

    int count() {
        return ranges.size();
    }

    int room() {
        return capacity - count();
    }

    boolean covers(long x) {
        return ranges.stream().anyMatch(r -> Sequence.lessOrEqual(r.from(), x) && Sequence.less(x, r.to()));
    }

    long endOfRun(long x) {
        return ranges.stream()
                .filter(r -> Sequence.lessOrEqual(r.from(), x) && Sequence.less(x, r.to()))
                .mapToLong(Range::to)
                .findFirst()
                .orElse(x);
    }

    long first() {
        if (ranges.isEmpty()) {
            throw new Fault(-1, "first(" + name + "): it is empty");
        }
        return ranges.getFirst().from();
    }

    long last() {
        if (ranges.isEmpty()) {
            throw new Fault(-1, "last(" + name + "): it is empty");
        }
        return ranges.getLast().to();
    }

    long total() {
        return ranges.stream()
                .mapToLong(r -> Sequence.distance(r.from(), r.to()))
                .sum();
    }

    /** @throws Fault when it would take more ranges than there is room for */
    void add(long from, long to) {
        if (!Sequence.less(from, to)) {
            return;
        }
        var sorted = new ArrayList<>(ranges);
        sorted.add(new Range(from, to));
        checkOrdered(sorted, from);
        sorted.sort((a, b) -> a.from() == b.from() ? 0 : Sequence.less(a.from(), b.from()) ? -1 : 1);
        var merged = new ArrayList<Range>();
        for (var next : sorted) {
            if (!merged.isEmpty()
                    && Sequence.lessOrEqual(next.from(), merged.getLast().to())) {
                var before = merged.removeLast();
                merged.add(new Range(before.from(), Sequence.later(before.to(), next.to())));
            } else {
                merged.add(next);
            }
        }
        if (merged.size() > capacity) {
            throw new Fault(-1, name + ": no room for a range beyond " + capacity);
        }
        ranges = List.copyOf(merged);
    }

    void cutBelow(long x) {
        checkOrdered(ranges, x);
        ranges = ranges.stream()
                .filter(r -> Sequence.less(x, r.to()))
                .map(r -> new Range(Sequence.later(r.from(), x), r.to()))
                .toList();
    }

    /** Is there one from which all others, and x, are less than half the space ahead? */
    private void checkOrdered(List<Range> all, long x) {
        var points = new ArrayList<Long>();
        all.forEach(r -> points.addAll(List.of(r.from(), r.to())));
        points.add(x);
        if (points.stream().noneMatch(p -> points.stream().allMatch(q -> p.equals(q) || Sequence.greater(q, p)))) {
            throw new UnspecifiedBehaviour(name + ": sequence numbers of more than half the space");
        }
    }

    void clear() {
        ranges = List.of();
    }

    /** @throws Fault when the other has more ranges than fit here */
    void copyFrom(SequenceRanges other) {
        if (other.count() > capacity) {
            throw new Fault(-1, name + ": no room for " + other.count() + " ranges");
        }
        ranges = other.ranges;
    }

    /** The same set as the runtime's class; a copy. */
    RangeSet toRangeSet() {
        var set = new RangeSet(capacity);
        ranges.forEach(r -> set.add((int) r.from(), (int) r.to()));
        return set;
    }

    void encode(BitWriter out) {
        out.put(count(), Cell.widthOfChoice(capacity + 1));
        for (var range : ranges) {
            out.put(range.from(), 32);
            out.put(range.to(), 32);
        }
    }

    void decode(BitReader in) {
        var read = new ArrayList<Range>();
        var count = in.get(Cell.widthOfChoice(capacity + 1));
        for (long i = 0; i < count; i++) {
            read.add(new Range(in.get(32), in.get(32)));
        }
        ranges = List.copyOf(read);
    }
}
