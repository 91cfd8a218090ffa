package dev.sequent.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Stmt;

/** Loops as Java. */
final class Loops {
    private final Body body;
    private final Statements statements;

    Loops(Body body, Statements statements) {
        this.body = body;
        this.statements = statements;
    }

    boolean write(Stmt.While s) {
        String turns = body.locals().fresh("turns");
        body.line("long $L = $L", turns, body.value(s.most()));
        int point = body.point();
        body.open("while ($L)", condition(s.condition()));
        body.line("$L = $T.turn($L, $L)", turns, Expressions.CHECKS, point, turns);
        statements.write(s.body());
        body.close();
        return true;
    }

    /** Written as a constant it would make javac find what follows unreachable. */
    private CodeBlock condition(Expr condition) {
        CodeBlock written = body.value(condition);
        return reads(condition) ? written : CodeBlock.of("$T.is($L)", Expressions.CHECKS, written);
    }

    private static boolean reads(Expr expr) {
        return switch (expr) {
            case Expr.Literal e -> false;
            case Expr.Not e -> reads(e.operand());
            case Expr.Logic e -> reads(e.left()) || reads(e.right());
            case Expr.Compare e -> reads(e.left()) || reads(e.right());
            case Expr.Arithmetic e -> reads(e.left()) || reads(e.right());
            case Expr.Negate e -> reads(e.operand());
            case Expr.Conditional e -> reads(e.condition()) || reads(e.then()) || reads(e.otherwise());
            case Expr.Wrap e -> reads(e.value());
            case Expr.Present e -> !(e.value() instanceof Expr.Wrap) && !(e.value() instanceof Expr.None);
            default -> true;
        };
    }

    boolean write(Stmt.ForRange s) {
        CodeBlock from = body.value(s.from());
        CodeBlock to = body.value(s.to());
        body.locals().declare(s.counter());
        String counter = body.locals().value(s.counter());
        String last = body.locals().fresh("last");
        body.open("for (long $1L = $2L, $3L = $4L; $1L <= $3L; $1L++)", counter, from, last, to);
        long max = JavaType.max(s.counter().type());
        if (JavaType.limited(s.counter().type())
                && !(Interval.of(s.from()).low() >= 0 && Interval.of(s.to()).high() <= max)) {
            String place = s.counter().name() + ": " + s.counter().type().name();
            body.line("$T.range($L, $L, $LL, $S)", Expressions.CHECKS, body.point(), counter, max, place);
        }
        boolean end = statements.write(s.body());
        if (end && Interval.of(s.to()).high() == Long.MAX_VALUE) {
            body.enter(s.span());
            body.open("if ($L == $L)", counter, last); // one more would wrap
            body.line("break");
            body.close();
        }
        body.close();
        return true;
    }

    boolean write(Stmt.ForEachRange s) {
        String ranges = body.machine().variable(s.ranges());
        String i = body.locals().fresh("i");
        body.locals().declare(s.from());
        body.locals().declare(s.to());
        body.open("for (int $1L = 0; $1L < $2L.count(); $1L++)", i, ranges);
        body.line("int $L = $L.from($L)", body.locals().value(s.from()), ranges, i);
        body.line("int $L = $L.to($L)", body.locals().value(s.to()), ranges, i);
        statements.write(s.body());
        body.close();
        return true;
    }
}
