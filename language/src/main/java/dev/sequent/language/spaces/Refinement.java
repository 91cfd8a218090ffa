package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Stmt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a condition says where it has come out one way or the other. */
final class Refinement {
    private Refinement() {}

    /** What is known of the condition's value. */
    static Truth truth(Expr condition, Scene scene) {
        if (refine(condition, scene, true) == null) {
            return Truth.FALSE;
        }
        return refine(condition, scene, false) == null ? Truth.TRUE : Truth.UNKNOWN;
    }

    /** What is known where the condition is {@code wanted}; null if it cannot be. */
    static @Nullable Scene refine(Expr condition, Scene scene, boolean wanted) {
        Facts facts = scene.facts();
        return switch (condition) {
            case Expr.Literal e -> (e.value() != 0) == wanted ? scene : null;
            case Expr.Not e -> refine(e.operand(), scene, !wanted);
            case Expr.Logic e -> logic(e, scene, wanted);
            case Expr.InState e -> e.states().stream().anyMatch(s -> s.index() == facts.state) == wanted ? scene : null;
            case Expr.VariableRef e ->
                facts.truth(e.variable()).may(wanted) ? scene.with(facts.with(e.variable(), Truth.of(wanted))) : null;
            case Expr.Present e ->
                e.value() instanceof Expr.VariableRef(var variable, var _)
                        ? facts.truth(variable).may(wanted) ? scene.with(present(facts, variable, wanted)) : null
                        : scene;
            case Expr.Running e ->
                facts.running(e.timer()).may(wanted) ? scene.with(facts.with(e.timer(), Truth.of(wanted))) : null;
            case Expr.HasBit e -> bit(e, scene, wanted);
            case Expr.OfPeer e -> {
                Scene inside = refine(e.expr(), scene.ofPeer(e.peer()), wanted);
                yield inside == null ? null : inside.seenAs(scene);
            }
            case Expr.Old e -> {
                Scene inside = refine(e.expr(), scene.asOld(), wanted);
                yield inside == null ? null : inside.seenAs(scene);
            }
            case Expr.CallFunction e ->
                body(e).map(b -> refined(b, scene, wanted))
                        .orElse(Optional.of(scene))
                        .orElse(null);
            case Expr.Calls e -> where(is(scene, e.call()), e.where(), scene, wanted);
            case Expr.Expires e ->
                is(scene, new MachineType.Trigger.Timeout(e.timer())).may(wanted) ? scene : null;
            case Expr.Receives e ->
                where(is(scene, new MachineType.Trigger.Arrival(e.message())), e.where(), scene, wanted);
            case Expr.Sends _, Expr.Compare _, Expr.ChannelEmpty _, Expr.Signals _, Expr.Origin _ -> scene;
            case Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.LocalRef _, Expr.OfField _, Expr.DerivedRef _ -> scene;
            case Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _, Expr.Unwrap _, Expr.Wrap _ -> scene;
            case Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _, Expr.CallExtern _, Expr.CallBuiltin _ -> scene;
        };
    }

    /** Of a step that is one of that kind, and of which a condition holds. */
    private static @Nullable Scene where(Truth is, Expr condition, Scene scene, boolean wanted) {
        if (is == Truth.FALSE) {
            return wanted ? null : scene;
        }
        return wanted || is == Truth.TRUE ? refine(condition, scene, wanted) : scene;
    }

    static Truth is(Scene scene, MachineType.Trigger trigger) {
        return scene.step()
                .map(MotionFlow.Step::trigger)
                .map(t -> Truth.of(t.name().equals(trigger.name()) && t.getClass() == trigger.getClass()))
                .orElse(Truth.UNKNOWN);
    }

    private static Facts present(Facts facts, MachineType.Variable variable, boolean there) {
        Facts known = facts.with(variable, Truth.of(there));
        return there ? known : known.with(variable, Motion.NOWHERE);
    }

    private static @Nullable Scene logic(Expr.Logic e, Scene scene, boolean wanted) {
        boolean and = e.op() == Expr.Logic.Op.AND;
        boolean left = e.op() == Expr.Logic.Op.IMPLIES ? !wanted : wanted;
        if (and == wanted) {
            Scene first = refine(e.left(), scene, left);
            return first == null ? null : refine(e.right(), first, wanted);
        }
        // One of the two decides: what is known in either case. (That the first did not is left out: else the work
        // doubles at each level.)
        Scene first = refine(e.left(), scene, left);
        Scene second = refine(e.right(), scene, wanted);
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.or(second);
    }

    private static @Nullable Scene bit(Expr.HasBit e, Scene scene, boolean wanted) {
        boolean outgoing = e.bits() instanceof Expr.FieldRef ref ? ref.outgoing() : scene.outgoing();
        Facts facts = scene.facts();
        Facts.Bits bits = outgoing ? facts.outgoing : facts.arriving;
        if (!bits.of(e.mask()).may(wanted)) {
            return null;
        }
        Facts.Bits known = bits.with(e.mask(), wanted);
        return scene.with(outgoing ? facts.outgoing(known) : facts.arriving(known));
    }

    /** The value of a function that is one expression, and has no parameters that stand for others there. */
    private static Optional<Expr> body(Expr.CallFunction call) {
        var body = call.function().body();
        return call.arguments().isEmpty() && body.size() == 1 && body.getFirst() instanceof Stmt.ReturnValue value
                ? Optional.of(value.value())
                : Optional.empty();
    }

    private static Optional<Scene> refined(Expr body, Scene scene, boolean wanted) {
        return Optional.ofNullable(refine(body, scene, wanted));
    }
}
