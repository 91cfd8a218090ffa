package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;

/** The functions of the language itself. */
final class Builtins {
    private final Evaluator evaluator;

    Builtins(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    long value(Expr.CallBuiltin e, Activation frame) {
        var first = e.arguments().getFirst();
        return switch (e.builtin()) {
            case MIN, MAX -> extreme(e, frame);
            case ABS -> Exact.abs(evaluator.number(first, frame));
            case ORD -> evaluator.number(first, frame);
            case NUMBER, SEQUENCE -> {
                var cell = new Cell(e.builtin().name(), Type.U32);
                cell.set(evaluator.number(first, frame));
                yield cell.number();
            }
            case COUNT_OF ->
                Exact.apply(
                        Expr.Arithmetic.Op.DIV,
                        evaluator.number(first, frame),
                        evaluator.number(e.arguments().get(1), frame));
            case COUNT ->
                first instanceof Expr.TableRef t
                        ? rows(t.table())
                        : evaluator.ranges(first).count();
            case ROOM ->
                first instanceof Expr.TableRef t
                        ? t.table().capacity() - rows(t.table())
                        : evaluator.ranges(first).room();
            case COVERS ->
                Evaluator.bool(evaluator
                        .ranges(first)
                        .covers(evaluator.number(e.arguments().get(1), frame)));
            case END_OF_RUN ->
                evaluator.ranges(first).endOfRun(evaluator.number(e.arguments().get(1), frame));
            case FIRST -> evaluator.ranges(first).first();
            case LAST -> evaluator.ranges(first).last();
            case TOTAL -> evaluator.ranges(first).total();
        };
    }

    private long extreme(Expr.CallBuiltin e, Activation frame) {
        var modular = e.type() instanceof Type.Seq;
        var least = e.builtin() == Expr.Builtin.MIN;
        var values = e.arguments().stream().map(a -> evaluator.number(a, frame)).toList();
        var best = values.getFirst();
        for (var next : values.subList(1, values.size())) {
            if (e.type() instanceof Type.Time) {
                var a = Moment.of(best);
                var b = Moment.of(next);
                best = (least ? a.earlier(b) : a.later(b)).number();
            } else if (modular) {
                best = least ? Sequence.earlier(best, next) : Sequence.later(best, next);
            } else {
                best = least ? Math.min(best, next) : Math.max(best, next);
            }
        }
        return best;
    }

    private long rows(MachineType.Table table) {
        return evaluator.machine().store().rows(table).stream()
                .filter(Memory.Row::occupied)
                .count();
    }
}
