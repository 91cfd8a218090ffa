package dev.sequent.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.sequent.codegen.form.Carrier;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.Value;
import dev.sequent.runtime.Checks;
import dev.sequent.runtime.Times;
import java.util.ArrayList;
import java.util.List;

/** Values as expressions of Java. */
final class Values {
    static final ClassName CHECKS = ClassName.get(Checks.class);
    static final ClassName TIMES = ClassName.get(Times.class);

    private final Sight sight;

    Values(Sight sight) {
        this.sight = sight;
    }

    CodeBlock block(Value value) {
        return of(value).block();
    }

    /** Separated by commas. */
    CodeBlock blocks(List<Value> values) {
        return CodeBlock.join(values.stream().map(this::block).toList(), ", ");
    }

    Code of(Value value) {
        return switch (value) {
            case Value.Flag v -> Code.primary(v.value() ? "true" : "false");
            case Value.Word v -> Code.literal(v.value());
            case Value.Number v -> Code.literal(v.value());
            case Value.Constant v ->
                Code.primary("$T.$L", sight.protocol().core(), sight.protocol().enumConstant(v.type(), v.ordinal()));
            case Value.Read v -> Code.primary("$L", place(v.place()));
            case Value.Now v -> Code.primary("$Lnow", before(v.of()));
            case Value.Argument v -> Code.primary("$L", sight.arguments().get(v.index()));
            case Value.HasBit v -> hasBit(v);
            case Value.InState v ->
                Code.of(
                        Code.EQUALITY,
                        "$Lstate $L $L",
                        before(v.of()),
                        v.in() ? "==" : "!=",
                        constant(v.of(), sight.reach(v.of()).names().state(v.state())));
            case Value.Running v ->
                Code.of(
                        Code.EQUALITY,
                        "($L$L & 1L << $L) $L 0",
                        before(v.of()),
                        MachineNames.timers(v.timer().index()),
                        constant(v.of(), constant(v.of(), "timer", v.timer())),
                        v.running() ? "!=" : "==");
            case Value.Not v -> Code.not(of(v.operand()));
            case Value.Logic v ->
                v.and()
                        ? Code.infix(of(v.left()), "&&", Code.AND, of(v.right()))
                        : Code.infix(of(v.left()), "||", Code.OR, of(v.right()));
            case Value.Compare v -> compare(v.op(), of(v.left()), of(v.right()));
            case Value.Arithmetic v -> arithmetic(v.op(), of(v.left()), of(v.right()));
            case Value.Negate v -> Code.of(Code.UNARY, "-$L", of(v.operand()).operand(Code.PRIMARY));
            case Value.Checked v ->
                Code.primary("$T.$L($L, $L)", CHECKS, method(v.op()), v.point(), blocks(v.operands()));
            case Value.Extreme v -> extreme(v);
            case Value.OfTimes v -> ofTimes(v);
            case Value.Choice v ->
                Code.of(
                        Code.CONDITIONAL,
                        "$L ? $L : $L",
                        of(v.condition()).operand(Code.OR),
                        of(v.then()).operand(Code.OR),
                        of(v.otherwise()).operand(Code.CONDITIONAL));
            case Value.Widen v -> Code.of(Code.UNARY, "(long) $L", of(v.word()).operand(Code.UNARY));
            case Value.Unsigned v ->
                Code.of(Code.BIT_AND, "$L & 0xffffffffL", of(v.word()).operand(Code.BIT_AND + 1));
            case Value.Narrow v ->
                Code.of(Code.UNARY, "(int) $L", of(v.number()).operand(Code.UNARY));
            case Value.Ordinal v ->
                Code.of(Code.CONDITIONAL, "$L ? 1L : 0L", of(v.flag()).operand(Code.OR));
            case Value.NotZero v -> Code.infix(of(v.number()), "!=", Code.EQUALITY, Code.literal(0));
            case Value.InRange v ->
                Code.primary("$T.range($L, $L, $LL, $S)", CHECKS, v.point(), block(v.number()), v.most(), v.place());
            case Value.Truth v -> Code.primary("$T.truth($L, $L, $S)", CHECKS, v.point(), block(v.number()), v.place());
            case Value.SequenceNumber v ->
                Code.primary("$T.sequence($L, $L, $S)", CHECKS, v.point(), block(v.number()), v.place());
            case Value.Present v ->
                Code.primary("$T.present($L, $L, $L)", CHECKS, v.point(), block(v.presence()), block(v.value()));
            case Value.Call v ->
                Code.primary(
                        "$L$L($L)",
                        before(v.of()),
                        sight.reach(v.of()).names().function(v.function(), v.part()),
                        blocks(v.arguments()));
            case Value.Ask v ->
                Code.primary(
                        "$Lworld.$L($L)",
                        before(v.of()),
                        sight.reach(v.of()).names().world().function(v.function()),
                        blocks(v.arguments()));
            case Value.Derived v ->
                Code.primary(
                        "$L$L()",
                        carrier(v.message()),
                        names(v.message()).derived(v.field().index()));
            case Value.TheRanges v ->
                Code.primary("$L$L", before(v.of()), sight.reach(v.of()).names().ranges(v.ranges()));
            case Value.OfRanges v ->
                Code.primary("$L.$L($L)", block(v.ranges()), method(v.question()), blocks(v.arguments()));
            case Value.Edge v ->
                Code.primary("$T.$L($L, $L)", CHECKS, v.first() ? "first" : "last", v.point(), block(v.ranges()));
            case Value.Rows v ->
                Code.primary(
                        "$T.count($L$L)",
                        CHECKS,
                        before(v.of()),
                        sight.reach(v.of()).names().used(v.table()));
            case Value.ChannelEmpty _ -> Code.primary("channelEmpty");
            case Value.Ghost v -> ghost(v);
            case Value.StepCalls v -> happening("call", v.of(), constant(v.of(), "call", v.call()));
            case Value.StepExpires v -> happening("timeout", v.of(), constant(v.of(), "timer", v.timer()));
            case Value.StepSignals v ->
                Code.primary(
                        "step.signalled($T.$L)",
                        sight.reach(v.of()).names().type(),
                        constant(v.of(), "signal", v.signal()));
            case Value.StepReceives v ->
                Code.of(
                        Code.AND,
                        "step.receives() && step.received().kind() == $T.KIND",
                        sight.protocol().message(v.message()).type());
            case Value.StepSends v -> sight.sends().orElseThrow().apply(v);
            case Value.StepOrigin v -> Code.primary(v.forged() ? "step.forged()" : "step.stale()");
        };
    }

