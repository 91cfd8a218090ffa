package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Message;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.Type;
import java.util.List;

/** The class of a message type: public fields, and the generic view of them. */
final class MessageGenerator {
    private final ProtocolNames protocol;
    private final MessageNames names;
    private final MessageType model;
    private final Points points;
    private final Markers markers;

    MessageGenerator(ProtocolNames protocol, MessageNames names, Points points, Markers markers) {
        this.protocol = protocol;
        this.names = names;
        this.model = names.model();
        this.points = points;
        this.markers = markers;
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.type())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(Message.class)
                .addJavadoc("$L", documentation());
        MachineGenerator.ordinal(type, "KIND", model.kind(), "");
        MachineGenerator.strings(
                type, "FIELDS", model.fields().stream().map(Field::name).toList());
        for (Field field : model.fields()) {
            for (int i = 0; i < field.bits().size(); i++) {
                String bit = field.bits().get(i);
                mask(type, field, names.bit(field, bit), 1L << field.bits().size() - 1 - i);
            }
        }
        for (Field field : model.fields()) {
            type.addField(FieldSpec.builder(JavaType.of(field).typeName(), names.field(field), PUBLIC)
                    .addJavadoc(Docs.of(field.name(), field.doc(), List.of()))
                    .build());
            if (field.optional()) {
                type.addField(boolean.class, names.presence(field), PUBLIC);
            }
        }
        model.derived().forEach(d -> type.addMethod(derived(d)));
        type.addMethod(
                MachineState.override("kind", int.class).addStatement("return KIND").build());
        type.addMethod(get()).addMethod(set()).addMethod(present()).addMethod(clear());
        type.addMethod(copyFrom()).addMethod(copy()).addMethod(encode()).addMethod(decode());
        type.addMethod(equality()).addMethod(hash());
        return type.build();
    }

    private static void mask(TypeSpec.Builder type, Field field, String name, long mask) {
        boolean wide = JavaType.of(field) == JavaType.LONG;
        type.addField(FieldSpec.builder(JavaType.of(field).typeName(), name, PUBLIC, STATIC, FINAL)
                .initializer(wide ? "$LL" : "$L", mask)
                .build());
    }

    private String documentation() {
        return Docs.of("Message " + model.name(), model.doc(), model.citations()) + "\n\n<p>"
                + CoreGenerator.provenance(protocol.model());
    }

    private MethodSpec derived(MessageType.Derived d) {
        var where = protocol.model().name() + ": " + model.prefix() + "." + d.name();
        var expressions = new Expressions(Scope.message(
                protocol, names, points.ofCondition(d.span(), where, model.citations())));
        return MethodSpec.methodBuilder(names.derived(d))
                .addModifiers(PUBLIC)
                .returns(JavaType.of(d.type()).typeName())
                .addJavadoc(Docs.of(d.name(), d.doc(), List.of()))
                .addStatement(
                        markers.mark(d.span()) + "return $L",
                        expressions
                                .stored(d.value(), d.type(), model.prefix() + "." + d.name())
                                .block())
                .build();
    }

    // ------------------------------------------------------------ generic access

    private String field(Field field) {
        return "this." + names.field(field);
    }

    private String presence(Field field) {
        return "this." + names.presence(field);
    }

    private MethodSpec get() {
        MethodSpec.Builder m = MachineState.override("get", long.class).addParameter(int.class, "field");
        m.beginControlFlow("switch (field)");
        for (Field f : model.fields()) {
            m.addStatement(
                    "case $L: return $L",
                    f.index(),
                    Expressions.generic(Code.primary("$L", field(f)), f.type())
                            .block());
        }
        m.addStatement("default: throw $T.none($S, field)", Expressions.CHECKS, "fields");
        return m.endControlFlow().build();
    }

    private MethodSpec set() {
        MethodSpec.Builder m = MachineState.override("set", void.class)
                .addParameter(int.class, "field")
                .addParameter(long.class, "value");
        m.beginControlFlow("switch (field)");
        for (Field f : model.fields()) {
            m.addCode("case $L:\n$>", f.index());
            m.addStatement("$L = $L", field(f), checked(f));
            if (f.optional()) {
                m.addStatement("$L = true", presence(f));
            }
            m.addStatement("break").addCode("$<");
        }
        m.addStatement("default: throw $T.none($S, field)", Expressions.CHECKS, "fields");
        return m.endControlFlow().build();
    }

    private CodeBlock checked(Field f) {
        Type type = JavaType.plain(f.type());
        String place = model.prefix() + "." + f.name() + ": " + type.name();
        return switch (type) {
            case Type.Bool t -> CodeBlock.of("$T.truth(-1, value, $S)", Expressions.CHECKS, place);
            case Type.Seq t -> CodeBlock.of("$T.sequence(-1, value, $S)", Expressions.CHECKS, place);
            default ->
                JavaType.max(type) == Long.MAX_VALUE && !JavaType.limited(type)
                        ? CodeBlock.of("value")
                        : CodeBlock.of(
                                "$L$T.range(-1, value, $LL, $S)",
                                JavaType.of(f) == JavaType.INT ? "(int) " : "",
                                Expressions.CHECKS,
                                JavaType.max(type),
                                place);
        };
    }

    private MethodSpec present() {
        MethodSpec.Builder m = MachineState.override("present", boolean.class).addParameter(int.class, "field");
        m.beginControlFlow("switch (field)");
        for (Field f : model.fields()) {
            if (f.optional()) {
                m.addStatement("case $L: return $L", f.index(), presence(f));
            }
        }
        m.addStatement("default: return true");
        return m.endControlFlow().build();
    }

    private MethodSpec clear() {
        MethodSpec.Builder m = MachineState.override("clear", void.class);
        for (Field f : model.fields()) {
            m.addStatement("$L = $L", field(f), JavaType.of(f).zero());
            if (f.optional()) {
                m.addStatement("$L = false", presence(f));
            }
        }
        return m.build();
    }

    // ------------------------------------------------------------ copies

    private MethodSpec copyFrom() {
        MethodSpec.Builder m = MachineState.override("copyFrom", void.class).addParameter(Message.class, "other");
        m.beginControlFlow("if (other instanceof $T)", names.type()).addStatement("$1T that = ($1T) other", names.type());
        for (Field f : model.fields()) {
            m.addStatement("this.$1L = that.$1L", names.field(f));
            if (f.optional()) {
                m.addStatement("this.$1L = that.$1L", names.presence(f));
            }
        }
        m.addStatement("return").endControlFlow();
        m.beginControlFlow("if (other.kind() != KIND)")
                .addStatement("throw $T.none($S, other.kind())", Expressions.CHECKS, "messages of this kind")
                .endControlFlow();
        m.addStatement("clear()");
        m.beginControlFlow("for (int field = 0; field < $L; field++)", model.fields().size())
                .beginControlFlow("if (other.present(field))")
                .addStatement("set(field, other.get(field))")
                .endControlFlow()
                .endControlFlow();
        return m.build();
    }

    private MethodSpec copy() {
        return MethodSpec.methodBuilder("copy")
                .addModifiers(PUBLIC)
                .addAnnotation(Override.class)
                .returns(names.type())
                .addStatement("$1T copy = new $1T()", names.type())
                .addStatement("copy.copyFrom(this)")
                .addStatement("return copy")
                .build();
    }

    private MethodSpec encode() {
        MethodSpec.Builder m = MachineState.override("encode", void.class).addParameter(BitWriter.class, "out");
        model.fields().forEach(f -> Encoding.encode(m, field(f), presence(f), f.type()));
        return m.build();
    }

    private MethodSpec decode() {
        MethodSpec.Builder m = MachineState.override("decode", void.class).addParameter(BitReader.class, "in");
        model.fields().forEach(f -> Encoding.decode(m, field(f), presence(f), f.type(), JavaType.of(f)));
        return m.build();
    }

    private MethodSpec equality() {
        MethodSpec.Builder m = MachineState.override("equals", boolean.class).addParameter(Object.class, "other");
        m.beginControlFlow("if (!(other instanceof $T))", names.type())
                .addStatement("return false")
                .endControlFlow();
        m.addStatement("$1T that = ($1T) other", names.type());
        CodeBlock.Builder same = CodeBlock.builder().add("return true");
        for (Field f : model.fields()) {
            same.add("\n&& this.$1L == that.$1L", names.field(f));
            if (f.optional()) {
                same.add(" && this.$1L == that.$1L", names.presence(f));
            }
        }
        return m.addStatement(same.build()).build();
    }

    private MethodSpec hash() {
        MethodSpec.Builder m = MachineState.override("hashCode", int.class);
        m.addStatement("int hash = KIND");
        for (Field f : model.fields()) {
            if (JavaType.of(f) == JavaType.of(f.type())) {
                Encoding.hash(m, field(f), presence(f), f.type());
            } else {
                m.addStatement("hash = hash * 31 + $L", field(f));
            }
        }
        return m.addStatement("return hash").build();
    }
}
