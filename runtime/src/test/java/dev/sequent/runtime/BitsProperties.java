package dev.sequent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a writer packs, a reader gives back. */
class BitsProperties {
    record Item(long value, int width) {
        long low() {
            return width == 64 ? value : value & ((1L << width) - 1);
        }
    }

    @Provide
    Arbitrary<List<Item>> items() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.oneOf(Arbitraries.integers().between(1, 64), Arbitraries.of(1, 63, 64)))
                .as(Item::new)
                .list()
                .ofMaxSize(80);
    }

    @Property
    void comesBackInTheSameOrder(@ForAll("items") List<Item> items) {
        var out = new BitWriter(1);
        items.forEach(i -> out.put(i.value(), i.width()));
        int bits = items.stream().mapToInt(Item::width).sum();
        assertThat(out.bits()).isEqualTo(bits);
        assertThat(out.size()).isEqualTo((bits + 63) / 64);
        var in = new BitReader(out.toArray());
        for (Item item : items) {
            assertThat(in.get(item.width())).isEqualTo(item.low());
        }
        assertThat(in.bits()).isEqualTo(bits);
    }

    /** Used again, it must not show what it held before. */
    @Property
    void startsAnew(@ForAll("items") List<Item> first, @ForAll("items") List<Item> second) {
        var used = new BitWriter(1);
        first.forEach(i -> used.put(i.value(), i.width()));
        used.reset();
        second.forEach(i -> used.put(i.value(), i.width()));
        var fresh = new BitWriter();
        second.forEach(i -> fresh.put(i.value(), i.width()));
        assertThat(used.toArray()).isEqualTo(fresh.toArray());
        var in = new BitReader(new long[0]);
        in.reset(used.words());
        for (Item item : second) {
            assertThat(in.get(item.width())).isEqualTo(item.low());
        }
    }

    @Example
    void endsSomewhere() {
        var in = new BitReader(new long[] {5});
        assertThat(in.get(3)).isEqualTo(5);
        assertThat(in.getBoolean()).isFalse();
        assertThatThrownBy(() -> in.get(61)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }
}
