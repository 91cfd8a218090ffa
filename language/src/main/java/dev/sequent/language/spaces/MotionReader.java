package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import dev.sequent.language.spaces.Breach.Kind;
import java.util.ArrayList;
import java.util.List;

/** Which of the numbers in an expression move, and whether its value depends on where the spaces lie. */
final class MotionReader {
    /** The rules of each peer's machine, by peer; in the rules of a machine there is one. */
    private final List<MotionFlow> machines;

    private List<Breach> found = new ArrayList<>();

    MotionReader(List<MotionFlow> machines) {
        this.machines = machines;
    }

    /** What has been found since the last time that this was asked. */
    List<Breach> taken() {
        List<Breach> result = found;
        found = new ArrayList<>();
        return result;
    }

    void report(Breach breach) {
        found.add(breach);
    }

    void report(List<Breach> breaches) {
        found.addAll(breaches);
    }

    /** The motion of a number or set of numbers; of anything else, {@code NOWHERE}. */
    Motion read(Expr expr, Scene scene) {
        return switch (expr) {
            case Expr.Literal e -> e.type() instanceof Type.Seq ? Motion.STILL : Motion.NOWHERE;
            case Expr.ParamRef e -> e.type() instanceof Type.Seq ? Motion.STILL : Motion.NOWHERE;
            case Expr.VariableRef e -> number(e.type()) ? scene.facts().motion(e.variable()) : Motion.NOWHERE;
            case Expr.LocalRef e -> number(e.type()) ? local(e, scene) : Motion.NOWHERE;
            case Expr.ColumnRef e -> number(e.type()) ? flow(scene).column(e.column()) : Motion.NOWHERE;
            case Expr.FieldRef e -> field(e.message(), e.field(), e.outgoing(), e, scene);
            case Expr.OwnField e -> number(e.type()) ? Motion.MOVES : Motion.NOWHERE;
            case Expr.DerivedRef e -> derived(e, scene);
            case Expr.Unwrap e -> read(e.value(), scene);
            case Expr.Wrap e -> read(e.value(), scene);
            case Expr.Conditional e -> conditional(e, scene);
            case Expr.Compare e -> {
                meet(read(e.left(), scene), read(e.right(), scene), e);
                yield Motion.NOWHERE;
            }
            case Expr.Arithmetic e -> arithmetic(e, scene);
            case Expr.CallBuiltin e -> builtin(e, scene);
            case Expr.CallFunction e -> call(e, scene);
            case Expr.CallExtern e -> {
                e.arguments().forEach(a -> read(a, scene));
                yield number(e.type()) ? Motion.MOVES : Motion.NOWHERE;
            }
            case Expr.Logic e -> logic(e, scene);
            case Expr.OfPeer e -> read(e.expr(), scene.ofPeer(e.peer()));
            case Expr.Old e -> read(e.expr(), scene.asOld());
            case Expr.None _, Expr.Now _, Expr.Present _, Expr.InState _, Expr.Running _, Expr.HasBit _ ->
                Motion.NOWHERE;
            case Expr.Not _, Expr.Negate _, Expr.TableRef _, Expr.ChannelEmpty _, Expr.Ghost _ -> parts(expr, scene);
            case Expr.Calls e -> Refinement.is(scene, e.call()) == Truth.FALSE ? Motion.NOWHERE : parts(expr, scene);
            case Expr.Sends _, Expr.Receives _, Expr.Expires _, Expr.Signals _, Expr.Origin _ -> parts(expr, scene);
        };
    }

    /** In a property of steps it is what a call was given, and that comes from outside. */
    private static Motion local(Expr.LocalRef e, Scene scene) {
        return scene.step().isPresent() ? Motion.MOVES : scene.facts().local(e.local());
    }

    /** Whether values of the type are numbers of a space, or made of them. */
    static boolean number(Type type) {
        return type instanceof Type.Seq
                || type instanceof Type.Ranges
                || type instanceof Type.Optional optional && number(optional.of());
    }

    private MotionFlow flow(Scene scene) {
        return machines.get(scene.peer());
    }

    private Motion parts(Expr expr, Scene scene) {
        ExprParts.of(expr).forEach(p -> read(p, scene));
        return Motion.NOWHERE;
    }

