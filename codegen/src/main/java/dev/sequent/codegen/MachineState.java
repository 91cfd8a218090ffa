package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Trace;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The methods of a machine that look at its state as a whole, or put it back. */
final class MachineState {
    private final MachineNames plain;
    private final MachineNames names;
    private final MachineType model;

    MachineState(MachineNames names) {
        this.plain = names;
        this.names = names.qualified();
        this.model = names.model();
    }

    void addTo(TypeSpec.Builder type) {
        type.addMethod(deleteTcb());
        type.addMethod(rest());
        type.addMethod(method("at", void.class, PRIVATE)
                .addParameter(int.class, "point")
                .beginControlFlow("if (trace != $T.NONE)", Trace.class)
                .addStatement("trace.at(point)")
                .endControlFlow()
                .build());
        type.addMethod(override("trace", void.class)
                .addParameter(Trace.class, "trace")
                .addStatement("this.trace = trace")
                .build());
        type.addMethod(override("state", int.class).addStatement("return state").build());
        type.addMethod(running());
        type.addMethod(variable());
        type.addMethod(present());
        type.addMethod(ranges());
        type.addMethod(encode());
        type.addMethod(decode());
        type.addMethod(age());
        type.addMethod(equality());
        type.addMethod(hash());
    }

    static MethodSpec.Builder override(String name, Class<?> result) {
        return method(name, result, PUBLIC).addAnnotation(Override.class);
    }

    private static MethodSpec.Builder method(String name, Class<?> result, javax.lang.model.element.Modifier modifier) {
        return MethodSpec.methodBuilder(name).addModifiers(modifier).returns(result);
    }

    // ------------------------------------------------------------ putting back

