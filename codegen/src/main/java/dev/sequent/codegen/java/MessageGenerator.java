package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Storage;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import java.util.List;

/** The class of a message type: public fields, and the generic view of them. */
final class MessageGenerator {
    private final ProtocolNames protocol;
    private final MessageNames names;
    private final MessageForm model;
    private final List<Storage.Scalar> cells;
    private final Markers markers;

    MessageGenerator(ProtocolNames protocol, MessageNames names, Markers markers) {
        this.protocol = protocol;
        this.names = names;
        this.model = names.message();
        this.cells = model.fields().stream().map(MessageForm.Content::cell).toList();
        this.markers = markers;
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.type())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(dev.sequent.runtime.Message.class)
                .addJavadoc("$L", Docs.of(model.doc()) + "\n\n<p>" + Docs.provenance(protocol.model()));
        Constants.ordinal(type, "KIND", model.kind(), "");
        Constants.strings(
                type, "FIELDS", cells.stream().map(Storage.Scalar::name).toList());
        cells.forEach(c -> c.masks()
                .forEach(mask -> type.addField(FieldSpec.builder(
                                Shapes.type(c.value().shape()),
                                names.bit(c.value(), mask.name()),
                                PUBLIC,
                                STATIC,
                                FINAL)
                        .initializer(Shapes.constant(c.value().shape(), mask.mask()))
                        .build())));
        for (Storage.Scalar cell : cells) {
            type.addField(FieldSpec.builder(Shapes.type(cell.value().shape()), names.field(cell.value()), PUBLIC)
                    .addJavadoc(Docs.of(cell.doc()))
                    .build());
            cell.presence().ifPresent(p -> type.addField(boolean.class, names.field(p), PUBLIC));
        }
        model.derived().forEach(d -> type.addMethod(derived(d)));
        type.addMethod(Constants.override("kind", int.class)
                .addStatement("return KIND")
                .build());
        type.addMethod(dataLength()).addMethod(dataSequence());
        type.addMethod(get()).addMethod(set()).addMethod(present()).addMethod(clear());
        type.addMethod(copyFrom()).addMethod(copy()).addMethod(encode()).addMethod(decode());
        type.addMethod(equality()).addMethod(hash());
        return type.build();
    }

    private MethodSpec derived(MessageForm.Derived d) {
        var values = new Values(Sight.message(protocol, names, ""));
        return MethodSpec.methodBuilder(names.derived(d.index()))
                .addModifiers(PUBLIC)
                .returns(Shapes.type(d.shape()))
                .addJavadoc(Docs.of(d.doc()))
                .addStatement(markers.mark(d.span()) + "return $L", values.block(d.value()))
                .build();
    }

    // ------------------------------------------------------------ generic access

    private String field(Storage.Scalar cell) {
        return "this." + names.field(cell.value());
    }

    private String presence(Storage.Scalar cell) {
        return "this." + names.presence(cell);
    }

    private MethodSpec get() {
        MethodSpec.Builder m = Constants.override("get", long.class).addParameter(int.class, "field");
        m.beginControlFlow("switch (field)");
        var values = new Values(Sight.message(protocol, names, "this."));
        model.fields().forEach(f -> m.addStatement("case $L: return $L", f.index(), values.block(f.outward())));
        m.addStatement("default: throw $T.none($S, field)", Values.CHECKS, "fields");
        return m.endControlFlow().build();
    }

    private MethodSpec dataLength() {
        return Constants.override("dataLength", long.class)
                .addStatement(
                        "return $L",
                        model.dataLength()
                                .map(c -> CodeBlock.of("this.$L", names.field(c.value())))
                                .orElse(CodeBlock.of("0")))
                .build();
    }

    private MethodSpec dataSequence() {
        var values = new Values(Sight.message(protocol, names, "this."));
        return Constants.override("dataSequence", int.class)
                .addStatement(
                        "return $L", model.dataSequence().map(values::block).orElse(CodeBlock.of("0")))
                .build();
    }

    private MethodSpec set() {
        MethodSpec.Builder m = Constants.override("set", void.class)
                .addParameter(int.class, "field")
                .addParameter(long.class, "value");
        m.beginControlFlow("switch (field)");
        var values = new Values(Sight.message(protocol, names, "this.", "value"));
        for (MessageForm.Content f : model.fields()) {
            m.addCode("case $L:\n$>", f.index());
            m.addStatement("$L = $L", field(f.cell()), values.block(f.inward()));
            if (f.cell().presence().isPresent()) {
                m.addStatement("$L = true", presence(f.cell()));
            }
            m.addStatement("break").addCode("$<");
        }
        m.addStatement("default: throw $T.none($S, field)", Values.CHECKS, "fields");
        return m.endControlFlow().build();
    }

    private MethodSpec present() {
        MethodSpec.Builder m = Constants.override("present", boolean.class).addParameter(int.class, "field");
        m.beginControlFlow("switch (field)");
        for (MessageForm.Content f : model.fields()) {
            if (f.cell().presence().isPresent()) {
                m.addStatement("case $L: return $L", f.index(), presence(f.cell()));
            }
        }
        m.addStatement("default: return true");
        return m.endControlFlow().build();
    }

    private MethodSpec clear() {
        MethodSpec.Builder m = Constants.override("clear", void.class);
        for (Storage.Scalar c : cells) {
            m.addStatement("$L = $L", field(c), Shapes.zero(c.value().shape()));
            if (c.presence().isPresent()) {
                m.addStatement("$L = false", presence(c));
            }
        }
        return m.build();
    }

    // ------------------------------------------------------------ copies

    private MethodSpec copyFrom() {
        MethodSpec.Builder m =
                Constants.override("copyFrom", void.class).addParameter(dev.sequent.runtime.Message.class, "other");
        m.beginControlFlow("if (other instanceof $T)", names.type())
                .addStatement("$1T that = ($1T) other", names.type());
        for (Storage.Scalar c : cells) {
            m.addStatement("this.$1L = that.$1L", names.field(c.value()));
            if (c.presence().isPresent()) {
                m.addStatement("this.$1L = that.$1L", names.presence(c));
            }
        }
        m.addStatement("return").endControlFlow();
        m.beginControlFlow("if (other.kind() != KIND)")
                .addStatement("throw $T.none($S, other.kind())", Values.CHECKS, "messages of this kind")
                .endControlFlow();
        m.addStatement("clear()");
        m.beginControlFlow(
                        "for (int field = 0; field < $L; field++)",
                        model.fields().size())
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
        MethodSpec.Builder m = Constants.override("encode", void.class).addParameter(BitWriter.class, "out");
        cells.forEach(c -> Encoding.encode(m, field(c), presence(c), c));
        return m.build();
    }

    private MethodSpec decode() {
        MethodSpec.Builder m = Constants.override("decode", void.class).addParameter(BitReader.class, "in");
        cells.forEach(c -> Encoding.decode(m, field(c), presence(c), c));
        return m.build();
    }

    private MethodSpec equality() {
        MethodSpec.Builder m = Constants.override("equals", boolean.class).addParameter(Object.class, "other");
        m.beginControlFlow("if (!(other instanceof $T))", names.type())
                .addStatement("return false")
                .endControlFlow();
        m.addStatement("$1T that = ($1T) other", names.type());
        CodeBlock.Builder same = CodeBlock.builder().add("return true");
        for (Storage.Scalar c : cells) {
            same.add("\n&& this.$1L == that.$1L", names.field(c.value()));
            if (c.presence().isPresent()) {
                same.add(" && this.$1L == that.$1L", names.presence(c));
            }
        }
        return m.addStatement(same.build()).build();
    }

    private MethodSpec hash() {
        MethodSpec.Builder m = Constants.override("hashCode", int.class);
        m.addStatement("int hash = KIND");
        cells.forEach(c -> Encoding.hash(m, field(c), presence(c), c));
        return m.addStatement("return hash").build();
    }
}
