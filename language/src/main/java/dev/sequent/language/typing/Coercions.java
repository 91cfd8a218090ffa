package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.Spans;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** How a value becomes one of the required type. */
final class Coercions {
    private final RoutineScope routine;

    Coercions(RoutineScope routine) {
        this.routine = routine;
    }

    /** The value as one of type {@code target}; null after a report when it cannot be. */
    @Nullable
    Expr to(Type target, @Nullable Expr value, ParserRuleContext at) {
        if (value == null) {
            return null;
        }
        if (target instanceof Type.Optional optional) {
            if (value.type().equals(target)) {
                return value;
            }
            if (value instanceof Expr.None) {
                return new Expr.None(target, value.span());
            }
            Expr plain = to(optional.of(), value, at);
            return plain == null ? null : new Expr.Wrap(plain, target, value.span());
        }
        if (value instanceof Expr.None) {
            routine.session().report(TypeMessages.noneNotHere(value.span(), target.name()));
            return null;
        }
        Expr plain = plain(value, at);
        if (plain == null || plain.type().equals(target)) {
            return plain;
        }
        if (plain instanceof Expr.Literal literal && literal.type().equals(Type.INT)) {
            return adapt(literal, target);
        }
        if (plain.type().integral() && target.integral()) {
            return plain;
        }
        routine.session().report(TypeMessages.mismatch(plain.span(), target, plain.type(), Spans.text(at)));
        return null;
    }

    /** A literal integer takes the required type. */
    private @Nullable Expr adapt(Expr.Literal literal, Type target) {
        long value = literal.value();
        long max;
        switch (target) {
            case Type.Int _ -> max = Long.MAX_VALUE;
            case Type.UInt u -> max = u.max();
            case Type.Seq _ -> max = Type.U32 instanceof Type.UInt u ? u.max() : 0;
            case Type.Duration _ -> {
                routine.session().report(TypeMessages.noUnit(literal.span(), value));
                return null;
            }
            case Type.Bool _, Type.Time _, Type.Enum _, Type.Ranges _, Type.Optional _, Type.Row _ -> {
                routine.session().report(TypeMessages.mismatch(literal.span(), target, Type.INT, "" + value));
                return null;
            }
        }
        if (target instanceof Type.Int || value >= 0 && value <= max) {
            return new Expr.Literal(value, target, literal.span());
        }
        routine.session().report(TypeMessages.outOfRange(literal.span(), value, target, max));
        return null;
    }

    /** The value without its optionality. Warns when no condition that leads here has asked whether it is present. */
    @Nullable
    Expr plain(@Nullable Expr value, ParserRuleContext at) {
        if (value == null) {
            return null;
        }
        if (value instanceof Expr.None) {
            routine.session().report(TypeMessages.noneNotHere(value.span(), "a value"));
            return null;
        }
        if (!(value.type() instanceof Type.Optional optional)) {
            return value;
        }
        Optional<String> key = key(value);
        if (key.isEmpty() || !routine.assumed(key.get())) {
            routine.session().report(TypeMessages.perhapsAbsent(value.span(), Spans.text(at)));
        }
        return new Expr.Unwrap(value, optional.of(), value.span());
    }

    /** Both sides of a comparison, or the branches of a conditional, brought to one type; null after a report. */
    record Pair(Expr left, Expr right) {
        /** The type of either: int when integers of different widths meet. */
        Type type() {
            return left.type().equals(right.type()) ? left.type() : Type.INT;
        }
    }

    @Nullable
    Pair unify(@Nullable Expr left, ParserRuleContext leftAt, @Nullable Expr right, ParserRuleContext rightAt) {
        Expr none = left instanceof Expr.None ? left : right;
        if (none instanceof Expr.None) {
            routine.session().report(TypeMessages.comparedWithNone(none.span()));
            return null;
        }
        Expr l = plain(left, leftAt);
        Expr r = plain(right, rightAt);
        if (l == null || r == null) {
            return null;
        }
        if (l instanceof Expr.Literal literal && adapts(literal, r.type())) {
            l = adapt(literal, r.type());
        } else if (r instanceof Expr.Literal literal && adapts(literal, l.type())) {
            r = adapt(literal, l.type());
        }
        if (l == null || r == null) {
            return null;
        }
        if (l.type().equals(r.type()) || l.type().integral() && r.type().integral()) {
            return new Pair(l, r);
        }
        routine.session()
                .report(TypeMessages.incomparable(
                        Spans.between(leftAt.getStart(), rightAt.getStop()),
                        l.type(),
                        Spans.text(leftAt),
                        r.type(),
                        Spans.text(rightAt)));
        return null;
    }

