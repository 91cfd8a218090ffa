package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;

/** The body of a Java method while it is written: text so far, marks, points, and the routine it belongs to. */
final class Body {
    private final Routine routine;
    private final Points points;
    private final Markers markers;
    private final Expressions expressions;
    private final CodeBlock.Builder out = CodeBlock.builder();
    private Span span = Span.NONE;
    private int point = -1;

    Body(Routine routine, Points points, Markers markers) {
        this.routine = routine;
        this.points = points;
        this.markers = markers;
        this.expressions = new Expressions(Scope.inside(routine.machine(), routine.locals(), this::point));
    }

    Routine routine() {
        return routine;
    }

    MachineNames machine() {
        return routine.machine();
    }

    Locals locals() {
        return routine.locals();
    }

    Expressions expressions() {
        return expressions;
    }

    CodeBlock build() {
        return out.build();
    }

    // ------------------------------------------------------------ points

    /** From here on, faults belong to this statement. */
    void enter(Span newSpan) {
        span = newSpan;
        point = -1;
    }

    /** The point of the statement at hand. */
    int point() {
        if (point < 0) {
            point = points.add(PointMap.Kind.STATEMENT, span, routine.where(), "", routine.citations());
        }
        return point;
    }

    /** Passes a point of its own; faults of the statement name it, too. */
    void trace(PointMap.Kind kind, Span where, String text) {
        if (!routine.mode().silent()) {
            point = points.add(kind, where, routine.where(), text, routine.citations());
            out.addStatement(mark(where) + "at($L)", point);
        }
    }

    // ------------------------------------------------------------ text

    private String mark(Span where) {
        return where.equals(Span.NONE) ? "" : markers.mark(where);
    }

    void line(String format, Object... arguments) {
        out.addStatement(mark(span) + format, arguments);
    }

    void open(String format, Object... arguments) {
        out.beginControlFlow(mark(span) + format, arguments);
    }

    void next(String format, Object... arguments) {
        out.nextControlFlow(mark(span) + format, arguments);
    }

    void close() {
        out.endControlFlow();
    }

    // ------------------------------------------------------------ values

    CodeBlock value(Expr expr) {
        return expressions.value(expr).block();
    }

    /** {@code place := value}. @param presence the boolean beside an optional place */
    void assign(String place, String presence, Expr value, Type type, JavaType shape, String name) {
        if (!(type instanceof Type.Optional)) {
            line("$L = $L", place, expressions.stored(value, type, shape, name).block());
            return;
        }
        switch (value) {
            case Expr.None none -> {
                line("$L = $L", place, shape.zero());
                line("$L = false", presence);
            }
            case Expr.Conditional choice -> {
                open("if ($L)", value(choice.condition()));
                assign(place, presence, choice.then(), type, shape, name);
                next("else");
                assign(place, presence, choice.otherwise(), type, shape, name);
                close();
            }
            case Expr.CallFunction call when call.type() instanceof Type.Optional -> {
                String some = routine.locals().fresh("some");
                line("boolean $L = $L", some, expressions.presence(call).block());
                line("$L = $L", place, expressions.stored(call, type, shape, name).block());
                line("$L = $L", presence, some);
            }
            default -> {
                line("$L = $L", place, expressions.stored(value, type, shape, name).block());
                boolean optional = value.type() instanceof Type.Optional;
                line("$L = $L", presence, optional ? expressions.presence(value).block() : CodeBlock.of("true"));
            }
        }
    }
}
