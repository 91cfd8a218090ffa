package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Doc;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.TableForm;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.MachineType.Table.Column;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a machine keeps and identifies by ordinals, looked up by what it was made of: everything that its rules, once
 * lowered, refer to.
 */
final class KnownMachine {
    private final KnownProtocol protocol;
    private final MachineType model;
    private final List<Symbol> states;
    private final List<Storage> cells;
    private final List<TableForm> tables;
    /** Known when the machine's rules have been lowered. */
    private final SortedMap<Integer, Protocol.Extern> asked = new TreeMap<>();

    KnownMachine(KnownProtocol protocol, MachineType model) {
        this.protocol = protocol;
        this.model = model;
        this.states = model.states().stream()
                .map(s -> new Symbol(s.index(), s.name(), s.isFinal() ? (s.doc() + " (final)").strip() : s.doc()))
                .toList();
        this.cells = model.variables().stream().map(KnownMachine::lower).toList();
        this.tables = model.tables().stream()
                .map(t -> new TableForm(
                        t.index(),
                        t.name(),
                        t.capacity(),
                        t.columns().stream().map(KnownMachine::lower).toList(),
                        KnownProtocol.doc(t.name() + ": which slots are in use", t.doc(), List.of())))
                .toList();
    }

    private static Storage lower(MachineType.Variable v) {
        Doc doc = KnownProtocol.doc(v.name(), v.doc(), v.citations());
        return v.type() instanceof Type.Ranges r
                ? new Storage.Ranges(v.name(), r.capacity(), doc)
                : Cells.scalar(v.name(), v.type(), Types.shape(v.type()), v.initial(), List.of(), doc);
    }

    private static Storage.Scalar lower(Column c) {
        return Cells.scalar(
                c.name(), c.type(), Types.shape(c.type()), 0, List.of(), KnownProtocol.doc("", "", List.of()));
    }

    KnownProtocol protocol() {
        return protocol;
    }

    MachineType model() {
        return model;
    }

    List<Symbol> states() {
        return states;
    }

    List<Storage> cells() {
        return cells;
    }

    List<TableForm> tables() {
        return tables;
    }

    Symbol state(State state) {
        return states.get(state.index());
    }

    Storage.Scalar scalar(MachineType.Variable variable) {
        return (Storage.Scalar) cells.get(variable.index());
    }

    Storage.Ranges ranges(MachineType.Variable variable) {
        return (Storage.Ranges) cells.get(variable.index());
    }

    TableForm table(MachineType.Table table) {
        return tables.get(table.index());
    }

    Storage.Scalar column(MachineType.Table table, Column column) {
        return table(table).columns().get(column.index());
    }

    static Symbol symbol(MachineType.Timer timer) {
        return new Symbol(timer.index(), timer.name(), timer.doc());
    }

    static Symbol symbol(MachineType.Signal signal) {
        return new Symbol(signal.index(), signal.name(), signal.doc());
    }

    static Symbol symbol(MachineType.Outcome outcome) {
        return new Symbol(outcome.index(), outcome.name(), outcome.doc());
    }

    static Symbol symbol(MachineType.Effect effect) {
        return new Symbol(effect.index(), effect.name(), effect.doc());
    }

    static Symbol symbol(MachineType.Function function) {
        return new Symbol(function.index(), function.name(), function.doc());
    }

    static Symbol symbol(MachineType.Procedure procedure) {
        return new Symbol(procedure.index(), procedure.name(), procedure.doc());
    }

    static Symbol symbol(Trigger.Call call) {
        return new Symbol(call.index(), call.name(), call.doc());
    }

    /** Calls, then events: in the order of their ordinals. */
    List<Trigger.Call> calls() {
        return Stream.concat(model.calls().stream(), model.events().stream()).toList();
    }

    /** A rule of the machine calls that function of the runtime. */
    void asks(Protocol.Extern function) {
        asked.put(function.index(), function);
    }

    /** The functions of the runtime that the machine's rules call, in the order of their declarations. */
    List<Protocol.Extern> asked() {
        return List.copyOf(asked.values());
    }
}
