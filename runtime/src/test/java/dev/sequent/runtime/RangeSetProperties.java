package dev.sequent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The set of ranges against a set that holds every sequence number by itself, anywhere in the space. */
class RangeSetProperties {
    private static final int SPAN = 60;

    /** An operation on offsets from the base. */
    record Step(Kind kind, int from, int to) {
        enum Kind {
            ADD,
            CUT,
            CLEAR
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(10, Step.Kind.ADD),
                                net.jqwik.api.Tuple.of(4, Step.Kind.CUT),
                                net.jqwik.api.Tuple.of(1, Step.Kind.CLEAR)),
                        Arbitraries.integers().between(0, SPAN),
                        Arbitraries.integers().between(-3, 12))
                .as((kind, from, length) -> new Step(kind, from, from + length));
        return step.list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<Integer> bases() {
        return Arbitraries.oneOf(
                Arbitraries.integers(),
                Arbitraries.of(0, -1, -SPAN / 2, Integer.MAX_VALUE, Integer.MAX_VALUE - SPAN / 2, Integer.MIN_VALUE));
    }

    @Property(tries = 3000)
    void isWhatANaiveSetIs(
            @ForAll("steps") List<Step> steps,
            @ForAll("bases") int base,
            @ForAll @IntRange(min = 1, max = 6) int capacity) {
        var set = new RangeSet(capacity);
        var naive = new TreeSet<Integer>();
        for (Step step : steps) {
            apply(step, set, naive, base);
            assertThat(runs(set, base)).isEqualTo(runs(naive));
            assertThat(set.total()).isEqualTo(naive.size());
            assertThat(set.room()).isEqualTo(capacity - set.count());
            for (int offset = -1; offset <= SPAN + 14; offset++) {
                assertThat(set.covers(base + offset)).isEqualTo(naive.contains(offset));
                assertThat(set.endOfRun(base + offset) - base).isEqualTo(endOfRun(naive, offset));
            }
        }
    }

    private static void apply(Step step, RangeSet set, TreeSet<Integer> naive, int base) {
        switch (step.kind()) {
            case ADD -> {
                var larger = new TreeSet<>(naive);
                for (int x = step.from(); x < step.to(); x++) {
                    larger.add(x);
                }
                boolean fits = runs(larger).size() <= set.capacity();
                assertThat(set.add(base + step.from(), base + step.to())).isEqualTo(fits);
                if (fits) {
                    naive.addAll(larger);
                }
            }
            case CUT -> {
                set.cutBelow(base + step.from());
                naive.headSet(step.from()).clear();
            }
            case CLEAR -> {
                set.clear();
                naive.clear();
            }
        }
    }

    /**
     * Exactly half the space apart, neither end comes first (RFC 9293, 3.4): a range that does not lead ahead is empty.
     */
    @Property(tries = 300)
    void leadsAheadByLessThanHalfTheSpace(@ForAll int begin, @ForAll int length) {
        for (int n : new int[] {length, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, -1}) {
            var set = new RangeSet(1);
            assertThat(set.add(begin, begin + n)).isTrue();
            assertThat(set.total()).as("octets from %d on: %d", begin, n).isEqualTo(Math.max(0, n));
        }
    }

    private static int endOfRun(TreeSet<Integer> naive, int offset) {
        int end = offset;
        while (naive.contains(end)) {
            end++;
        }
        return end;
    }

    private static List<List<Integer>> runs(RangeSet set, int base) {
        var runs = new ArrayList<List<Integer>>();
        for (int i = 0; i < set.count(); i++) {
            runs.add(List.of(set.from(i) - base, set.to(i) - base));
        }
        return runs;
    }

    private static List<List<Integer>> runs(TreeSet<Integer> naive) {
        var runs = new ArrayList<List<Integer>>();
        for (int x : naive) {
            if (!naive.contains(x - 1)) {
                runs.add(List.of(x, endOfRun(naive, x)));
            }
        }
        return runs;
    }

    @Property(tries = 1000)
    void comesBackFromItsEncoding(@ForAll("steps") List<Step> steps, @ForAll("bases") int base) {
        var set = new RangeSet(5);
        steps.forEach(step -> apply(step, set, naiveOf(set, base), base));
        var out = new BitWriter();
        out.put(true);
        set.encode(out);
        var in = new BitReader(out.toArray());
        in.getBoolean();
        var decoded = new RangeSet(5);
        decoded.add(base + 7, base + 9);
        decoded.decode(in);
        assertThat(decoded).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(in.bits()).isEqualTo(out.bits());

        var copy = new RangeSet(6);
        copy.copyFrom(set);
        assertThat(runs(copy, base)).isEqualTo(runs(set, base));
    }

    private static TreeSet<Integer> naiveOf(RangeSet set, int base) {
        var naive = new TreeSet<Integer>();
        for (List<Integer> run : runs(set, base)) {
            for (int x = run.get(0); x < run.get(1); x++) {
                naive.add(x);
            }
        }
        return naive;
    }
}
