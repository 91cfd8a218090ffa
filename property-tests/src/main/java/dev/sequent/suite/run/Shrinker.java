package dev.sequent.suite.run;

import dev.sequent.suite.property.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the smallest value that fails: of the smaller ones, in the order in which jqwik has them, the first that
 * fails too; and again from there. So many values are tried and no more, which makes the outcome the same everywhere; a
 * limit of time is there for checks that take very long.
 */
final class Shrinker<T> {
    /** Values tried at most. */
    static final int STEPS = 6_000;
    /** Nanoseconds. */
    static final long LIMIT = 60_000_000_000L;

    /**
     * What came of it.
     *
     * @param path as {@link Drawing#draw(long, List)} takes it
     * @param steps values tried
     * @param outOfTime the limit of time cut it short: elsewhere, it may lead further
     */
    record Smallest<T>(T value, Violation why, List<Integer> path, int steps, boolean outOfTime) {}

    private final Function<T, @Nullable Violation> check;
    private final LongSupplier nanos;

    Shrinker(Function<T, @Nullable Violation> check, LongSupplier nanos) {
        this.check = check;
        this.nanos = nanos;
    }

    Smallest<T> shrink(Shrinkable<T> failing, Violation why, List<Integer> before) {
        long end = nanos.getAsLong() + LIMIT;
        var path = new ArrayList<>(before);
        Shrinkable<T> best = failing;
        Violation reason = why;
        int steps = 0;
        int from = 0;
        // What came before the one that failed last has just been tried, on a value that was nearly the same.
        for (int turn = 0; turn < 2; turn++) {
            int index = turn == 0 ? from : 0;
            Iterator<Shrinkable<T>> all = best.shrink().skip(index).iterator();
            for (; all.hasNext() && (turn == 0 || index < from); index++) {
                Shrinkable<T> next = all.next();
                if (next.distance().compareTo(best.distance()) >= 0) {
                    continue;
                }
                if (steps == STEPS || nanos.getAsLong() - end > 0) {
                    return new Smallest<>(best.value(), reason, List.copyOf(path), steps, steps < STEPS);
                }
                steps++;
                Violation again = check.apply(next.value());
                if (again != null) {
                    best = next;
                    reason = again;
                    path.add(index);
                    from = index;
                    turn = -1;
                    break;
                }
            }
        }
        return new Smallest<>(best.value(), reason, List.copyOf(path), steps, false);
    }
}
