package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.RangeSet;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The interpreter's sets of ranges against a plain set of bits, and the runtime's class against both. */
class SequenceRangesProperties {
    private static final int SPAN = 64;
    private static final int CAPACITY = 5;

    record Change(boolean cut, int from, int to) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        var offset = Arbitraries.integers().between(0, SPAN);
        return Combinators.combine(Arbitraries.integers().between(0, 5), offset, offset)
                .as((kind, a, b) -> new Change(kind == 0, a, kind < 3 ? Math.min(SPAN, a + b % 8) : b))
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<Long> bases() {
        return Arbitraries.of(0L, 1000L, 2147483640L, 4294967290L, 4294967260L);
    }

    @Property(tries = 3000, seed = "23")
    void are_sets(@ForAll("changes") List<Change> changes, @ForAll("bases") long base) {
        var ranges = new SequenceRanges("R", CAPACITY);
        var runtime = new RangeSet(CAPACITY);
        var bits = new BitSet();
        for (var change : changes) {
            if (change.cut()) {
                bits.clear(0, change.from());
                ranges.cutBelow(Sequence.plus(base, change.from()));
                runtime.cutBelow((int) (base + change.from()));
            } else {
                var next = (BitSet) bits.clone();
                if (change.from() < change.to()) {
                    next.set(change.from(), change.to());
                }
                boolean fits = runs(next) <= CAPACITY;
                boolean added = true;
                try {
                    ranges.add(Sequence.plus(base, change.from()), Sequence.plus(base, change.to()));
                } catch (Fault full) {
                    added = false;
                }
                assertThat(added).isEqualTo(fits);
                assertThat(runtime.add((int) (base + change.from()), (int) (base + change.to())))
                        .isEqualTo(fits);
                bits = fits ? next : bits;
            }
            agree(ranges, runtime, bits, base);
        }
    }

    /** Where a range ends exactly half the space ahead, it is empty for both. */
    @Property(tries = 300, seed = "29")
    void agree_on_what_is_ahead(@ForAll int begin, @ForAll int length) {
        for (int n : new int[] {length, Integer.MIN_VALUE, Integer.MAX_VALUE, -1}) {
            var ranges = new SequenceRanges("R", 1);
            var runtime = new RangeSet(1);
            ranges.add(Integer.toUnsignedLong(begin), Integer.toUnsignedLong(begin + n));
            runtime.add(begin, begin + n);
            assertThat(ranges.toRangeSet()).as("%d from %d on", n, begin).isEqualTo(runtime);
            assertThat(ranges.total()).isEqualTo(runtime.total());
        }
    }

    private static void agree(SequenceRanges ranges, RangeSet runtime, BitSet bits, long base) {
        assertThat(ranges.count()).isEqualTo(runs(bits)).isEqualTo(runtime.count());
        assertThat(ranges.room()).isEqualTo(runtime.room());
        assertThat(ranges.total()).isEqualTo(bits.cardinality()).isEqualTo(runtime.total());
        for (int i = 0; i < SPAN; i++) {
            var x = Sequence.plus(base, i);
            assertThat(ranges.covers(x)).isEqualTo(bits.get(i)).isEqualTo(runtime.covers((int) x));
            var end = Sequence.plus(base, bits.get(i) ? bits.nextClearBit(i) : i);
            assertThat(ranges.endOfRun(x)).isEqualTo(end);
            assertThat(Integer.toUnsignedLong(runtime.endOfRun((int) x))).isEqualTo(end);
        }
        assertThat(ranges.toRangeSet()).isEqualTo(runtime);
        if (!bits.isEmpty()) {
            assertThat(ranges.first()).isEqualTo(Sequence.plus(base, bits.nextSetBit(0)));
            assertThat(ranges.last()).isEqualTo(Sequence.plus(base, bits.length()));
        }
        var one = new BitWriter();
        var other = new BitWriter();
        ranges.encode(one);
        runtime.encode(other);
        assertThat(one.toArray()).isEqualTo(other.toArray());
        assertThat(one.bits()).isEqualTo(other.bits());
    }

    private static int runs(BitSet bits) {
        int runs = 0;
        for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(bits.nextClearBit(at))) {
            runs++;
        }
        return runs;
    }
}
