package dev.sequent.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.sequent.runtime.Checks;
import dev.sequent.runtime.Times;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions as Java. One of an optional type is two in Java: {@link #value} and {@link #presence}; a conditional or
 * an unwrapping of one is pushed down to its parts, so that each is evaluated once.
 */
final class Expressions {
    static final ClassName CHECKS = ClassName.get(Checks.class);
    static final ClassName TIMES = ClassName.get(Times.class);

    private final Scope scope;

    Expressions(Scope scope) {
        this.scope = scope;
    }

    int point() {
        return scope.point().getAsInt();
    }

    /** The value; of an optional type the value inside, 0 or false when there is none. */
    Code value(Expr expr) {
        return switch (expr) {
            case Expr.Literal e -> literal(e);
            case Expr.None e -> Code.primary(JavaType.of(e.type()).zero());
            case Expr.Now e -> Code.primary("$Lnow", scope.self());
            case Expr.ParamRef e ->
                Code.primary("$Lp.$L", machine().self(), scope.protocol().param(e.param()));
            case Expr.VariableRef e ->
                Code.primary("$L$L", scope.self(), scope.of().variable(e.variable()));
            case Expr.LocalRef e -> Code.primary("$L", scope.locals().value(e.local()));
            case Expr.FieldRef e -> wide(field(e), e.field());
            case Expr.OwnField e -> wide(field(e), e.field());
            case Expr.DerivedRef e -> derived(e);
            case Expr.ColumnRef e ->
                Code.primary("$L$L[$L]", scope.self(), scope.of().column(table(e), e.column()), row(e));
            case Expr.HasBit e -> hasBit(e, "!=");
            case Expr.Present e -> presence(e.value());
            case Expr.Unwrap e -> unwrap(e.value());
            case Expr.Wrap e -> converted(e.value(), e.type());
            case Expr.InState e -> inState(e);
            case Expr.Running e -> running(e, "!=");
            case Expr.Not e -> not(e.operand());
            case Expr.Logic e -> logic(e);
            case Expr.Compare e -> new Comparison(this).of(e);
            case Expr.Negate e -> negate(e);
            case Expr.Arithmetic e -> new Arithmetic(this).of(e);
            case Expr.Conditional e ->
                Code.of(
                        Code.CONDITIONAL,
                        "$L ? $L : $L",
                        value(e.condition()).operand(Code.OR),
                        converted(e.then(), e.type()).operand(Code.OR),
                        converted(e.otherwise(), e.type()).operand(Code.CONDITIONAL));
            case Expr.CallFunction e -> call(scope.of().function(e.function()), e);
            case Expr.CallExtern e -> extern(e);
            case Expr.CallBuiltin e -> new Builtins(this).of(e);
            case Expr.OfPeer e -> new Expressions(scope.peers().get(e.peer())).value(e.expr());
            case Expr.ChannelEmpty e -> Code.primary("channelEmpty");
            case Expr.Ghost e -> Happenings.ghost(e);
            case Expr.Old e -> new Expressions(scope.theStep().before()).value(e.expr());
            case Expr.Sends e -> scope.theStep().helpers().sends(e);
            case Expr.Receives e -> new Happenings(scope).receives(e);
            case Expr.Calls e -> new Happenings(scope).call(e);
            case Expr.Expires e -> new Happenings(scope).timeout(e);
            case Expr.Signals e -> new Happenings(scope).signal(e);
            case Expr.Origin e -> Happenings.origin(e);
            case Expr.TableRef e -> Code.primary("$L$L", scope.self(), scope.of().used(e.table()));
        };
    }

    /** Has an expression of an optional type a value? */
    Code presence(Expr expr) {
        return switch (expr) {
            case Expr.None e -> Code.primary("false");
            case Expr.Wrap e -> Code.primary("true");
            case Expr.VariableRef e ->
                Code.primary("$L$L", scope.self(), scope.of().presence(e.variable()));
            case Expr.LocalRef e -> Code.primary("$L", scope.locals().presence(e.local()));
            case Expr.FieldRef e ->
                Code.primary("$L.$L", message(e.message(), e.outgoing()), names(e.message()).presence(e.field()));
            case Expr.OwnField e -> Code.primary("$L", own().presence(e.field()));
            case Expr.ColumnRef e ->
                Code.primary("$L$L[$L]", scope.self(), scope.of().presence(table(e), e.column()), row(e));
            case Expr.Conditional e ->
                Code.of(
                        Code.CONDITIONAL,
                        "$L ? $L : $L",
                        value(e.condition()).operand(Code.OR),
                        presence(e.then()).operand(Code.OR),
                        presence(e.otherwise()).operand(Code.CONDITIONAL));
            case Expr.CallFunction e -> call(scope.of().presence(e.function()), e);
            case Expr.OfPeer e -> new Expressions(scope.peers().get(e.peer())).presence(e.expr());
            case Expr.Old e -> new Expressions(scope.theStep().before()).presence(e.expr());
            default -> throw new IllegalStateException(expr.span() + ": not an optional value: " + expr);
        };
    }

    /** The value as the target's shape in Java, its range not checked. */
    Code converted(Expr expr, Type target) {
        return shaped(value(expr), shape(expr), JavaType.of(target));
    }

    /**
     * The value on its way into a place, inside the place's range or a fault.
     *
     * @param place for the fault's message, in the specification's words
     */
    Code stored(Expr expr, Type target, JavaType shape, String place) {
        Code value = value(expr);
        if (shape(expr) == JavaType.LONG && JavaType.limited(target)) {
            long max = JavaType.max(target);
            if (!Interval.of(expr).within(0, max)) {
                String text = place + ": " + JavaType.plain(target).name();
                value = Code.primary("$T.range($L, $L, $L, $S)", CHECKS, point(), value.block(), max + "L", text);
            }
        }
        return shaped(value, shape(expr), shape);
    }

    Code stored(Expr expr, Type target, String place) {
        return stored(expr, target, JavaType.of(target), place);
    }

    private static Code shaped(Code value, JavaType from, JavaType to) {
        if (from == JavaType.LONG && to == JavaType.INT) {
            return Code.of(Code.UNARY, "(int) $L", value.operand(Code.UNARY));
        }
        return value;
    }

    private static JavaType shape(Expr expr) {
        return JavaType.of(expr.type());
    }

    /** A value in generic form: a long. */
    static Code generic(Code value, Type type) {
        return switch (JavaType.plain(type)) {
            case Type.Bool t -> Code.of(Code.CONDITIONAL, "$L ? 1L : 0L", value.operand(Code.OR));
            case Type.Seq t -> Code.of(Code.BIT_AND, "$L & 0xffffffffL", value.operand(Code.BIT_AND));
            default -> value;
        };
    }

    /** From generic form; a fault when out of the type's range. */
    Code fromGeneric(Code value, Type type, String place) {
        String text = place + ": " + type.name();
        return switch (type) {
            case Type.Bool t -> Code.primary("$T.truth($L, $L, $S)", CHECKS, point(), value.block(), text);
            case Type.Seq t -> Code.primary("$T.sequence($L, $L, $S)", CHECKS, point(), value.block(), text);
            case Type.UInt t ->
                Code.primary("$T.range($L, $L, $LL, $S)", CHECKS, point(), value.block(), t.max(), text);
            case Type.Enum t ->
                Code.of(
                        Code.UNARY,
                        "(int) $T.range($L, $L, $LL, $S)",
                        CHECKS,
                        point(),
                        value.block(),
                        JavaType.max(t),
                        text);
            default -> value;
        };
    }

    // ------------------------------------------------------------ parts

    private Code literal(Expr.Literal e) {
        return switch (JavaType.plain(e.type())) {
            case Type.Bool t -> Code.primary(e.value() != 0 ? "true" : "false");
            case Type.Enum t ->
                Code.primary("$T.$L", scope.protocol().core(), scope.protocol().enumConstant(t, (int) e.value()));
            case Type.Seq t -> Code.literal((int) e.value());
            default -> Code.literal(e.value());
        };
    }

    private Code unwrap(Expr optional) {
        return switch (optional) {
            case Expr.Wrap e -> converted(e.value(), e.type());
            case Expr.Conditional e ->
                Code.of(
                        Code.CONDITIONAL,
                        "$L ? $L : $L",
                        value(e.condition()).operand(Code.OR),
                        unwrap(e.then()).operand(Code.OR),
                        unwrap(e.otherwise()).operand(Code.CONDITIONAL));
            case Expr.OfPeer e -> new Expressions(scope.peers().get(e.peer())).unwrap(e.expr());
            case Expr.Old e -> new Expressions(scope.theStep().before()).unwrap(e.expr());
            default ->
                Code.primary(
                        "$T.present($L, $L, $L)",
                        CHECKS,
                        point(),
                        presence(optional).block(),
                        value(optional).block());
        };
    }

    /** The negation as one would write it. */
    private Code not(Expr operand) {
        return switch (operand) {
            case Expr.HasBit e -> hasBit(e, "==");
            case Expr.Running e -> running(e, "==");
            case Expr.InState e when e.states().size() == 1 -> inState(e.states().getFirst(), "!=");
            case Expr.Compare e when e.op() == Expr.Compare.Op.EQ -> value(negated(e, Expr.Compare.Op.NE));
            case Expr.Compare e when e.op() == Expr.Compare.Op.NE -> value(negated(e, Expr.Compare.Op.EQ));
            default -> Code.not(value(operand));
        };
    }

    private static Expr negated(Expr.Compare e, Expr.Compare.Op op) {
        return new Expr.Compare(op, e.left(), e.right(), e.span());
    }

    private Code running(Expr.Running e, String operator) {
        return Code.of(
                Code.EQUALITY,
                "($L$L & 1L << $L) $L 0",
                scope.self(),
                MachineNames.timers(e.timer().index()),
                constant(scope.of().constant("timer", e.timer().index())),
                operator);
    }

    private Code hasBit(Expr.HasBit e, String operator) {
        CodeBlock mask = switch (e.bits()) {
            case Expr.FieldRef f -> CodeBlock.of("$T.$L", names(f.message()).type(), names(f.message()).bit(f.field(), e.bit()));
            case Expr.OwnField f -> CodeBlock.of("$L", own().bit(f.field(), e.bit()));
            default -> CodeBlock.of("$LL", e.mask());
        };
        return Code.of(Code.EQUALITY, "($L & $L) $L 0", bits(e.bits()).operand(Code.BIT_AND), mask, operator);
    }

    private Code bits(Expr expr) {
        return switch (expr) {
            case Expr.FieldRef e -> field(e);
            case Expr.OwnField e -> field(e);
            default -> value(expr);
        };
    }

    private Code field(Expr.FieldRef e) {
        return Code.primary("$L.$L", message(e.message(), e.outgoing()), names(e.message()).field(e.field()));
    }

    private Code field(Expr.OwnField e) {
        return Code.primary("$L", own().field(e.field()));
    }

    /** Bits lie in an int, and count as the integer that their type says. */
    private static Code wide(Code field, MessageType.Field declared) {
        return JavaType.of(declared) == JavaType.of(declared.type())
                ? field
                : Code.of(Code.UNARY, "(long) $L", field.block());
    }

    private Scope machine() {
        scope.of();
        return scope;
    }

    /** A constant of the machine's class. */
    private CodeBlock constant(String name) {
        return scope.self().isEmpty() ? CodeBlock.of("$L", name) : CodeBlock.of("$T.$L", scope.of().type(), name);
    }

    private Code inState(Expr.InState e) {
        return e.states().stream()
                .map(s -> inState(s, "=="))
                .reduce((all, one) -> Code.infix(all, "||", Code.OR, one))
                .orElse(Code.primary("false"));
    }

    private Code inState(State state, String operator) {
        return Code.of(
                Code.EQUALITY,
                "$Lstate $L $L",
                scope.self(),
                operator,
                constant(scope.of().state(state)));
    }

    private Code logic(Expr.Logic e) {
        Code right = value(e.right());
        return switch (e.op()) {
            case AND -> Code.infix(value(e.left()), "&&", Code.AND, right);
            case OR -> Code.infix(value(e.left()), "||", Code.OR, right);
            case IMPLIES -> Code.infix(not(e.left()), "||", Code.OR, right);
        };
    }

    private Code negate(Expr.Negate e) {
        Code operand = value(e.operand());
        return Interval.of(e.operand()).low() == Long.MIN_VALUE
                ? Code.primary("$T.negate($L, $L)", CHECKS, point(), operand.block())
                : Code.of(Code.UNARY, "-$L", operand.operand(Code.PRIMARY));
    }

    private Code derived(Expr.DerivedRef e) {
        String name = names(e.message()).derived(e.derived());
        return scope.own().isPresent()
                ? Code.primary("$L()", name)
                : Code.primary("$L.$L()", message(e.message(), e.outgoing()), name);
    }

    private Code call(String method, Expr.CallFunction e) {
        return Code.primary(
                "$L$L($L)",
                scope.self(),
                method,
                arguments(e.function().parameters(), e.arguments(), e.function().name()));
    }

    /** Arguments of a routine of the machine; an optional one is two. */
    CodeBlock arguments(List<Local> parameters, List<Expr> arguments, String routine) {
        var parts = new ArrayList<CodeBlock>();
        for (int i = 0; i < parameters.size(); i++) {
            Local parameter = parameters.get(i);
            parts.add(stored(arguments.get(i), parameter.type(), routine + "." + parameter.name())
                    .block());
            if (parameter.type() instanceof Type.Optional) {
                parts.add(presence(arguments.get(i)).block());
            }
        }
        return CodeBlock.join(parts, ", ");
    }

    /** Four arguments on their way out of the machine, in generic form. */
    CodeBlock outward(List<Local> parameters, List<Expr> arguments, String routine) {
        var parts = new ArrayList<CodeBlock>();
        for (int i = 0; i < 4; i++) {
            if (i < parameters.size()) {
                Local parameter = parameters.get(i);
                Code value = stored(arguments.get(i), parameter.type(), routine + "." + parameter.name());
                parts.add(generic(value, parameter.type()).block());
            } else {
                parts.add(CodeBlock.of("0"));
            }
        }
        return CodeBlock.join(parts, ", ");
    }

    private Code extern(Expr.CallExtern e) {
        scope.machine().filter(m -> scope.self().isEmpty()).ifPresent(m -> m.asks(e.function()));
        Code result = Code.primary(
                "$Leffects.function($T.$L, $L)",
                scope.self(),
                scope.protocol().core(),
                scope.protocol().extern(e.function()),
                outward(e.function().parameters(), e.arguments(), e.function().name()));
        return fromGeneric(result, e.type(), e.function().name());
    }

    private CodeBlock message(MessageType message, boolean outgoing) {
        if (scope.step().isPresent()) {
            return outgoing
                    ? CodeBlock.of("$L", scope.theStep().outgoing().orElseThrow())
                    : CodeBlock.of("(($T) step.received())", names(message).type());
        }
        return CodeBlock.of(
                "$L$L",
                scope.self(),
                outgoing ? scope.of().outgoing(message) : scope.of().incoming(message));
    }

    private MessageNames names(MessageType message) {
        return scope.protocol().message(message);
    }

    private MessageNames own() {
        return scope.own().orElseThrow(() -> new IllegalStateException("a message's own field outside of the message"));
    }

    private static MachineType.Table table(Expr.ColumnRef e) {
        return ((Type.Row) e.row().type()).table();
    }

    private String row(Expr.ColumnRef e) {
        return scope.locals().value(e.row());
    }
}
