package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.TableForm;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Trace;
import java.util.Comparator;
import java.util.function.BiConsumer;

/** The methods of a machine that read or restore its state as a whole. */
final class MachineState {
    private final MachineNames plain;
    private final MachineNames names;
    private final MachineForm model;

    MachineState(MachineNames names) {
        this.plain = names;
        this.names = names.qualified();
        this.model = names.model();
    }

    void addTo(TypeSpec.Builder type) {
        type.addMethod(deleteTcb());
        type.addMethod(rest());
        type.addMethod(method("at")
                .addParameter(int.class, "point")
                .beginControlFlow("if (trace != $T.NONE)", Trace.class)
                .addStatement("trace.at(point)")
                .endControlFlow()
                .build());
        type.addMethod(Constants.override("trace", void.class)
                .addParameter(Trace.class, "trace")
                .addStatement("this.trace = trace")
                .build());
        type.addMethod(Constants.override("state", int.class)
                .addStatement("return state")
                .build());
        type.addMethod(running());
        type.addMethod(variable());
        type.addMethod(present());
        type.addMethod(ranges());
        type.addMethod(observed());
        type.addMethod(encode());
        type.addMethod(decode());
        type.addMethod(age());
        type.addMethod(equality());
        type.addMethod(hash());
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(PRIVATE).returns(void.class);
    }

    // ------------------------------------------------------------ putting back

    private MethodSpec deleteTcb() {
        MethodSpec.Builder m =
                method("deleteTcb").addJavadoc("Stops what runs, forgets everything, enters the initial state.");
        names.timerWords()
                .map(word -> word * Long.SIZE)
                .forEach(first -> m.beginControlFlow(
                                "for (int timer = $L; $L != 0; timer++)", first, MachineNames.timers(first))
                        .beginControlFlow("if (($L >>> timer & 1L) != 0)", MachineNames.timers(first))
                        .addStatement("$L &= ~(1L << timer)", MachineNames.timers(first))
                        .addStatement("world.stop(timer)")
                        .endControlFlow()
                        .endControlFlow());
        m.addStatement("state = $L", names.state(model.initial()));
        for (MachineForm.Content v : model.variables()) {
            switch (v.cell()) {
                case Storage.Ranges r -> m.addStatement("$L.clear()", names.ranges(r));
                case Storage.Scalar c -> {
                    m.addStatement(
                            "$L = $L",
                            names.variable(c.value()),
                            Shapes.constant(c.value().shape(), c.initial()));
                    c.presence().ifPresent(p -> m.addStatement("$L = false", names.variable(p)));
                }
            }
        }
        for (TableForm t : model.tables()) {
            slots(m, t, () -> {
                m.addStatement("$L[slot] = false", names.used(t));
                t.columns().stream()
                        .flatMap(c -> c.fields().stream())
                        .forEach(f -> m.addStatement("$L[slot] = $L", names.column(t, f), Shapes.zero(f.shape())));
            });
        }
        return m.build();
    }

    private static void slots(MethodSpec.Builder m, TableForm table, Runnable inside) {
        m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", table.capacity());
        inside.run();
        m.endControlFlow();
    }

    private MethodSpec rest() {
        MethodSpec.Builder m = method("rest")
                .addJavadoc("Forgets what belonged to the trigger: equal machines have equal memory.")
                .addStatement("now = 0L");
        model.handlers()
                .forEach(h -> h.scratch()
                        .forEach(f -> m.addStatement("$L = $L", names.scratch(h.index(), f), Shapes.zero(f.shape()))));
        return m.build();
    }

    // ------------------------------------------------------------ looking

    private MethodSpec running() {
        MethodSpec.Builder m = Constants.override("running", boolean.class).addParameter(int.class, "timer");
        names.timerWords()
                .boxed()
                .sorted(Comparator.reverseOrder())
                .filter(word -> word > 0)
                .map(word -> word * Long.SIZE)
                .forEach(first -> m.beginControlFlow("if (timer >= $L)", first)
                        .addStatement("return ($L >>> timer & 1L) != 0", MachineNames.timers(first))
                        .endControlFlow());
        return m.addStatement("return (timers >>> timer & 1L) != 0").build();
    }

