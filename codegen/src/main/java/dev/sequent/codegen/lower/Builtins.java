package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;
import java.util.List;

/** The language's own functions, lowered. */
final class Builtins {
    private final Expressions expressions;

    Builtins(Expressions expressions) {
        this.expressions = expressions;
    }

    Value of(Expr.CallBuiltin e) {
        List<Expr> arguments = e.arguments();
        Expr first = arguments.getFirst();
        return switch (e.builtin()) {
            case MIN, MAX -> fold(e, e.builtin() == Expr.Builtin.MIN);
            case ABS ->
                new Value.Checked(Value.Operation.ABSOLUTE, expressions.point(), List.of(expressions.value(first)));
            case ORD -> new Value.Ordinal(expressions.value(first));
            case NUMBER -> new Value.Unsigned(expressions.value(first));
            case SEQUENCE -> new Value.Narrow(expressions.stored(first, Type.U32, Shape.NUMBER, "sequence"));
            case COUNT_OF -> countOf(first, arguments.get(1));
            case COUNT ->
                first instanceof Expr.TableRef t
                        ? new Value.Widen(rows(t))
                        : new Value.Widen(asked(Value.Question.COUNT, first));
            case ROOM ->
                first instanceof Expr.TableRef t
                        ? new Value.Arithmetic(
                                Value.Operator.SUBTRACT,
                                new Value.Number(t.table().capacity()),
                                rows(t))
                        : new Value.Widen(asked(Value.Question.ROOM, first));
            case COVERS -> asked(Value.Question.COVERS, first, arguments.get(1));
            case END_OF_RUN -> asked(Value.Question.END_OF_RUN, first, arguments.get(1));
            case FIRST, LAST ->
                new Value.Edge(e.builtin() == Expr.Builtin.FIRST, expressions.point(), expressions.value(first));
            case TOTAL -> asked(Value.Question.TOTAL, first);
        };
    }

    private Value countOf(Expr length, Expr unit) {
        Value a = expressions.value(length);
        Value b = expressions.value(unit);
        return Interval.of(unit).low() > 0
                ? new Value.Arithmetic(Value.Operator.DIVIDE, a, b)
                : new Value.Checked(Value.Operation.DIVIDE, expressions.point(), List.of(a, b));
    }

    /** Two at a time from the left, each evaluated once. */
    private Value fold(Expr.CallBuiltin e, boolean least) {
        Value.Order order = e.type() instanceof Type.Seq ? Value.Order.SEQUENCE : Value.Order.NUMBERS;
        Value result = expressions.value(e.arguments().getFirst());
        for (Expr argument : e.arguments().subList(1, e.arguments().size())) {
            Value next = expressions.value(argument);
            result = e.type() instanceof Type.Time
                    ? new Moments(expressions).extreme(e, result, next)
                    : new Value.Extreme(least, order, result, next);
        }
        return result;
    }

    private Value rows(Expr.TableRef e) {
        return expressions.rows(e);
    }

    private Value asked(Value.Question question, Expr ranges, Expr... arguments) {
        return new Value.OfRanges(
                question,
                expressions.value(ranges),
                List.of(arguments).stream().map(expressions::value).toList());
    }
}
