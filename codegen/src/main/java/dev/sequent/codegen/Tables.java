package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/** Tables as Java: parallel arrays, one of booleans that says which slots are in use. Free slots are zero. */
final class Tables {
    private final Body body;
    private final Statements statements;

    Tables(Body body, Statements statements) {
        this.body = body;
        this.statements = statements;
    }

    /** Assignments that make a slot free. */
    static List<CodeBlock> free(MachineNames machine, MachineType.Table table, String slot) {
        var lines = new ArrayList<CodeBlock>();
        lines.add(CodeBlock.of("$L[$L] = false", machine.used(table), slot));
        for (MachineType.Table.Column c : table.columns()) {
            lines.add(CodeBlock.of(
                    "$L[$L] = $L",
                    machine.column(table, c),
                    slot,
                    JavaType.of(c.type()).zero()));
            if (c.type() instanceof Type.Optional) {
                lines.add(CodeBlock.of("$L[$L] = false", machine.presence(table, c), slot));
            }
        }
        return lines;
    }

    void insert(Stmt.InsertRow s) {
        MachineNames machine = body.machine();
        MachineType.Table table = s.table();
        String slot = body.locals().fresh("slot");
        body.line(
                "int $L = $T.slot($L, $L, $S)",
                slot,
                Expressions.CHECKS,
                body.point(),
                machine.used(table),
                table.name());
        for (Stmt.InsertRow.ColumnValue v : s.values()) {
            body.assign(
                    machine.column(table, v.column()) + "[" + slot + "]",
                    machine.presence(table, v.column()) + "[" + slot + "]",
                    v.value(),
                    v.column().type(),
                    JavaType.of(v.column().type()),
                    table.name() + "." + v.column().name());
        }
        body.line("$L[$L] = true", machine.used(table), slot);
    }

    void remove(Stmt.RemoveRow s) {
        MachineType.Table table = ((Type.Row) s.row().type()).table();
        for (CodeBlock line : free(body.machine(), table, body.locals().value(s.row()))) {
            body.line("$L", line);
        }
    }

    void clear(MachineType.Table table) {
        String slot = body.locals().fresh("slot");
        body.open("for (int $1L = 0; $1L < $2L; $1L++)", slot, table.capacity());
        for (CodeBlock line : free(body.machine(), table, slot)) {
            body.line("$L", line);
        }
        body.close();
    }

    boolean each(Stmt.ForEachRow s) {
        String row = declare(s.row());
        body.open("for (int $1L = 0; $1L < $2L; $1L++)", row, s.table().capacity());
        Code used = Code.primary("$L[$L]", body.machine().used(s.table()), row);
        Code condition = s.where()
                .map(w -> Code.infix(used, "&&", Code.AND, body.expressions().value(w)))
                .orElse(used);
        body.open("if ($L)", condition.block());
        statements.write(s.body());
        body.close();
        body.close();
        return true;
    }

    boolean find(Stmt.FindRow s) {
        String row = declare(s.row());
        int capacity = s.table().capacity();
        body.line("int $L = 0", row);
        Code used = Code.primary("$L[$L]", body.machine().used(s.table()), row);
        Code match = Code.infix(used, "&&", Code.AND, body.expressions().value(s.where()));
        body.open("while ($L < $L && $L)", row, capacity, Code.not(match).block());
        body.line("$L++", row);
        body.close();
        body.open("if ($L < $L)", row, capacity);
        boolean end = statements.branch(s.found(), s, "found");
        if (s.otherwise().isEmpty()) {
            end = true;
        } else {
            body.next("else");
            end |= statements.branch(s.otherwise(), s, "not found");
        }
        body.close();
        return end;
    }

    private String declare(Local row) {
        body.locals().declare(row);
        return body.locals().value(row);
    }
}
