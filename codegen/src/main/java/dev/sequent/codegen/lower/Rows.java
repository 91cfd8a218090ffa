package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.TableForm;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Optional;

/** What is done with tables, lowered to slots. */
final class Rows {
    private final Body body;
    private final Statements statements;

    Rows(Body body, Statements statements) {
        this.body = body;
        this.statements = statements;
    }

    /** A slot that is free is zero. */
    private void free(TableForm table, Variable slot) {
        body.set(used(table, slot), new Value.Flag(false));
        for (Storage.Scalar column : table.columns()) {
            for (Field field : column.fields()) {
                body.set(new Place.OfRow(Subject.SELF, table, field, slot), Expressions.zero(field.shape()));
            }
        }
    }

    private static Place used(TableForm table, Variable slot) {
        return new Place.OfSlot(Subject.SELF, table, slot);
    }

    void insert(Stmt.InsertRow s) {
        TableForm table = body.machine().table(s.table());
        Variable slot = body.locals().fresh("slot", Shape.WORD);
        body.add(new Instruction.TakeSlot(slot, table, body.point(), s.span()));
        for (Stmt.InsertRow.ColumnValue v : s.values()) {
            assign(s.table(), v.column(), slot, v.value());
        }
        body.set(used(table, slot), new Value.Flag(true));
    }

    /** {@code row.column := value}. */
    void assign(Stmt.Target.OfColumn target, Expr value) {
        assign(
                ((Type.Row) target.row().type()).table(),
                target.column(),
                body.locals().variable(target.row()),
                value);
    }

    private void assign(MachineType.Table of, MachineType.Table.Column column, Variable slot, Expr value) {
        TableForm table = body.machine().table(of);
        body.assign(
                Cells.places(body.machine().column(of, column), f -> new Place.OfRow(Subject.SELF, table, f, slot)),
                value,
                column.type(),
                table.name() + "." + column.name());
    }

    void remove(Stmt.RemoveRow s) {
        free(
                body.machine().table(((Type.Row) s.row().type()).table()),
                body.locals().variable(s.row()));
    }

    void clear(Stmt.ClearTable s) {
        TableForm table = body.machine().table(s.table());
        Variable slot = body.locals().fresh("slot", Shape.WORD);
        var inside = body.block(() -> free(table, slot));
        body.add(new Instruction.EachSlot(slot, table, inside, s.span()));
    }

    boolean each(Stmt.ForEachRow s) {
        TableForm table = body.machine().table(s.table());
        body.locals().declare(s.row());
        Variable row = body.locals().variable(s.row());
        Value used = new Value.Read(used(table, row));
        Value condition = s.where()
                .map(w -> (Value) new Value.Logic(true, used, body.value(w)))
                .orElse(used);
        var inside = body.block(() -> body.when(condition, () -> statements.lower(s.body())));
        body.add(new Instruction.EachSlot(row, table, inside, s.span()));
        return true;
    }

    boolean find(Stmt.FindRow s) {
        TableForm table = body.machine().table(s.table());
        body.locals().declare(s.row());
        Variable row = body.locals().variable(s.row());
        body.add(new Instruction.Declare(row, Optional.of(new Value.Word(0)), s.span()));
        Value inside = new Value.Compare(Value.Comparison.LT, Body.read(row), new Value.Word(table.capacity()));
        Value match = new Value.Logic(true, new Value.Read(used(table, row)), body.value(s.where()));
        body.add(new Instruction.Loop(
                new Value.Logic(true, inside, new Value.Not(match)),
                true,
                Optional.empty(),
                List.of(new Instruction.NextSlot(row, s.span())),
                s.span()));
        Statements.Branch found = statements.branch(s.found(), s, "found");
        boolean end = found.end() || s.otherwise().isEmpty();
        Optional<Instruction.Block> otherwise = Optional.empty();
        if (!s.otherwise().isEmpty()) {
            Span last = body.span();
            Statements.Branch none = statements.branch(s.otherwise(), s, "not found");
            otherwise = Optional.of(new Instruction.Block(none.instructions(), last));
            end |= none.end();
        }
        body.add(new Instruction.If(
                List.of(new Instruction.Arm(inside, found.instructions(), s.span())), otherwise, s.span()));
        return end;
    }
}
