package dev.sequent.proofs.smt.prove;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.interpret.UnspecifiedBehaviour;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Why a condition over a machine's memory does not hold: the parts that decide it, and what they are. */
final class ClaimParts {
    private final InterpretedCore interpreter;
    private final Machine at;
    private final Map<String, String> sources;

    /** @param at a machine of that interpreter */
    ClaimParts(InterpretedCore interpreter, Machine at, Map<String, String> sources) {
        this.interpreter = interpreter;
        this.at = at;
        this.sources = sources;
    }

    /** @param condition false, or impossible to evaluate */
    List<String> of(Expr condition) {
        var lines = new ArrayList<String>();
        explain(condition, false, lines);
        return lines;
    }

    /** @param is what it is: only parts that make it so are told */
    private void explain(Expr expr, boolean is, List<String> lines) {
        if (expr instanceof Expr.Not not) {
            explain(not.operand(), !is, lines);
        } else if (expr instanceof Expr.Logic logic) {
            boolean and = logic.op() == Expr.Logic.Op.AND;
            boolean leftIs = logic.op() == Expr.Logic.Op.IMPLIES ? !is : is;
            // One of its sides is enough to make an "and" false, or one of the others true; both are needed else.
            boolean both = is == and;
            boolean leftDoes = holds(logic.left()) == leftIs;
            if (both || leftDoes) {
                explain(logic.left(), leftIs, lines);
            }
            if (both || !leftDoes) {
                explain(logic.right(), is, lines);
            }
        } else {
            lines.add(text(expr) + (is ? " holds" : " does not hold") + values(expr));
        }
    }

    private boolean holds(Expr expr) {
        try {
            return interpreter.value(expr, at).orElse(0) != 0;
        } catch (Fault | UnspecifiedBehaviour e) {
            return false;
        }
    }

    /** What variables, parameters and calls in it are. */
    private String values(Expr expr) {
        var values = new LinkedHashSet<String>();
        if (expr instanceof Expr.Conditional e) {
            values.add(text(e.condition()) + (holds(e.condition()) ? " holds" : " does not hold"));
        }
        collect(expr, values);
        return values.isEmpty() ? "" : ": " + String.join(", ", values);
    }

    private void collect(Expr expr, LinkedHashSet<String> values) {
        boolean named = expr instanceof Expr.VariableRef
                || expr instanceof Expr.ParamRef
                || expr instanceof Expr.CallFunction
                || expr instanceof Expr.CallBuiltin;
        if (named && !(expr.type() instanceof Type.Ranges)) {
            try {
                var value = interpreter.value(expr, at);
                values.add(text(expr) + " "
                        + (value.isPresent() ? ValueText.text(expr.type(), value.getAsLong()) : "none"));
            } catch (Fault | UnspecifiedBehaviour e) {
                values.add(text(expr) + " cannot be evaluated");
            }
        }
        if (!(expr instanceof Expr.CallFunction)) {
            ExprParts.of(expr).forEach(part -> collect(part, values));
        }
    }

    /** As it is written, on one line. */
    String text(Expr expr) {
        return text(expr.span());
    }

    private String text(Span span) {
        var lines = sources.getOrDefault(span.file(), "").lines().toList();
        if (span.line() < 1 || span.endLine() > lines.size()) {
            return span.toString();
        }
        var text = new StringBuilder();
        for (int line = span.line(); line <= span.endLine(); line++) {
            String whole = lines.get(line - 1);
            int from = line == span.line() ? span.column() - 1 : 0;
            int to = line == span.endLine() ? Math.min(span.endColumn() - 1, whole.length()) : whole.length();
            text.append(whole, Math.min(from, to), to).append(' ');
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }
}
