package dev.sequent.codegen;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Type;

/** What properties ask of a step and of what is kept beside machines, as Java over the runtime's Step and Ghosts. */
final class Happenings {
    private final Scope scope;

    Happenings(Scope scope) {
        this.scope = scope;
    }

    static Code ghost(Expr.Ghost e) {
        String ghosts = "ghosts[" + e.peer() + "]";
        return switch (e.kind()) {
            case SENT -> Code.primary("$L.sent()", ghosts);
            case DELIVERED -> Code.primary("$L.delivered()", ghosts);
            case FAITHFUL -> Code.primary("$L.faithful()", ghosts);
            case INCARNATION -> Code.primary("$L.incarnation()", ghosts);
            case CRASHES -> Code.primary("$L.crashes()", ghosts);
            case TOLD -> Code.primary("$L.told($L)", ghosts, e.signal().orElseThrow().index());
        };
    }

    static Code origin(Expr.Origin e) {
        return switch (e.kind()) {
            case FORGED -> Code.primary("step.forged()");
            case STALE -> Code.primary("step.stale()");
        };
    }

    Code call(Expr.Calls e) {
        return happening("call", scope.of().constant("call", e.call().index()));
    }

    Code timeout(Expr.Expires e) {
        return happening("timeout", scope.of().constant("timer", e.timer().index()));
    }

    Code signal(Expr.Signals e) {
        return Code.primary(
                "step.signalled($T.$L)", scope.of().type(), scope.of().constant("signal", e.signal().index()));
    }

    Code receives(Expr.Receives e) {
        Code arrives = Code.of(
                Code.AND,
                "step.receives() && step.received().kind() == $T.KIND",
                scope.protocol().message(e.message()).type());
        return e.where() instanceof Expr.Literal(long value, Type type, var span) && value != 0
                ? arrives
                : Code.infix(arrives, "&&", Code.AND, new Expressions(scope).value(e.where()));
    }

    private Code happening(String what, String constant) {
        return Code.of(Code.EQUALITY, "step.$L() == $T.$L", what, scope.of().type(), constant);
    }
}
