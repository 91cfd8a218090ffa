package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Value;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
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
        return new Value.StepCalls(scope.subject(), KnownMachine.symbol(e.call()));
    }

    Value timeout(Expr.Expires e) {
        return new Value.StepExpires(scope.subject(), KnownMachine.symbol(e.timer()));
    }

    Value signal(Expr.Signals e) {
        return new Value.StepSignals(scope.subject(), KnownMachine.symbol(e.signal()));
    }

    Value receives(Expr.Receives e) {
        Value arrives = new Value.StepReceives(scope.protocol().message(e.message()));
        return always(e.where()) ? arrives : new Value.Logic(true, arrives, new Expressions(scope).value(e.where()));
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
