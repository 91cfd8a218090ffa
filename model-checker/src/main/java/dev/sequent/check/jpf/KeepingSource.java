package dev.sequent.check.jpf;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sequent.check.system.Functions;
import dev.sequent.check.system.Keeping;
import dev.sequent.check.system.Octets;
import dev.sequent.check.system.Plan;
import dev.sequent.harness.Beside;
import dev.sequent.harness.Harness;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Writes the tables of what is kept beside the machines, and of what functions of the runtime return. */
final class KeepingSource {
    /** By which a machine is in step with another, RFC 9293, 3.3.1. */
    private static final String IN_STEP = "IRS";

    private final Plan plan;
    private final Keeping keeping;
    private final List<MethodSpec> methods = new ArrayList<>();

    private KeepingSource(Plan plan) {
        this.plan = plan;
        keeping = plan.keeping();
    }

    static List<MethodSpec> of(Plan plan) {
        return new KeepingSource(plan).generate();
    }

    private List<MethodSpec> generate() {
        methods.add(Tables.overriding("origins", boolean.class)
                .addStatement("return $L", keeping.origins())
                .build());
        methods.add(Tables.overriding("stale", boolean.class)
                .addStatement("return $L", keeping.stale())
                .build());
        byPeer(
                "incarnations",
                int.class,
                p -> CodeBlock.of("$L", keeping.peers().get(p).most()));
        byPeer(
                "apart",
                boolean.class,
                p -> CodeBlock.of("$L", keeping.peers().get(p).apart()));
        told();
        byPeer("inStep", int.class, p -> CodeBlock.of("$L", inStep(p)));
        byPeer(
                "octets",
                boolean.class,
                p -> CodeBlock.of("$L", keeping.octets(p).isPresent()));
        octets();
        answers();
        return methods;
    }

    private int inStep(int peer) {
        if (!keeping.origins()) {
            return -1;
        }
        return plan.peers().get(peer).type().variables().stream()
                .filter(v -> v.name().equals(IN_STEP))
                .mapToInt(v -> v.index())
                .findFirst()
                .orElse(-1);
    }

    private void told() {
        methods.add(Tables.overriding("told", int.class)
                .addParameter(int.class, "peer")
                .addParameter(int.class, "signal")
                .addCode(Tables.pairs(
                        "peer",
                        "signal",
                        plan.peers().size(),
                        p -> plan.peers().get(p).type().signals().size(),
                        (p, s) ->
                                CodeBlock.of("$L", keeping.peers().get(p).told().indexOf(s))))
                .build());
    }

    private void octets() {
        choice("gives", "call", o -> o.send() < 0 ? List.of() : List.of(o.send()));
        choice("taken", "outcome", Octets::taken);
        ordinal("end", Octets::end);
        ordinal("next", Octets::next);
        ordinal("place", Octets::place);
        ordinal("deliver", Octets::deliver);
        ordinal("acknowledge", Octets::acknowledge);
        Optional<Octets> any =
                keeping.octets().stream().flatMap(Optional::stream).findFirst();
        methods.add(ofMessage(
                "count",
                long.class,
                m -> any.filter(o -> o.data()[m.kind()] >= 0)
                        .map(o -> CodeBlock.of("message.get($L)", o.data()[m.kind()]))
                        .orElse(CodeBlock.of("0"))));
        methods.add(ofMessage(
                "text",
                int.class,
                m -> any.flatMap(o -> Optional.ofNullable(o.texts()[m.kind()]))
                        .map(d -> CodeBlock.of("(int) ($L)", java(d.value())))
                        .orElse(CodeBlock.of("0"))));
    }

    private void choice(String name, String index, java.util.function.Function<Octets, List<Integer>> values) {
        CodeBlock.Builder block = CodeBlock.builder();
        for (int p = 0; p < plan.peers().size(); p++) {
            for (int value : keeping.octets(p).map(values).orElse(List.of())) {
                block.beginControlFlow("if (peer == $L && $L == $L)", p, index, value)
                        .addStatement("return true")
                        .endControlFlow();
            }
        }
        methods.add(Tables.overriding(name, boolean.class)
                .addParameter(int.class, "peer")
                .addParameter(int.class, index)
                .addCode(block.addStatement("return false").build())
                .build());
    }

    private void ordinal(String name, ToIntFunction<Octets> value) {
        byPeer(
                name,
                int.class,
                p -> CodeBlock.of("$L", keeping.octets(p).map(value::applyAsInt).orElse(-1)));
    }

