package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import java.util.Optional;

/** Loops, lowered. The end of each can be reached. */
final class Loops {
    private final Body body;
    private final Statements statements;

    Loops(Body body, Statements statements) {
        this.body = body;
        this.statements = statements;
    }

    boolean lower(Stmt.While s) {
        Variable left = body.locals().fresh("turns", Shape.NUMBER);
        body.add(new Instruction.Declare(left, Optional.of(body.value(s.most())), s.span()));
        int point = body.point();
        Value condition = body.value(s.condition());
        var turns = Optional.of(new Instruction.Turns(left, point));
        var inside = body.block(() -> statements.lower(s.body()));
        body.add(new Instruction.Loop(condition, reads(s.condition()), turns, inside, s.span()));
        return true;
    }

    /** Whether the value of an expression depends on anything. */
    private static boolean reads(Expr expr) {
        return switch (expr) {
            case Expr.Literal _ -> false;
            case Expr.Not e -> reads(e.operand());
            case Expr.Logic e -> reads(e.left()) || reads(e.right());
            case Expr.Compare e -> reads(e.left()) || reads(e.right());
            case Expr.Arithmetic e -> reads(e.left()) || reads(e.right());
            case Expr.Negate e -> reads(e.operand());
            case Expr.Conditional e -> reads(e.condition()) || reads(e.then()) || reads(e.otherwise());
            case Expr.Wrap e -> reads(e.value());
            case Expr.Present e -> !(e.value() instanceof Expr.Wrap) && !(e.value() instanceof Expr.None);
            case Expr.None _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.VariableRef _,
                    Expr.LocalRef _,
                    Expr.FieldRef _,
                    Expr.DerivedRef _,
                    Expr.OwnField _,
                    Expr.ColumnRef _,
                    Expr.HasBit _,
                    Expr.Unwrap _,
                    Expr.InState _,
                    Expr.Running _,
                    Expr.CallFunction _,
                    Expr.CallExtern _,
                    Expr.CallBuiltin _,
                    Expr.TableRef _,
                    Expr.OfPeer _,
                    Expr.ChannelEmpty _,
                    Expr.Ghost _,
                    Expr.Old _,
                    Expr.OfStep _ -> true;
        };
    }

    boolean lower(Stmt.ForRange s) {
        Value from = body.value(s.from());
        Value to = body.value(s.to());
        body.locals().declare(s.counter());
        Variable counter = body.locals().variable(s.counter());
        Variable last = body.locals().fresh("last", Shape.NUMBER);
        var inside = body.block(() -> {
            long max = Types.max(s.counter().type());
            if (Types.limited(s.counter().type())
                    && !(Interval.of(s.from()).low() >= 0 && Interval.of(s.to()).high() <= max)) {
                String place = s.counter().name() + ": " + s.counter().type().name();
                body.add(new Instruction.Evaluate(
                        new Value.InRange(body.point(), Body.read(counter), max, place), s.span()));
            }
            boolean end = statements.lower(s.body());
            if (end && Interval.of(s.to()).high() == Long.MAX_VALUE) { // one more would wrap
                body.enter(s.span());
                body.when(
                        new Value.Compare(Value.Comparison.EQ, Body.read(counter), Body.read(last)),
                        () -> body.add(new Instruction.Break(s.span())));
            }
        });
        body.add(new Instruction.Count(counter, from, last, to, inside, s.span()));
        return true;
    }

    boolean lower(Stmt.ForEachRange s) {
        Span span = s.span();
        Variable index = body.locals().fresh("i", Shape.WORD);
        body.locals().declare(s.from());
        body.locals().declare(s.to());
        var inside = body.block(() -> statements.lower(s.body()));
        body.add(new Instruction.EachRange(
                index,
                body.machine().ranges(s.ranges()),
                body.locals().variable(s.from()),
                body.locals().variable(s.to()),
                inside,
                span));
        return true;
    }
}
