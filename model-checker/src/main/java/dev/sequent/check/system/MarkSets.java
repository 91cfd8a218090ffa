package dev.sequent.check.system;

import dev.sequent.check.liveness.Marks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/** All sets of conditions that have held together in a state; a state is marked with its set's number. */
final class MarkSets implements Marks {
    private record MarkSet(int number, BitSet conditions) {}

    private final Store<BitSet, MarkSet> store = new Store<>();

    /** @param conditions not to be changed afterwards */
    int of(BitSet conditions) {
        return store.get(conditions, number -> new MarkSet(number, conditions)).number();
    }

    @Override
    public boolean holds(long mark, int condition) {
        return store.at((int) mark).conditions().get(condition);
    }

    void save(DataOutput out) throws IOException {
        int count = store.count();
        out.writeInt(count);
        for (int set = 0; set < count; set++) {
            long[] words = store.at(set).conditions().toLongArray();
            out.writeInt(words.length);
            for (long word : words) {
                out.writeLong(word);
            }
        }
    }

    void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            long[] words = new long[in.readInt()];
            for (int i = 0; i < words.length; i++) {
                words[i] = in.readLong();
            }
            of(BitSet.valueOf(words));
        }
    }
}
