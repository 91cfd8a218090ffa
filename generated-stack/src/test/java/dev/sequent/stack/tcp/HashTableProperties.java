package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class HashTableProperties {

    /** Values with their key, of which three each have the same hash, and whose hashes lie close together. */
    private record Entry(int key) {
        int hash() {
            return key / 3 * 0x1000_0001;
        }
    }

    private static @Nullable Entry find(HashTable<Entry> table, int key) {
        int place = table.first(new Entry(key).hash());
        while (place != HashTable.NONE && table.at(place).key != key) {
            place = table.next(place);
        }
        return place == HashTable.NONE ? null : table.at(place);
    }

    /** Few keys, many additions and removals: whatever the order, the table has what a map has. */
    @Property(tries = 500)
    void behavesAsAMap(@ForAll @Size(max = 400) List<@IntRange(min = -40, max = 40) Integer> operations) {
        HashTable<Entry> table = new HashTable<>();
        Map<Integer, Entry> map = new HashMap<>();
        for (int operation : operations) {
            Entry entry = new Entry(Math.abs(operation));
            if (operation < 0) {
                Entry there = map.remove(entry.key);
                assertThat(table.remove(entry.hash(), there == null ? entry : there))
                        .isEqualTo(there != null);
            } else if (!map.containsKey(entry.key)) {
                table.add(entry.hash(), entry);
                map.put(entry.key, entry);
            }
            for (int key = 0; key <= 40; key++) {
                assertThat(find(table, key)).isSameAs(map.get(key));
            }
        }
        List<Entry> values = new ArrayList<>();
        table.forEach(values::add);
        assertThat(values).containsExactlyInAnyOrderElementsOf(map.values());
        assertThat(table.size()).isEqualTo(map.size());
    }

    @Example
    void whatIsOnlyEqualStays() {
        HashTable<Entry> table = new HashTable<>();
        Entry entry = new Entry(1);
        table.add(entry.hash(), entry);
        assertThat(table.remove(entry.hash(), new Entry(1))).isFalse();
        assertThat(find(table, 1)).isSameAs(entry);
    }

    @Example
    void whenACrowdHasGoneItsMemoryHasToo() {
        HashTable<Integer> table = new HashTable<>();
        List<Integer> crowd = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            crowd.add(i);
            table.add(i * 7, crowd.get(i));
        }
        assertThat(table.capacity()).isGreaterThan(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(table.remove(i * 7, crowd.get(i))).isTrue();
            assertThat(table.first(9_999 * 7) != HashTable.NONE).isEqualTo(i < 9_999);
        }
        assertThat(table.capacity()).isEqualTo(16);
    }
}
