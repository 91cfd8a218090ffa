package dev.sequent.check.system;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels of transitions where liveness is asked for: an action, and the deliveries that become due with what is sent in
 * it, see {@link dev.sequent.check.liveness.Fairness#makesDue}.
 */
final class Labels {
    private record Key(int action, List<Integer> due) {}

    private record Label(int number, int action, int[] due) {}

    private final Store<Key, Label> store = new Store<>();

    /** @param due in any order, perhaps more than once */
    int of(int action, int[] due) {
        return of(new Key(action, Arrays.stream(due).sorted().distinct().boxed().toList()));
    }

    private int of(Key key) {
        return store.get(
                        key,
                        number -> new Label(
                                number,
                                key.action(),
                                key.due().stream().mapToInt(d -> d).toArray()))
                .number();
    }

    int action(int label) {
        return store.at(label).action();
    }

    int[] due(int label) {
        return store.at(label).due();
    }

    void save(DataOutput out) throws IOException {
        int count = store.count();
        out.writeInt(count);
        for (int label = 0; label < count; label++) {
            out.writeInt(action(label));
            out.writeInt(due(label).length);
            for (int action : due(label)) {
                out.writeInt(action);
            }
        }
    }

    void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            int action = in.readInt();
            var due = new ArrayList<Integer>();
            for (int more = in.readInt(); more > 0; more--) {
                due.add(in.readInt());
            }
            of(new Key(action, List.copyOf(due)));
        }
    }
}