    private MethodSpec ofMessage(
            String name, Class<?> returns, java.util.function.Function<MessageType, CodeBlock> value) {
        return Tables.overriding(name, returns)
                .addParameter(Message.class, "message")
                .addCode(Tables.cases(
                        "message.kind()",
                        plan.protocol().messages().size(),
                        kind -> value.apply(plan.protocol().messages().get(kind))))
                .build();
    }

    private void byPeer(String name, Class<?> returns, java.util.function.IntFunction<CodeBlock> value) {
        methods.add(Tables.by(name, returns, "peer", plan.peers().size(), value));
    }

    // ------------------------------------------------------------ derived fields

    /** Arithmetic over a message's own fields. */
    private static CodeBlock java(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> CodeBlock.of("$LL", literal.value());
            case Expr.OwnField own ->
                CodeBlock.of("message.get($L)", own.field().index());
            case Expr.DerivedRef other -> java(other.derived().value());
            case Expr.Wrap wrap -> java(wrap.value());
            case Expr.HasBit bit -> CodeBlock.of("(($L & $LL) == 0 ? 0L : 1L)", java(bit.bits()), bit.mask());
            case Expr.CallBuiltin call -> java(call.arguments().getFirst()); // ord, number, sequence
            case Expr.Arithmetic a -> {
                boolean wraps = a.type() instanceof Type.Seq || a.right().type() instanceof Type.Seq;
                CodeBlock value = CodeBlock.of(
                        "($L $L $L)",
                        java(a.left()),
                        switch (a.op()) {
                            case ADD -> "+";
                            case SUB -> "-";
                            default -> throw beyond(expr);
                        },
                        java(a.right()));
                yield wraps ? CodeBlock.of("($L & 0xffffffffL)", value) : value;
            }
            case Expr.None _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.VariableRef _,
                    Expr.LocalRef _,
                    Expr.FieldRef _,
                    Expr.ColumnRef _,
                    Expr.Present _,
                    Expr.Unwrap _,
                    Expr.InState _,
                    Expr.Running _,
                    Expr.Not _,
                    Expr.Logic _,
                    Expr.Compare _,
                    Expr.Negate _,
                    Expr.Conditional _,
                    Expr.CallFunction _,
                    Expr.CallExtern _,
                    Expr.TableRef _,
                    Expr.OfPeer _,
                    Expr.ChannelEmpty _,
                    Expr.Ghost _,
                    Expr.Old _,
                    Expr.Sends _,
                    Expr.Receives _,
                    Expr.Calls _,
                    Expr.Expires _,
                    Expr.Signals _,
                    Expr.Origin _ -> throw beyond(expr);
        };
    }

    private static IllegalArgumentException beyond(Expr expr) {
        return new IllegalArgumentException(
                expr.span() + ": the derived field TEXT takes more than sums of fields and bits, which"
                        + " --engine jpf does not know: check it with the embedded engine");
    }

    // ------------------------------------------------------------ functions of the runtime

    private void answers() {
        Functions functions = plan.functions();
        methods.add(Tables.overriding("turns", int.class)
                .addStatement("return $L", functions.lengths().length)
                .build());
        MethodSpec.Builder m = Tables.overriding("answer", long.class)
                .addParameter(int.class, "function")
                .addParameter(Beside.class, "of")
                .beginControlFlow("switch (function)");
        for (Protocol.Extern extern : plan.protocol().externs()) {
            long[] values = functions.values()[extern.index()];
            int turn = functions.turns()[extern.index()];
            if (values.length > 0) {
                m.beginControlFlow("case $L:", extern.index());
                if (turn >= 0) {
                    m.addStatement("int turn = of.turns[$L]", turn);
                    m.addStatement("of.turns[$L] = Math.min(turn + 1, $L)", turn, values.length - 1);
                }
                CodeBlock which =
                        turn >= 0 ? CodeBlock.of("turn") : CodeBlock.of("$T.pick($L)", Harness.class, values.length);
                m.beginControlFlow("switch ($L)", which);
                for (int i = 0; i < values.length - 1; i++) {
                    m.addStatement("case $L: return $LL", i, values[i]);
                }
                m.addStatement("default: return $LL", values[values.length - 1])
                        .endControlFlow()
                        .endControlFlow();
            }
        }
        methods.add(m.addStatement("default: return 0").endControlFlow().build());
    }
}
