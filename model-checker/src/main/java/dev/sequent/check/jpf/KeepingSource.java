package dev.sequent.check.jpf;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sequent.check.system.Functions;
import dev.sequent.check.system.Keeping;
import dev.sequent.check.system.Octets;
import dev.sequent.check.system.Plan;
import dev.sequent.harness.Beside;
import dev.sequent.harness.Harness;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Writes the tables of what is kept alongside the machines, and of what functions of the runtime return. */
final class KeepingSource {
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
        return Octets.since(plan.peers().get(peer).type());
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
        ordinal("place", o -> o.place().effect());
        ordinal("placedCount", o -> o.place().count());
        ordinal("placedBegin", o -> o.place().begin());
        ordinal("placedSkip", o -> o.place().skip());
        ordinal("deliver", o -> o.deliver().effect());
        ordinal("deliveredCount", o -> o.deliver().count());
        ordinal("acknowledge", o -> o.acknowledge().effect());
        ordinal("acknowledgedCount", o -> o.acknowledge().count());
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

    private void byPeer(String name, Class<?> returns, java.util.function.IntFunction<CodeBlock> value) {
        methods.add(Tables.by(name, returns, "peer", plan.peers().size(), value));
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