    private Motion field(MessageType message, MessageType.Field field, boolean outgoing, Expr at, Scene scene) {
        Facts facts = scene.facts();
        field.when().ifPresent(when -> {
            Facts.Bits bits = outgoing ? facts.outgoing : facts.arriving;
            if (bits.of(when.mask()) != Truth.TRUE) {
                String prefix = outgoing ? "OUT" : message.prefix();
                found.add(new Breach(Kind.DOES_NOT_COUNT, prefix + "." + field.name(), when.bit(), at.span()));
            }
        });
        if (!number(field.type())) {
            return Motion.NOWHERE;
        }
        return outgoing ? flow(scene).sent(field, scene) : Motion.MOVES;
    }

    private Motion derived(Expr.DerivedRef e, Scene scene) {
        List<Breach> kept = found;
        found = new ArrayList<>();
        // A derived field is made of whatever the message holds: what counts is asked where it is read.
        Motion inside = read(e.derived().value(), scene.inMessage(e.outgoing()));
        found = kept;
        return number(e.type()) ? inside : Motion.NOWHERE;
    }

    private Motion conditional(Expr.Conditional e, Scene scene) {
        read(e.condition(), scene);
        Scene then = Refinement.refine(e.condition(), scene, true);
        Scene otherwise = Refinement.refine(e.condition(), scene, false);
        Motion one = then == null ? Motion.NOWHERE : read(e.then(), then);
        Motion other = otherwise == null ? Motion.NOWHERE : read(e.otherwise(), otherwise);
        return one.or(other);
    }

    private Motion arithmetic(Expr.Arithmetic e, Scene scene) {
        Motion left = read(e.left(), scene);
        Motion right = read(e.right(), scene);
        if (e.left().type() instanceof Type.Seq && e.right().type() instanceof Type.Seq) {
            meet(left, right, e);
            return Motion.NOWHERE;
        }
        return e.type() instanceof Type.Seq ? left : Motion.NOWHERE;
    }

    private Motion builtin(Expr.CallBuiltin e, Scene scene) {
        Motion all = Motion.NOWHERE;
        for (Expr argument : e.arguments()) {
            Motion one = read(argument, scene);
            meet(all, one, e);
            all = all.or(one);
        }
        return switch (e.builtin()) {
            case MIN, MAX, END_OF_RUN, FIRST, LAST -> all;
            case NUMBER -> {
                if (all == Motion.MOVES || all == Motion.EITHER) {
                    found.add(
                            new Breach(Kind.LOOKED_INTO, Words.of(e.arguments().getFirst()), e.span()));
                }
                yield Motion.NOWHERE;
            }
            case SEQUENCE -> Motion.STILL;
            case ABS, ORD, COUNT_OF, COUNT, ROOM, COVERS, TOTAL -> Motion.NOWHERE;
        };
    }

    private Motion call(Expr.CallFunction e, Scene scene) {
        Facts inside = scene.facts();
        for (int i = 0; i < e.arguments().size(); i++) {
            Motion argument = read(e.arguments().get(i), scene);
            Local parameter = e.function().parameters().get(i);
            if (number(parameter.type())) {
                inside = inside.with(parameter, argument);
            }
        }
        RuleFlow.Value value = flow(scene).call(e.function(), inside);
        found.addAll(value.breaches());
        return number(e.type()) ? value.motion() : Motion.NOWHERE;
    }

    /** Where one operand decides, whatever the other says does not matter. */
    private Motion logic(Expr.Logic e, Scene scene) {
        boolean decides = e.op() != Expr.Logic.Op.AND;
        boolean onward = e.op() != Expr.Logic.Op.OR;
        List<Breach> kept = found;
        found = new ArrayList<>();
        read(e.left(), scene);
        List<Breach> left = found;
        found = new ArrayList<>();
        Scene second = Refinement.refine(e.left(), scene, onward);
        if (second != null) {
            read(e.right(), second);
        }
        List<Breach> right = found;
        found = kept;
        if (!left.isEmpty() && Refinement.truth(e.right(), scene) != Truth.of(decides)) {
            found.addAll(left);
        }
        found.addAll(right);
        return Motion.NOWHERE;
    }

    private void meet(Motion one, Motion other, Expr at) {
        if (!one.with(other)) {
            found.add(new Breach(Kind.MEETS, Words.of(at), at.span()));
        }
    }
}