    /** Whether a literal integer meets a type that it can take (or should, except for a missing unit). */
    private static boolean adapts(Expr.Literal literal, Type other) {
        return literal.type().equals(Type.INT)
                && (other instanceof Type.Seq
                        || other instanceof Type.Duration
                        || other instanceof Type.UInt u && literal.value() >= 0 && literal.value() <= u.max());
    }

    // ------------------------------------------------------------ what conditions say of optionals

    /** The optionals that the condition tests with {@code present}, whatever it does with the answer. */
    static Set<String> tested(@Nullable Expr condition) {
        var result = new TreeSet<String>();
        if (condition != null) {
            collect(condition, result);
        }
        return result;
    }

    private static void collect(Expr condition, Set<String> into) {
        switch (condition) {
            case Expr.Present p -> key(p.value()).ifPresent(into::add);
            case Expr.Not n -> collect(n.operand(), into);
            case Expr.Logic l -> {
                collect(l.left(), into);
                collect(l.right(), into);
            }
            case Expr.Compare _, Expr.HasBit _, Expr.InState _, Expr.Running _, Expr.ChannelEmpty _ -> {}
            case Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _, Expr.Signals _, Expr.Origin _ -> {}
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.VariableRef _, Expr.LocalRef _ -> {}
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ -> {}
            case Expr.Unwrap _, Expr.Wrap _, Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _ -> {}
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _, Expr.OfPeer _, Expr.Old _ -> {}
        }
    }

    /** The optional variables that have a value after the statements, whichever path was taken through them. */
    static Set<String> assigned(List<Stmt> body) {
        var result = new TreeSet<String>();
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.Assign(Stmt.Target.OfVariable target, Expr.Wrap _, Span _) ->
                    result.add(key(target.variable()));
                case Stmt.Assign(Stmt.Target.OfVariable target, Expr.None _, Span _) ->
                    result.remove(key(target.variable()));
                case Stmt.If s -> {
                    Set<String> both = assigned(s.then());
                    both.retainAll(assigned(s.otherwise()));
                    result.addAll(both);
                }
                case Stmt.FindRow _, Stmt.InStates _, Stmt.Step _ -> {}
                case Stmt.While _, Stmt.ForRange _, Stmt.ForEachRange _, Stmt.ForEachRow _ -> {}
                case Stmt.Assign _, Stmt.Declare _, Stmt.GoTo _, Stmt.DeleteTcb _, Stmt.Send _, Stmt.Assertion _ -> {}
                case Stmt.StartTimer _, Stmt.StopTimer _, Stmt.RaiseSignal _ -> {}
                case Stmt.CallEffect _, Stmt.CallProcedure _ -> {}
                case Stmt.InsertRow _, Stmt.RemoveRow _, Stmt.ClearTable _ -> {}
                case Stmt.AddRange _, Stmt.CutRanges _, Stmt.ClearRanges _ -> {}
                case Stmt.ReturnOutcome _, Stmt.ReturnValue _, Stmt.ReturnNothing _ -> {}
                case Stmt.Drop _, Stmt.Done _, Stmt.ContinueAt _, Stmt.Unreachable _ -> {}
            }
        }
        return result;
    }

    static String key(MachineType.Variable variable) {
        return "variable " + variable.name();
    }

    private static Optional<String> key(Expr value) {
        return switch (value) {
            case Expr.VariableRef v -> Optional.of(key(v.variable()));
            case Expr.LocalRef l -> Optional.of("local " + l.local().index());
            case Expr.FieldRef f ->
                Optional.of((f.outgoing() ? "OUT." : f.message().prefix() + ".")
                        + f.field().name());
            case Expr.OwnField f -> Optional.of("own " + f.field().name());
            case Expr.ColumnRef c ->
                Optional.of("column " + c.row().index() + " " + c.column().name());
            case Expr.OfPeer p -> key(p.expr()).map(k -> p.peer() + " " + k);
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.DerivedRef _ -> Optional.empty();
            case Expr.TableRef _, Expr.Unwrap _, Expr.Wrap _, Expr.Proposition _, Expr.Ghost _ -> Optional.empty();
            case Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _, Expr.Old _ -> Optional.empty();
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> Optional.empty();
        };
    }
}
