package dev.sequent.language.interpret;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a machine remembers: its state, variables, running timers and tables.
 *
 * <p>Encoded in this order, least significant bits first: the state's ordinal in as few bits as tell the states apart;
 * each variable (bool 1 bit, enum as few as needed, unsigned integers their width, seq 32, everything else 64; an
 * optional one bit and then the value, zero when absent; ranges their count and the ends of each); a bit for each
 * timer, set when it runs; each table slot by slot, a bit that says occupied and then the columns, zeros when it is
 * free.
 */
final class Memory {
    private final MachineType model;
    private final Map<Integer, Cell> scalars = new HashMap<>();
    private final Map<Integer, SequenceRanges> ranges = new HashMap<>();
    private final List<Boolean> running = new ArrayList<>();
    private final List<List<Row>> tables = new ArrayList<>();
    private MachineType.State state;

    /** A slot of a table. */
    static final class Row {
        private final List<Cell> columns;
        private boolean occupied;

        private Row(MachineType.Table table) {
            columns = table.columns().stream()
                    .map(c -> new Cell(table.name() + "." + c.name(), c.type()))
                    .toList();
        }

        boolean occupied() {
            return occupied;
        }

        Cell column(MachineType.Table.Column column) {
            return columns.get(column.index());
        }

        /** Takes the slot with the columns as they are. */
        void occupy() {
            occupied = true;
        }

        /** Every column zero or none. */
        void free() {
            columns.forEach(Cell::clear);
            occupied = false;
        }
    }

    Memory(MachineType model) {
        this.model = model;
        for (var variable : model.variables()) {
            if (variable.type() instanceof Type.Ranges r) {
                ranges.put(variable.index(), new SequenceRanges(variable.name(), r.capacity()));
            } else {
                scalars.put(variable.index(), new Cell(variable.name(), variable.type()));
            }
        }
        model.timers().forEach(t -> running.add(false));
        for (var table : model.tables()) {
            var rows = new ArrayList<Row>();
            for (int slot = 0; slot < table.capacity(); slot++) {
                rows.add(new Row(table));
            }
            tables.add(rows);
        }
        state = model.initial();
        initialise();
    }

    /** The initial state and every variable's initial value; tables empty. Timers stay as they are. */
    void initialise() {
        state = model.initial();
        for (var variable : model.variables()) {
            if (variable.type() instanceof Type.Ranges) {
                ranges(variable).clear();
            } else if (variable.type() instanceof Type.Optional) {
                scalar(variable).clear();
            } else {
                scalar(variable).set(variable.initial());
            }
        }
        tables.forEach(rows -> rows.forEach(Row::free));
    }

    MachineType.State state() {
        return state;
    }

    void enter(MachineType.State next) {
        state = next;
    }

    boolean in(List<MachineType.State> states) {
        return states.stream().anyMatch(s -> s.index() == state.index());
    }

    Cell scalar(MachineType.Variable variable) {
        return scalar(variable.index());
    }

    Cell scalar(int variable) {
        var cell = scalars.get(variable);
        if (cell == null) {
            throw new IllegalArgumentException("variable " + variable + " holds no scalar");
        }
        return cell;
    }

    SequenceRanges ranges(MachineType.Variable variable) {
        return ranges(variable.index());
    }

    SequenceRanges ranges(int variable) {
        var set = ranges.get(variable);
        if (set == null) {
            throw new IllegalArgumentException("variable " + variable + " holds no ranges");
        }
        return set;
    }

    boolean holdsRanges(int variable) {
        return ranges.containsKey(variable);
    }

    boolean running(int timer) {
        return running.get(timer);
    }

    void running(int timer, boolean runs) {
        running.set(timer, runs);
    }

    List<Row> rows(MachineType.Table table) {
        return tables.get(table.index());
    }

    /** See {@link dev.sequent.runtime.Machine#age}. */
    void age(long elapsed, long horizon) {
        cells().forEach(cell -> cell.age(elapsed, horizon));
    }

    /** Of variables and of occupied rows. */
    private Stream<Cell> cells() {
        return Stream.concat(
                scalars.values().stream(),
                tables.stream().flatMap(List::stream).filter(Row::occupied).flatMap(row -> row.columns.stream()));
    }

    void encode(BitWriter out) {
        out.put(state.index(), Cell.widthOfChoice(model.states().size()));
        for (var variable : model.variables()) {
            if (variable.type() instanceof Type.Ranges) {
                ranges(variable).encode(out);
            } else {
                scalar(variable).encode(out);
            }
        }
        running.forEach(out::put);
        for (var table : tables) {
            for (var row : table) {
                out.put(row.occupied);
                row.columns.forEach(c -> c.encode(out));
            }
        }
    }

    void decode(BitReader in) {
        int width = Cell.widthOfChoice(model.states().size());
        state = model.states().get(width == 0 ? 0 : (int) in.get(width));
        for (var variable : model.variables()) {
            if (variable.type() instanceof Type.Ranges) {
                ranges(variable).decode(in);
            } else {
                scalar(variable).decode(in);
            }
        }
        running.replaceAll(before -> in.getBoolean());
        for (var table : tables) {
            for (var row : table) {
                row.occupied = in.getBoolean();
                row.columns.forEach(c -> c.decode(in));
            }
        }
    }
}
