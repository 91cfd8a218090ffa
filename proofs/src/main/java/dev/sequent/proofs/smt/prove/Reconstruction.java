package dev.sequent.proofs.smt.prove;

import dev.sequent.proofs.smt.encode.Concrete.Range;
import dev.sequent.proofs.smt.encode.RangesTerm;
import dev.sequent.proofs.smt.encode.Sets;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A set of ranges that answers as the solver's counterexample has it. There may be none, since the solver knows only
 * what it was asked; then this is another one, and the replay shows it. A set it is in any case: of those that the
 * runtime can hold, since outside of them interpreter and core need not do the same.
 */
final class Reconstruction {
    private static final long SPACE = 1L << 32;

    private static final long HALF = SPACE / 2;

    private final List<Sets.Asked> answers;
    private final Evaluation evaluation;

    /** @param answers all that sets were asked */
    Reconstruction(List<Sets.Asked> answers, Evaluation evaluation) {
        this.answers = answers;
        this.evaluation = evaluation;
    }

    /** @param set one that is not known */
    List<Range> ranges(RangesTerm.Unknown set) {
        var count = 0L;
        var points = new TreeSet<Long>();
        var gaps = new TreeSet<Long>();
        var runs = new ArrayList<long[]>();
        long first = 0;
        for (var asked : answers) {
            if (asked.set().equals(set)) {
                long answer = number(asked.symbol());
                long point = number(asked.point());
                switch (asked.question()) {
                    case COUNT -> count = answer;
                    case FIRST -> first = answer;
                    case LAST -> points.add(answer - 1);
                    case COVERS -> (answer == 1 ? points : gaps).add(point);
                    case END_OF_RUN -> {
                        if (answer != point) {
                            runs.add(new long[] {point, answer});
                            gaps.add(answer);
                        }
                    }
                    case TOTAL -> {}
                }
            }
        }
        if (count == 0) {
            return List.of();
        }
        points.add(first);
        // Seen from the first one, nothing turns round.
        var covered = new TreeSet<Long>();
        long begin = first;
        points.forEach(p -> covered.add(ahead(begin, p)));
        var ranges = new ArrayList<long[]>();
        covered.forEach(p -> ranges.add(new long[] {p, p + 1}));
        runs.forEach(r -> ranges.add(new long[] {ahead(begin, r[0]), ahead(begin, r[1])}));
        // What was asked after the solver had answered is as usual, and need not agree with the rest.
        ranges.removeIf(r -> r[0] >= r[1] || r[1] >= HALF);
        ranges.sort((a, b) -> Long.compare(a[0], b[0]));
        var holes = new TreeSet<Long>();
        gaps.forEach(g -> holes.add(ahead(begin, g)));
        var merged = merged(ranges);
        fit(merged, holes, count);
        var held = merged.subList(0, Math.min(merged.size(), set.capacity()));
        long from = number(set.space().base()) + first;
        return held.stream()
                .map(r -> new Range(Math.floorMod(from + r[0], SPACE), Math.floorMod(from + r[1], SPACE)))
                .toList();
    }

    private long number(Term term) {
        return evaluation.value(term).longValueExact();
    }

    private static long ahead(long from, long to) {
        return Math.floorMod(to - from, SPACE);
    }

    private static List<long[]> merged(List<long[]> sorted) {
        var merged = new ArrayList<long[]>();
        for (var next : sorted) {
            if (!merged.isEmpty() && next[0] <= merged.getLast()[1]) {
                merged.getLast()[1] = Math.max(merged.getLast()[1], next[1]);
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    /** Closes gaps, or puts single numbers into them, until there are as many ranges as there should be. */
    private static void fit(List<long[]> ranges, TreeSet<Long> holes, long count) {
        for (int i = 0; i + 1 < ranges.size() && ranges.size() > count; ) {
            var hole = holes.ceiling(ranges.get(i)[1]);
            if (hole == null || hole >= ranges.get(i + 1)[0]) {
                ranges.get(i)[1] = ranges.remove(i + 1)[1];
            } else {
                i++;
            }
        }
        fill(ranges, holes, count, true);
        fill(ranges, holes, count, false);
    }

    /**
     * Puts single numbers into gaps.
     *
     * @param beside whether not between two numbers that are known to be missing: what is added begins and ends with
     *     such, and swallows what lies between
     */
    private static void fill(List<long[]> ranges, TreeSet<Long> holes, long count, boolean beside) {
        for (int i = 0; i + 1 < ranges.size() && ranges.size() < count; i++) {
            long next = ranges.get(i + 1)[0];
            var between = holes.subSet(ranges.get(i)[1], true, next, false);
            long at = ranges.get(i)[1] + 1;
            while (ranges.size() < count && at + 1 < next) {
                if (beside && !between.isEmpty() && between.first() <= at && at < between.last()) {
                    at = between.last() + 1;
                } else {
                    if (!holes.contains(at)) {
                        ranges.add(++i, new long[] {at, at + 1});
                    }
                    at += 2;
                }
            }
        }
    }
}
