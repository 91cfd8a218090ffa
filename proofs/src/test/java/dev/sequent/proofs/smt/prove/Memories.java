package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Concrete.Range;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What machines remember, read from them; of tables, how many rows there are. */
final class Memories {
    private Memories() {}

    static Concrete.Memory of(MachineType type, Machine machine) {
        var scalars = new HashMap<Integer, OptionalLong>();
        var ranges = new HashMap<Integer, List<Range>>();
        for (var variable : type.variables()) {
            int i = variable.index();
            if (variable.type() instanceof Type.Ranges) {
                var set = machine.ranges(i);
                var all = new ArrayList<Range>();
                for (int r = 0; r < set.count(); r++) {
                    all.add(new Range(Integer.toUnsignedLong(set.from(r)), Integer.toUnsignedLong(set.to(r))));
                }
                ranges.put(i, all);
            } else {
                scalars.put(i, machine.present(i) ? OptionalLong.of(machine.variable(i)) : OptionalLong.empty());
            }
        }
        var running =
                type.timers().stream().map(t -> machine.running(t.index())).toList();
        var none = type.tables().stream().map(t -> 0).toList();
        var memory = new Concrete.Memory(machine.state(), scalars, ranges, running, none);
        var rows =
                type.tables().stream().map(t -> rows(type, memory, t, machine)).toList();
        return new Concrete.Memory(machine.state(), scalars, ranges, running, rows);
    }

    /**
     * A machine says nothing of its rows but in what it writes: there, each place has a bit for whether it is taken.
     */
    private static int rows(MachineType type, Concrete.Memory memory, MachineType.Table table, Machine machine) {
        var out = new BitWriter();
        machine.encode(out);
        var seen = out.toArray();
        int rows = 0;
        for (int slot = 0; slot < table.capacity(); slot++) {
            var with = with(type, memory, table, slot + 1);
            var without = with(type, memory, table, slot);
            for (int word = 0; word < seen.length; word++) {
                rows += (seen[word] & (with[word] ^ without[word])) != 0 ? 1 : 0;
            }
        }
        return rows;
    }

    private static long[] with(MachineType type, Concrete.Memory memory, MachineType.Table table, int rows) {
        var all = new ArrayList<>(memory.rows());
        all.set(table.index(), rows);
        return Concrete.encode(
                        type,
                        new Concrete.Memory(
                                memory.state(), memory.scalars(), memory.ranges(), memory.running(), List.copyOf(all)))
                .toArray();
    }

    /** The fields of a message that are there. */
    static Map<Integer, OptionalLong> of(
            dev.sequent.language.model.MessageType type, dev.sequent.runtime.Message message) {
        var fields = new HashMap<Integer, OptionalLong>();
        for (var field : type.fields()) {
            if (message.present(field.index())) {
                fields.put(field.index(), OptionalLong.of(message.get(field.index())));
            }
        }
        return fields;
    }
}
