package dev.sequent.codegen;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;
import java.util.List;

/** The language's own functions as Java. */
final class Builtins {
    private final Expressions expressions;

    Builtins(Expressions expressions) {
        this.expressions = expressions;
    }

    Code of(Expr.CallBuiltin e) {
        List<Expr> arguments = e.arguments();
        Expr first = arguments.getFirst();
        return switch (e.builtin()) {
            case MIN -> fold(e, "min", "earlier");
            case MAX -> fold(e, "max", "later");
            case ABS -> checked("absolute", expressions.value(first));
            case ORD ->
                Code.of(Code.CONDITIONAL, "$L ? 1L : 0L", expressions.value(first).operand(Code.OR));
            case NUMBER ->
                Code.of(Code.BIT_AND, "$L & 0xffffffffL", expressions.value(first).operand(Code.BIT_AND));
            case SEQUENCE ->
                Code.of(
                        Code.UNARY,
                        "(int) $L",
                        expressions.stored(first, Type.U32, JavaType.LONG, "sequence").operand(Code.UNARY));
            case COUNT_OF -> countOf(first, arguments.get(1));
            case COUNT ->
                first instanceof Expr.TableRef
                        ? Code.of(
                                Code.UNARY,
                                "(long) $T.count($L)",
                                Expressions.CHECKS,
                                expressions.value(first).block())
                        : Code.of(Code.UNARY, "(long) $L", method(first, "count").block());
            case ROOM ->
                first instanceof Expr.TableRef t
                        ? Code.of(
                                Code.ADDITIVE,
                                "$LL - $T.count($L)",
                                t.table().capacity(),
                                Expressions.CHECKS,
                                expressions.value(first).block())
                        : Code.of(Code.UNARY, "(long) $L", method(first, "room").block());
            case COVERS -> method(first, "covers", expressions.value(arguments.get(1)));
            case END_OF_RUN -> method(first, "endOfRun", expressions.value(arguments.get(1)));
            case FIRST -> checked("first", expressions.value(first));
            case LAST -> checked("last", expressions.value(first));
            case TOTAL -> method(first, "total");
        };
    }

    private Code countOf(Expr length, Expr unit) {
        Code a = expressions.value(length);
        Code b = expressions.value(unit);
        return Interval.of(unit).low() > 0
                ? Code.infix(a, "/", Code.MULTIPLICATIVE, b)
                : Code.primary(
                        "$T.divide($L, $L, $L)", Expressions.CHECKS, expressions.point(), a.block(), b.block());
    }

    /** Two at a time from the left, each evaluated once. */
    private Code fold(Expr.CallBuiltin e, String ofNumbers, String ofSequenceNumbers) {
        boolean modular = e.type() instanceof Type.Seq;
        boolean times = e.type() instanceof Type.Time;
        Code result = null;
        for (Expr argument : e.arguments()) {
            Code next = expressions.value(argument);
            if (result == null) {
                result = next;
            } else if (times) {
                result = new Moments(expressions).extreme(e, result, next);
            } else if (modular) {
                result = Code.primary(
                        "$T.$L($L, $L)", Expressions.CHECKS, ofSequenceNumbers, result.block(), next.block());
            } else {
                result = Code.primary("$T.$L($L, $L)", Math.class, ofNumbers, result.block(), next.block());
            }
        }
        if (result == null) {
            throw new IllegalStateException(e.span() + ": of no values");
        }
        return result;
    }

    private Code checked(String method, Code argument) {
        return Code.primary(
                "$T.$L($L, $L)", Expressions.CHECKS, method, expressions.point(), argument.block());
    }

    private Code method(Expr ranges, String name) {
        return Code.primary("$L.$L()", expressions.value(ranges).block(), name);
    }

    private Code method(Expr ranges, String name, Code argument) {
        return Code.primary("$L.$L($L)", expressions.value(ranges).block(), name, argument.block());
    }
}