    private MethodSpec deleteTcb() {
        MethodSpec.Builder m = method("deleteTcb", void.class, PRIVATE)
                .addJavadoc("Stops what runs, forgets everything, enters the initial state.");
        names.timerWords().map(word -> word * Long.SIZE).forEach(first -> m.beginControlFlow(
                        "for (int timer = $L; $L != 0; timer++)", first, MachineNames.timers(first))
                .beginControlFlow("if (($L >>> timer & 1L) != 0)", MachineNames.timers(first))
                .addStatement("$L &= ~(1L << timer)", MachineNames.timers(first))
                .addStatement("effects.stop(timer)")
                .endControlFlow()
                .endControlFlow());
        m.addStatement("state = $L", names.state(model.initial()));
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Ranges) {
                m.addStatement("$L.clear()", names.variable(v));
                continue;
            }
            m.addStatement("$L = $L", names.variable(v), MachineGenerator.initial(v));
            if (v.type() instanceof Type.Optional) {
                m.addStatement("$L = false", names.presence(v));
            }
        }
        for (MachineType.Table t : model.tables()) {
            m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", t.capacity());
            Tables.free(names, t, "slot").forEach(line -> m.addStatement("$L", line));
            m.endControlFlow();
        }
        return m.build();
    }

    private MethodSpec rest() {
        MethodSpec.Builder m = method("rest", void.class, PRIVATE)
                .addJavadoc("Forgets what belonged to the trigger: equal machines have equal memory.")
                .addStatement("now = 0L");
        MachineGenerator.scratch(names).forEach(s -> m.addStatement("$L = $L", s.name(), s.zero()));
        return m.build();
    }

    // ------------------------------------------------------------ looking

    private MethodSpec running() {
        MethodSpec.Builder m = override("running", boolean.class).addParameter(int.class, "timer");
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
        MethodSpec.Builder m = override("variable", long.class).addParameter(int.class, "variable");
        m.beginControlFlow("switch (variable)");
        for (MachineType.Variable v : model.variables()) {
            Code value = v.type() instanceof Type.Ranges
                    ? Code.primary("$L.count()", names.variable(v))
                    : Expressions.generic(Code.primary("$L", names.variable(v)), v.type());
            m.addStatement(
                    "case $L: return $L", names.constant("variable-ordinal", v.index()), value.block());
        }
        m.addStatement("default: throw $T.none($S, variable)", Expressions.CHECKS, "variables");
        return m.endControlFlow().build();
    }

    private MethodSpec present() {
        MethodSpec.Builder m = override("present", boolean.class).addParameter(int.class, "variable");
        m.beginControlFlow("switch (variable)");
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Optional) {
                m.addStatement(
                        "case $L: return $L", names.constant("variable-ordinal", v.index()), names.presence(v));
            }
        }
        m.addStatement("default: return true");
        return m.endControlFlow().build();
    }

    private MethodSpec ranges() {
        MethodSpec.Builder m = override("ranges", RangeSet.class).addParameter(int.class, "variable");
        m.beginControlFlow("switch (variable)");
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Ranges) {
                m.addStatement(
                        "case $L: return $L", names.constant("variable-ordinal", v.index()), names.variable(v));
            }
        }
        m.addStatement("default: throw $T.none($S, variable)", Expressions.CHECKS, "variables of type ranges");
        return m.endControlFlow().build();
    }

    // ------------------------------------------------------------ encoding

    private MethodSpec encode() {
        MethodSpec.Builder m = override("encode", void.class).addParameter(BitWriter.class, "out");
        int width = JavaType.widthOfChoice(model.states().size());
        if (width > 0) {
            m.addStatement("out.put(state, $L)", width);
        }
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Ranges) {
                m.addStatement("$L.encode(out)", names.variable(v));
            } else {
                Encoding.encode(m, names.variable(v), names.presence(v), v.type());
            }
        }
        timerBits((field, bits) -> m.addStatement("out.put($L, $L)", field, bits));
        for (MachineType.Table t : model.tables()) {
            m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", t.capacity());
            m.addStatement("out.put($L[slot])", names.used(t));
            for (MachineType.Table.Column c : t.columns()) {
                Encoding.encode(m, names.column(t, c) + "[slot]", names.presence(t, c) + "[slot]", c.type());
            }
            m.endControlFlow();
        }
        return m.build();
    }

    private MethodSpec decode() {
        MethodSpec.Builder m = override("decode", void.class).addParameter(BitReader.class, "in");
        int width = JavaType.widthOfChoice(model.states().size());
        if (width > 0) {
            m.addStatement("state = (int) in.get($L)", width);
        }
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Ranges) {
                m.addStatement("$L.decode(in)", names.variable(v));
            } else {
                Encoding.decode(m, names.variable(v), names.presence(v), v.type(), JavaType.of(v.type()));
            }
        }
        timerBits((field, bits) -> m.addStatement("$L = in.get($L)", field, bits));
        for (MachineType.Table t : model.tables()) {
            m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", t.capacity());
            m.addStatement("$L[slot] = in.getBoolean()", names.used(t));
            for (MachineType.Table.Column c : t.columns()) {
                Encoding.decode(
                        m,
                        names.column(t, c) + "[slot]",
                        names.presence(t, c) + "[slot]",
                        c.type(),
                        JavaType.of(c.type()));
            }
            m.endControlFlow();
        }
        return m.build();
    }

    /** Each field that says which timers run, with how many bits of it count. */
    private void timerBits(BiConsumer<String, Integer> each) {
        int timers = model.timers().size();
        for (int first = 0; first < timers; first += Long.SIZE) {
            each.accept(MachineNames.timers(first), Math.min(Long.SIZE, timers - first));
        }
    }

    private MethodSpec age() {
        MethodSpec.Builder m = override("age", void.class)
                .addParameter(long.class, "elapsed")
                .addParameter(long.class, "horizon");
        for (MachineType.Variable v : model.variables()) {
            age(m, names.variable(v), names.presence(v), v.type());
        }
        for (MachineType.Table t : model.tables()) {
            if (t.columns().stream().noneMatch(c -> isTime(c.type()))) {
                continue;
            }
            m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", t.capacity());
            for (MachineType.Table.Column c : t.columns()) {
                if (isTime(c.type())) {
                    age(m, names.column(t, c) + "[slot]", present(t, c) + "[slot]");
                }
            }
            m.endControlFlow();
        }
        return m.build();
    }

    private static void age(MethodSpec.Builder m, String place, String presence, Type type) {
        if (type instanceof Type.Optional optional && optional.of() instanceof Type.Time) {
            age(m, place, presence);
        } else if (type instanceof Type.Time) {
            m.addStatement("$1L = $2T.aged($1L, elapsed, horizon)", place, Expressions.TIMES);
        }
    }

    private static void age(MethodSpec.Builder m, String place, String condition) {
        m.beginControlFlow("if ($L)", condition)
                .addStatement("$1L = $2T.aged($1L, elapsed, horizon)", place, Expressions.TIMES)
                .endControlFlow();
    }

    /** A point in time, or perhaps one. */
    private static boolean isTime(Type type) {
        return JavaType.plain(type) instanceof Type.Time;
    }

    /** The array that says in which slots a column has a value. */
    private String present(MachineType.Table table, MachineType.Table.Column column) {
        return column.type() instanceof Type.Optional ? names.presence(table, column) : names.used(table);
    }

    // ------------------------------------------------------------ equality

    private MethodSpec equality() {
        MethodSpec.Builder m = override("equals", boolean.class)
                .addJavadoc("Equal in state, variables, running timers and tables.")
                .addParameter(Object.class, "other");
        m.beginControlFlow("if (!(other instanceof $T))", names.type())
                .addStatement("return false")
                .endControlFlow();
        m.addStatement("$1T that = ($1T) other", names.type());
        for (MachineType.Table t : model.tables()) {
            m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", t.capacity());
            CodeBlock.Builder same = CodeBlock.builder().add("this.$1L[slot] == that.$1L[slot]", plain.used(t));
            for (MachineType.Table.Column c : t.columns()) {
                same.add(" && this.$1L[slot] == that.$1L[slot]", plain.column(t, c));
                if (c.type() instanceof Type.Optional) {
                    same.add(" && this.$1L[slot] == that.$1L[slot]", plain.presence(t, c));
                }
            }
            m.beginControlFlow("if (!($L))", same.build())
                    .addStatement("return false")
                    .endControlFlow();
            m.endControlFlow();
        }
        CodeBlock.Builder same = CodeBlock.builder().add("return state == that.state");
        names.timerWords()
                .mapToObj(word -> MachineNames.timers(word * Long.SIZE))
                .forEach(field -> same.add(" && $1L == that.$1L", field));
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Ranges) {
                same.add("\n&& this.$1L.equals(that.$1L)", plain.variable(v));
                continue;
            }
            same.add("\n&& this.$1L == that.$1L", plain.variable(v));
            if (v.type() instanceof Type.Optional) {
                same.add(" && this.$1L == that.$1L", plain.presence(v));
            }
        }
        return m.addStatement(same.build()).build();
    }

    private MethodSpec hash() {
        MethodSpec.Builder m = override("hashCode", int.class);
        m.addStatement("int hash = state");
        for (MachineType.Variable v : model.variables()) {
            if (v.type() instanceof Type.Ranges) {
                m.addStatement("hash = hash * 31 + $L.hashCode()", names.variable(v));
            } else {
                Encoding.hash(m, names.variable(v), names.presence(v), v.type());
            }
        }
        names.timerWords()
                .mapToObj(word -> MachineNames.timers(word * Long.SIZE))
                .forEach(field -> m.addStatement("hash = hash * 31 + (int) ($1L ^ $1L >>> 32)", field));
        for (MachineType.Table t : model.tables()) {
            m.beginControlFlow("for (int slot = 0; slot < $L; slot++)", t.capacity());
            m.addStatement("hash = hash * 31 + ($L[slot] ? 1 : 0)", names.used(t));
            for (MachineType.Table.Column c : t.columns()) {
                Encoding.hash(m, names.column(t, c) + "[slot]", names.presence(t, c) + "[slot]", c.type());
            }
            m.endControlFlow();
        }
        return m.addStatement("return hash").build();
    }
}