    private MethodSpec variable() {
        MethodSpec.Builder m = Constants.override("variable", long.class).addParameter(int.class, "variable");
        m.beginControlFlow("switch (variable)");
        var values = new Values(Sight.inside(plain, "this.", VariableNames.none()));
        each((ordinal, v) -> m.addStatement("case $L: return $L", ordinal, values.block(v.outward())));
        m.addStatement("default: throw $T.none($S, variable)", Values.CHECKS, "variables");
        return m.endControlFlow().build();
    }

    /** Each variable with the constant of its ordinal. */
    private void each(BiConsumer<String, MachineForm.Content> todo) {
        for (int i = 0; i < model.variables().size(); i++) {
            todo.accept(names.constant("variable-ordinal", i), model.variables().get(i));
        }
    }

    private MethodSpec present() {
        MethodSpec.Builder m = Constants.override("present", boolean.class).addParameter(int.class, "variable");
        m.beginControlFlow("switch (variable)");
        each((ordinal, v) -> {
            if (v.cell() instanceof Storage.Scalar c) {
                c.presence().ifPresent(p -> m.addStatement("case $L: return $L", ordinal, names.variable(p)));
            }
        });
        m.addStatement("default: return true");
        return m.endControlFlow().build();
    }

    private MethodSpec ranges() {
        MethodSpec.Builder m = Constants.override("ranges", RangeSet.class).addParameter(int.class, "variable");
        m.beginControlFlow("switch (variable)");
        each((ordinal, v) -> {
            if (v.cell() instanceof Storage.Ranges r) {
                m.addStatement("case $L: return $L", ordinal, names.ranges(r));
            }
        });
        m.addStatement("default: throw $T.none($S, variable)", Values.CHECKS, "variables of type ranges");
        return m.endControlFlow().build();
    }

    private MethodSpec observed() {
        MethodSpec.Builder m = Constants.override("observed", long.class).addParameter(int.class, "observable");
        m.beginControlFlow("switch (observable)");
        var values = new Values(Sight.inside(plain, "this.", VariableNames.none()));
        for (int i = 0; i < model.observables().size(); i++) {
            m.addStatement(
                    "case $L: return $L",
                    i,
                    values.block(model.observables().get(i).outward()));
        }
        m.addStatement("default: throw $T.none($S, observable)", Values.CHECKS, "observables");
        return m.endControlFlow().build();
    }

    // ------------------------------------------------------------ encoding

    private MethodSpec encode() {
        MethodSpec.Builder m = Constants.override("encode", void.class).addParameter(BitWriter.class, "out");
        if (model.stateBits() > 0) {
            m.addStatement("out.put(state, $L)", model.stateBits());
        }
        for (MachineForm.Content v : model.variables()) {
            switch (v.cell()) {
                case Storage.Ranges r -> m.addStatement("$L.encode(out)", names.ranges(r));
                case Storage.Scalar c -> Encoding.encode(m, names.variable(c.value()), names.presence(c), c);
            }
        }
        timerBits((field, bits) -> m.addStatement("out.put($L, $L)", field, bits));
        for (TableForm t : model.tables()) {
            slots(m, t, () -> {
                m.addStatement("out.put($L[slot])", names.used(t));
                t.columns().forEach(c -> Encoding.encode(m, column(t, c), presence(t, c), c));
            });
        }
        return m.build();
    }

    private MethodSpec decode() {
        MethodSpec.Builder m = Constants.override("decode", void.class).addParameter(BitReader.class, "in");
        if (model.stateBits() > 0) {
            m.addStatement("state = (int) in.get($L)", model.stateBits());
        }
        for (MachineForm.Content v : model.variables()) {
            switch (v.cell()) {
                case Storage.Ranges r -> m.addStatement("$L.decode(in)", names.ranges(r));
                case Storage.Scalar c -> Encoding.decode(m, names.variable(c.value()), names.presence(c), c);
            }
        }
        timerBits((field, bits) -> m.addStatement("$L = in.get($L)", field, bits));
        for (TableForm t : model.tables()) {
            slots(m, t, () -> {
                m.addStatement("$L[slot] = in.getBoolean()", names.used(t));
                t.columns().forEach(c -> Encoding.decode(m, column(t, c), presence(t, c), c));
            });
        }
        return m.build();
    }

    private String column(TableForm table, Storage.Scalar column) {
        return names.column(table, column.value()) + "[slot]";
    }

    /** Meaningless for a column that always has a value. */
    private String presence(TableForm table, Storage.Scalar column) {
        return column.presence().map(p -> names.column(table, p) + "[slot]").orElse("");
    }

