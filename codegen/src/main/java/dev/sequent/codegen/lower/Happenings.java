package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import java.util.Optional;

/** What properties ask about a step and about what is kept alongside machines, lowered. */
final class Happenings {
    private final Scope scope;

    Happenings(Scope scope) {
        this.scope = scope;
    }

    static Value ghost(Expr.Ghost e) {
        return new Value.Ghost(
                switch (e.kind()) {
                    case SENT -> Value.Kept.SENT;
                    case DELIVERED -> Value.Kept.DELIVERED;
                    case FAITHFUL -> Value.Kept.FAITHFUL;
                    case INCARNATION -> Value.Kept.INCARNATION;
                    case CRASHES -> Value.Kept.CRASHES;
                    case TOLD -> Value.Kept.TOLD;
                },
                e.peer(),
                e.signal().map(MachineType.Signal::index).orElse(0));
    }

    static Value origin(Expr.Origin e) {
        return new Value.StepOrigin(
                switch (e.kind()) {
                    case FORGED -> true;
                    case STALE -> false;
                });
    }

    Value call(Expr.Calls e) {
        return where(new Value.StepCalls(scope.subject(), KnownMachine.symbol(e.call())), e.where());
    }

    /** What a call was given. The machine has taken it, so it is in its type's range. */
    static Value argument(Local parameter) {
        var given = new Value.Argument(parameter.index());
        return switch (parameter.type()) {
            case Type.Bool _ -> new Value.Compare(Value.Comparison.NE, given, new Value.Number(0));
            case Type.Seq _, Type.Enum _ -> new Value.Narrow(given);
            case Type.UInt _, Type.Int _, Type.Duration _, Type.Time _ -> given;
            case Type.Ranges _, Type.Row _, Type.Optional _ ->
                throw new IllegalStateException(parameter.span() + ": no call is given that: " + parameter.name());
        };
    }

    Value timeout(Expr.Expires e) {
        return new Value.StepExpires(scope.subject(), KnownMachine.symbol(e.timer()));
    }

    Value signal(Expr.Signals e) {
        return new Value.StepSignals(scope.subject(), KnownMachine.symbol(e.signal()));
    }

    Value receives(Expr.Receives e) {
        return where(new Value.StepReceives(scope.protocol().message(e.message())), e.where());
    }

    private Value where(Value is, Expr condition) {
        return always(condition) ? is : new Value.Logic(true, is, new Expressions(scope).value(condition));
    }

    /** The condition is on the step itself, seen from the property, whatever encloses it. */
    Value sends(Expr.Sends e) {
        Optional<Value> where = always(e.where())
                ? Optional.empty()
                : Optional.of(new Expressions(Scope.step(scope.of(), true, scope.point())).value(e.where()));
        return new Value.StepSends(scope.protocol().message(e.message()), where, e.span());
    }

    private static boolean always(Expr condition) {
        return condition instanceof Expr.Literal literal && literal.value() != 0;
    }
}