    // ------------------------------------------------------------ places

    CodeBlock place(Place place) {
        return switch (place) {
            case Place.OfMachine p ->
                CodeBlock.of("$L$L", before(p.of()), sight.reach(p.of()).names().variable(p.field()));
            case Place.OfScratch p ->
                CodeBlock.of("$L", sight.reach(Subject.SELF).names().scratch(p.handler(), p.field()));
            case Place.OfVariable p -> CodeBlock.of("$L", sight.variables().of(p.variable()));
            case Place.OfRow p ->
                CodeBlock.of(
                        "$L$L[$L]",
                        before(p.of()),
                        sight.reach(p.of()).names().column(p.table(), p.column()),
                        sight.variables().of(p.row()));
            case Place.OfSlot p ->
                CodeBlock.of(
                        "$L$L[$L]",
                        before(p.of()),
                        sight.reach(p.of()).names().used(p.table()),
                        sight.variables().of(p.row()));
            case Place.OfMessage p ->
                CodeBlock.of("$L$L", carrier(p.message()), names(p.message()).field(p.field()));
            case Place.OfParameter p ->
                CodeBlock.of("$Lp.$L", before(p.of()), sight.protocol().param(p.parameter()));
            case Place.OfParameters p ->
                CodeBlock.of("this.$L", sight.protocol().param(p.index()));
        };
    }

    /** In front of members of the message. */
    private CodeBlock carrier(Carrier message) {
        return switch (message) {
            case Carrier.Own _ -> CodeBlock.of(sight.own().orElseThrow().before());
            case Carrier.Arriving m ->
                CodeBlock.of(
                        "$L$L.", before(m.at()), sight.reach(m.at()).names().incoming(m.message()));
            case Carrier.Outgoing m ->
                CodeBlock.of(
                        "$L$L.", before(m.from()), sight.reach(m.from()).names().outgoing(m.message()));
            case Carrier.Received m ->
                sight.received()
                        .map(variable -> CodeBlock.of("$L.", variable))
                        .orElseGet(() -> CodeBlock.of(
                                "(($T) step.received()).",
                                sight.protocol().message(m.message()).type()));
            case Carrier.Sent _ -> CodeBlock.of("$L.", sight.sent().orElseThrow());
        };
    }

    private MessageNames names(Carrier message) {
        return switch (message) {
            case Carrier.Own _ -> sight.own().orElseThrow().names();
            case Carrier.Arriving m -> sight.protocol().message(m.message());
            case Carrier.Outgoing m -> sight.protocol().message(m.message());
            case Carrier.Received m -> sight.protocol().message(m.message());
            case Carrier.Sent m -> sight.protocol().message(m.message());
        };
    }

    private String before(Subject subject) {
        return sight.reach(subject).before();
    }

    /** A constant of the machine's class. */
    private CodeBlock constant(Subject of, String name) {
        Sight.Reach reach = sight.reach(of);
        return reach.inside()
                ? CodeBlock.of("$L", name)
                : CodeBlock.of("$T.$L", reach.names().type(), name);
    }

    private String constant(Subject of, String kind, Symbol symbol) {
        return sight.reach(of).names().constant(kind, symbol);
    }

    // ------------------------------------------------------------ operators

