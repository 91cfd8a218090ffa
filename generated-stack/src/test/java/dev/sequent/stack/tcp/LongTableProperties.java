package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LongTableProperties {

    /** Few keys, many additions and removals: whatever the order, the table has what a map has. */
    @Property(tries = 500)
    void behavesAsAMap(
            @ForAll long secret, @ForAll @Size(max = 400) List<@IntRange(min = -40, max = 40) Integer> operations) {
        LongTable<String> table = new LongTable<>(secret, ~secret);
        Map<Long, String> map = new HashMap<>();
        for (int operation : operations) {
            long key = Math.abs(operation) * 0x1_0000_0001L;
            if (operation < 0) {
                assertThat(table.remove(key)).isEqualTo(map.remove(key) != null);
            } else if (!map.containsKey(key)) {
                table.put(key, "value " + key);
                map.put(key, "value " + key);
            }
            for (long i = 0; i <= 40; i++) {
                assertThat(table.get(i * 0x1_0000_0001L)).isEqualTo(map.get(i * 0x1_0000_0001L));
            }
        }
        List<String> values = new ArrayList<>();
        table.forEach(values::add);
        assertThat(values).containsExactlyInAnyOrderElementsOf(map.values());
        assertThat(table.size()).isEqualTo(map.size());
    }

    /** What is known of two keys says nothing about where they lie, for those who do not know the secret. */
    @Example
    void howFarTwoKeysLieApartIsAsSecretAsTheKeyOfTheHash() {
        Random secrets = new Random(1);
        Set<Integer> distances = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            LongTable<String> table = new LongTable<>(secrets.nextLong(), secrets.nextLong());
            distances.add(table.home(80) - table.home(80 | 1L << 63) & 15);
        }
        assertThat(distances).as("distances in a table of 16 places").hasSize(16);
    }

    @Example
    void whenACrowdHasGoneItsMemoryHasToo() {
        LongTable<Long> table = new LongTable<>(1, 2);
        for (long key = 0; key < 10_000; key++) {
            table.put(key, key);
        }
        assertThat(table.capacity()).isGreaterThan(10_000);
        for (long key = 0; key < 10_000; key++) {
            assertThat(table.remove(key)).isTrue();
            assertThat(table.get(9_999)).isEqualTo(key < 9_999 ? 9_999L : null);
        }
        assertThat(table.capacity()).isEqualTo(16);
    }

    @Example
    void aKeyThatIsThereIsRefused() {
        LongTable<String> table = new LongTable<>(1, 2);
        table.put(0, "zero");
        assertThatIllegalStateException().isThrownBy(() -> table.put(0, "again"));
    }
}
