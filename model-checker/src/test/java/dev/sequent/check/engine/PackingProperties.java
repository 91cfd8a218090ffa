package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What states and ways to them are packed into can be unpacked, and tables keep what maps keep. */
class PackingProperties {
    @Property
    void mixingCanBeUndone(@ForAll long x) {
        assertThat(Mixing.unmix(Mixing.mix(x))).isEqualTo(x);
        assertThat(Mixing.mix(Mixing.unmix(x))).isEqualTo(x);
    }

    @Property
    void whatALayoutCoversItKeeps(
            @ForAll @Size(min = 1, max = 9) List<Integer> ints, @ForAll @IntRange(max = 31) int shift) {
        int[] state = ints.stream().mapToInt(i -> i >>> shift).toArray();
        Layout layout = Layout.covering(state);
        assertThat(layout.covers(state)).isTrue();
        long[] packed = new long[layout.longs() + 2];
        packed[0] = packed[packed.length - 1] = 42;
        layout.pack(state, 0, packed, 1);
        assertThat(packed[0]).isEqualTo(42);
        assertThat(packed[packed.length - 1]).isEqualTo(42);
        int[] back = new int[state.length];
        layout.unpack(packed, 1, back, 0);
        assertThat(back).isEqualTo(state);
        long[] key = new long[layout.longs()];
        var keys = new Keys.Exact(layout);
        keys.make(state, 0, key, 0);
        int[] again = new int[state.length];
        keys.state(key, again);
        assertThat(again).isEqualTo(state);
    }

    @Property
    void aLayoutOfALongIsPreferred(@ForAll @Size(min = 3, max = 6) List<@IntRange(max = 1000) Integer> ints) {
        Layout layout = Layout.covering(ints.stream().mapToInt(i -> i).toArray());
        assertThat(layout.longs()).isEqualTo(1);
        assertThat(layout.bits()).isEqualTo(64);
        int[] more = ints.stream().mapToInt(i -> i | 1 << 30).toArray();
        assertThat(layout.covers(more)).isFalse();
        assertThat(Layout.covering(more).covers(more)).isTrue();
    }

    /** Parents that do not fall, as a breadth-first search finds them. */
    @Property(tries = 100)
    void ancestryIsKept(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int states) {
        var random = new Random(seed);
        int[] parents = new int[states];
        int[] ordinals = new int[states];
        var ancestry = new Ancestry(Space.memory());
        for (int state = 1; state < states; state++) {
            int far = random.nextInt(20) == 0 ? random.nextInt(1000) : random.nextInt(3);
            parents[state] = Math.min(state - 1, parents[state - 1] + far);
            ordinals[state] = random.nextInt(20) == 0 ? random.nextInt(1 << 25) : random.nextInt(40);
            ancestry.add(parents[state], ordinals[state]);
        }
        var copy = new Ancestry(Space.memory());
        copy.log().makeRoom(ancestry.length());
        for (long i = 0; i < ancestry.length(); i++) {
            copy.log().setByte(i, ancestry.log().getByte(i));
        }
        copy.restored(ancestry.length());
        copy.add(states - 1, 77); // it can go on
        for (int tries = 0; tries < 30; tries++) {
            int state = random.nextInt(states);
            var path = new ArrayList<Integer>();
            for (int s = state; s != 0; s = parents[s]) {
                path.addFirst(ordinals[s]);
            }
            assertThat(ancestry.path(state))
                    .containsExactly(path.stream().mapToInt(i -> i).toArray());
            assertThat(copy.path(state)).isEqualTo(ancestry.path(state));
        }
        int[] longer = Arrays.copyOf(copy.path(states - 1), copy.path(states - 1).length + 1);
        longer[longer.length - 1] = 77;
        assertThat(copy.path(states)).isEqualTo(longer);
    }

    /** Keys that crowd together are the worst case. */
    @Property(tries = 60)
    void aTableKeepsWhatAMapKeeps(
            @ForAll long seed,
            @ForAll @IntRange(max = 17) int restBytes,
            @ForAll boolean valued,
            @ForAll @IntRange(min = 1, max = 50) int bits,
            @ForAll @IntRange(min = 1, max = 3000) int keys) {
        var random = new Random(seed);
        var table = new OrderedTable(3, restBytes, valued, Space.memory());
        Map<List<Long>, Integer> map = new HashMap<>();
        long[] key = new long[1 + (restBytes + 7) / 8];
        for (int value = 0; value < keys; value++) {
            key[0] = 3L << 59 | (random.nextLong() >>> 64 - bits) << random.nextInt(Math.max(1, 59 - bits));
            for (int left = restBytes, word = 1; left > 0; left -= 8, word++) {
                key[word] = random.nextInt(3) * (left >= 8 ? 0x0101010101010101L : 1);
            }
            List<Long> boxed = Arrays.stream(key).boxed().toList();
            Integer known = map.putIfAbsent(boxed, value);
            int answer = table.place(key, 0, value);
            if (known == null) {
                assertThat(answer).isEqualTo(OrderedTable.FRESH);
            } else {
                assertThat(answer).isEqualTo(valued ? known : 0);
            }
            if (valued && random.nextInt(4) == 0) {
                table.setValue(key, 0, ~value);
                map.put(boxed, ~value);
            }
        }
        Map<List<Long>, Integer> read = new HashMap<>();
        table.read(3, (each, value) -> read.put(Arrays.stream(each).boxed().toList(), value));
        if (valued) {
            assertThat(read).isEqualTo(map);
        } else {
            assertThat(read.keySet()).isEqualTo(map.keySet());
        }
    }
}