    private Code hasBit(Value.HasBit v) {
        CodeBlock mask = v.name().map(this::mask).orElseGet(() -> CodeBlock.of("$LL", v.mask()));
        return Code.of(
                Code.EQUALITY, "($L & $L) $L 0", of(v.bits()).operand(Code.BIT_AND), mask, v.set() ? "!=" : "==");
    }

    private CodeBlock mask(Value.Named bit) {
        MessageNames names = names(bit.message());
        String name = names.bit(bit.field(), bit.bit());
        return bit.message() instanceof Carrier.Own
                ? CodeBlock.of("$L", name)
                : CodeBlock.of("$T.$L", names.type(), name);
    }

    private static Code compare(Value.Comparison op, Code left, Code right) {
        return switch (op) {
            case EQ -> Code.infix(left, "==", Code.EQUALITY, right);
            case NE -> Code.infix(left, "!=", Code.EQUALITY, right);
            case LT -> Code.infix(left, "<", Code.RELATIONAL, right);
            case LE -> Code.infix(left, "<=", Code.RELATIONAL, right);
            case GT -> Code.infix(left, ">", Code.RELATIONAL, right);
            case GE -> Code.infix(left, ">=", Code.RELATIONAL, right);
        };
    }

    private static Code arithmetic(Value.Operator op, Code left, Code right) {
        return switch (op) {
            case ADD -> Code.infix(left, "+", Code.ADDITIVE, right);
            case SUBTRACT -> Code.infix(left, "-", Code.ADDITIVE, right);
            case MULTIPLY -> Code.infix(left, "*", Code.MULTIPLICATIVE, right);
            case DIVIDE -> Code.infix(left, "/", Code.MULTIPLICATIVE, right);
            case REMAINDER -> Code.infix(left, "%", Code.MULTIPLICATIVE, right);
            case SHIFT_LEFT -> Code.infix(left, "<<", Code.SHIFT, right);
            case SHIFT_RIGHT -> Code.infix(left, ">>", Code.SHIFT, right);
        };
    }

    private static String method(Value.Operation op) {
        return switch (op) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case REMAINDER -> "remainder";
            case SHIFT_LEFT -> "shiftLeft";
            case SHIFT_RIGHT -> "shiftRight";
            case NEGATE -> "negate";
            case ABSOLUTE -> "absolute";
        };
    }

    private Code extreme(Value.Extreme v) {
        return switch (v.order()) {
            case NUMBERS ->
                Code.primary("$T.$L($L, $L)", Math.class, v.least() ? "min" : "max", block(v.left()), block(v.right()));
            case SEQUENCE ->
                Code.primary(
                        "$T.$L($L, $L)", CHECKS, v.least() ? "earlier" : "later", block(v.left()), block(v.right()));
        };
    }

    private Code ofTimes(Value.OfTimes v) {
        var parts = new ArrayList<CodeBlock>();
        if (v.op() != Value.Timing.EARLIER) {
            parts.add(CodeBlock.of("$L", v.point()));
        }
        v.operands().forEach(o -> parts.add(block(o)));
        boolean told = switch (v.op()) {
            case ADD, SUBTRACT, EARLIER -> false;
            case DIFFERENCE, ORDER, ORDER_OF_LENGTH, LATER, DUE -> true;
        };
        if (told) {
            parts.add(CodeBlock.of("$S", v.text()));
        }
        return Code.primary("$T.$L($L)", TIMES, method(v.op()), CodeBlock.join(parts, ", "));
    }

    private static String method(Value.Timing op) {
        return switch (op) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case DIFFERENCE -> "difference";
            case ORDER -> "order";
            case ORDER_OF_LENGTH -> "orderOfLength";
            case EARLIER -> "earlier";
            case LATER -> "later";
            case DUE -> "due";
        };
    }

    private static String method(Value.Question question) {
        return switch (question) {
            case COUNT -> "count";
            case ROOM -> "room";
            case COVERS -> "covers";
            case END_OF_RUN -> "endOfRun";
            case TOTAL -> "total";
        };
    }

    // ------------------------------------------------------------ what only conditions ask

    private static Code ghost(Value.Ghost v) {
        String ghosts = "ghosts[" + v.peer() + "]";
        return switch (v.kept()) {
            case SENT -> Code.primary("$L.sent()", ghosts);
            case DELIVERED -> Code.primary("$L.delivered()", ghosts);
            case FAITHFUL -> Code.primary("$L.faithful()", ghosts);
            case INCARNATION -> Code.primary("$L.incarnation()", ghosts);
            case CRASHES -> Code.primary("$L.crashes()", ghosts);
            case TOLD -> Code.primary("$L.told($L)", ghosts, v.signal());
        };
    }

    private Code happening(String what, Subject of, String constant) {
        return Code.of(
                Code.EQUALITY,
                "step.$L() == $T.$L",
                what,
                sight.reach(of).names().type(),
                constant);
    }
}
