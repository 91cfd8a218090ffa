package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.MachineType;
import dev.sequent.proofs.smt.term.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a machine and the rule at work remember at one place, and the condition under which they get there. */
public final class Snapshot {
    Term path;
    Term state;
    final Map<Integer, Value> variables;
    final List<Term> running;
    /** How many rows each table has. What stands in them is not kept. */
    final List<Term> rows;
    /** Fields of the message about to be sent: by message, then by field. */
    final Map<Integer, Map<Integer, Value>> outgoing;

    Map<Integer, Value> locals;

    Snapshot(
            Term path,
            Term state,
            Map<Integer, Value> variables,
            List<Term> running,
            List<Term> rows,
            Map<Integer, Map<Integer, Value>> outgoing,
            Map<Integer, Value> locals) {
        this.path = path;
        this.state = state;
        this.variables = variables;
        this.running = running;
        this.rows = rows;
        this.outgoing = outgoing;
        this.locals = locals;
    }

    Snapshot copy() {
        var messages = new HashMap<Integer, Map<Integer, Value>>();
        outgoing.forEach((kind, fields) -> messages.put(kind, new HashMap<>(fields)));
        return new Snapshot(
                path,
                state,
                new HashMap<>(variables),
                new ArrayList<>(running),
                new ArrayList<>(rows),
                messages,
                new HashMap<>(locals));
    }

    /** The same, on a path of its own. */
    Snapshot on(Term other) {
        var copy = copy();
        copy.path = other;
        return copy;
    }

    boolean dead() {
        return path.isFalse();
    }

    /** What a variable holds. */
    public Value variable(MachineType.Variable variable) {
        return Objects.requireNonNull(variables.get(variable.index()), variable.name());
    }

    RangesTerm ranges(MachineType.Variable variable) {
        return ((Value.Ranges) variable(variable)).set();
    }

    /** Under which condition this place is reached. */
    public Term path() {
        return path;
    }

    /** By the timer's ordinal. */
    public List<Term> running() {
        return running;
    }
}