    /** Each field that says which timers run, with how many bits of it count. */
    private void timerBits(BiConsumer<String, Integer> each) {
        int timers = model.timers().size();
        for (int first = 0; first < timers; first += Long.SIZE) {
            each.accept(MachineNames.timers(first), Math.min(Long.SIZE, timers - first));
        }
    }

    private MethodSpec age() {
        MethodSpec.Builder m = Constants.override("age", void.class)
                .addParameter(long.class, "elapsed")
                .addParameter(long.class, "horizon");
        for (MachineForm.Content v : model.variables()) {
            if (v.cell() instanceof Storage.Scalar c && c.time()) {
                age(m, names.variable(c.value()), names.presence(c));
            }
        }
        for (TableForm t : model.tables()) {
            if (t.ages()) {
                slots(
                        m,
                        t,
                        () -> t.columns().stream()
                                .filter(Storage.Scalar::time)
                                .forEach(c -> age(
                                        m,
                                        column(t, c),
                                        c.presence().isPresent() ? presence(t, c) : names.used(t) + "[slot]")));
            }
        }
        return m.build();
    }

    /** @param condition empty when there is none */
    private static void age(MethodSpec.Builder m, String place, String condition) {
        if (!condition.isEmpty()) {
            m.beginControlFlow("if ($L)", condition);
        }
        m.addStatement("$1L = $2T.aged($1L, elapsed, horizon)", place, Values.TIMES);
        if (!condition.isEmpty()) {
            m.endControlFlow();
        }
    }

    // ------------------------------------------------------------ equality

    private MethodSpec equality() {
        MethodSpec.Builder m = Constants.override("equals", boolean.class)
                .addJavadoc("Equal in state, variables, running timers and tables.")
                .addParameter(Object.class, "other");
        m.beginControlFlow("if (!(other instanceof $T))", names.type())
                .addStatement("return false")
                .endControlFlow();
        m.addStatement("$1T that = ($1T) other", names.type());
        for (TableForm t : model.tables()) {
            slots(m, t, () -> {
                CodeBlock.Builder same = CodeBlock.builder().add("this.$1L[slot] == that.$1L[slot]", plain.used(t));
                t.columns().stream()
                        .flatMap(c -> c.fields().stream())
                        .forEach(f -> same.add(" && this.$1L[slot] == that.$1L[slot]", plain.column(t, f)));
                m.beginControlFlow("if (!($L))", same.build())
                        .addStatement("return false")
                        .endControlFlow();
            });
        }
        CodeBlock.Builder same = CodeBlock.builder().add("return state == that.state");
        names.timerWords()
                .mapToObj(word -> MachineNames.timers(word * Long.SIZE))
                .forEach(field -> same.add(" && $1L == that.$1L", field));
        for (MachineForm.Content v : model.variables()) {
            switch (v.cell()) {
                case Storage.Ranges r -> same.add("\n&& this.$1L.equals(that.$1L)", plain.ranges(r));
                case Storage.Scalar c -> {
                    same.add("\n&& this.$1L == that.$1L", plain.variable(c.value()));
                    c.presence().ifPresent(p -> same.add(" && this.$1L == that.$1L", plain.variable(p)));
                }
            }
        }
        return m.addStatement(same.build()).build();
    }

    private MethodSpec hash() {
        MethodSpec.Builder m = Constants.override("hashCode", int.class);
        m.addStatement("int hash = state");
        for (MachineForm.Content v : model.variables()) {
            switch (v.cell()) {
                case Storage.Ranges r -> m.addStatement("hash = hash * 31 + $L.hashCode()", names.ranges(r));
                case Storage.Scalar c -> Encoding.hash(m, names.variable(c.value()), names.presence(c), c);
            }
        }
        names.timerWords()
                .mapToObj(word -> MachineNames.timers(word * Long.SIZE))
                .forEach(field -> m.addStatement("hash = hash * 31 + (int) ($1L ^ $1L >>> 32)", field));
        for (TableForm t : model.tables()) {
            slots(m, t, () -> {
                m.addStatement("hash = hash * 31 + ($L[slot] ? 1 : 0)", names.used(t));
                t.columns().forEach(c -> Encoding.hash(m, column(t, c), presence(t, c), c));
            });
        }
        return m.addStatement("return hash").build();
    }
}
