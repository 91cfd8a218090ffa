package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.Parameters;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Param;

/** The class of a protocol's parameters: public fields that start at the defaults. */
final class ParametersGenerator {
    private final ProtocolNames names;
    private final Protocol model;

    ParametersGenerator(ProtocolNames names) {
        this.names = names;
        this.model = names.model();
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.parameters())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(Parameters.class)
                .addJavadoc(
                        "The parameters of one instance of $L; durations in nanoseconds.\n\n<p>$L",
                        Docs.text(model.name()),
                        CoreGenerator.provenance(model));
        MachineGenerator.strings(type, "NAMES", model.params().stream().map(Param::name).toList());
        model.params().forEach(p -> type.addField(field(p)));
        type.addMethod(of());
        type.addMethod(MachineState.override("count", int.class)
                .addStatement("return $L", model.params().size())
                .build());
        type.addMethod(get()).addMethod(set()).addMethod(copy());
        return type.build();
    }

    private FieldSpec field(Param p) {
        CodeBlock value = switch (JavaType.of(p.type())) {
            case BOOLEAN -> CodeBlock.of(p.defaultValue() != 0 ? "true" : "false");
            case INT -> CodeBlock.of("$L", (int) p.defaultValue());
            case LONG -> CodeBlock.of("$LL", p.defaultValue());
        };
        return FieldSpec.builder(JavaType.of(p.type()).typeName(), names.param(p), PUBLIC)
                .initializer(value)
                .addJavadoc(Docs.of(p.name(), p.doc(), p.citations()))
                .build();
    }

    /** Machines want this class itself; another implementation is copied. */
    private MethodSpec of() {
        return MethodSpec.methodBuilder("of")
                .addModifiers(PUBLIC, STATIC)
                .returns(names.parameters())
                .addParameter(Parameters.class, "parameters")
                .addJavadoc("These very parameters, or a copy when they are of another class.")
                .beginControlFlow("if (parameters instanceof $T)", names.parameters())
                .addStatement("return ($T) parameters", names.parameters())
                .endControlFlow()
                .addStatement("$1T copy = new $1T()", names.parameters())
                .beginControlFlow("for (int i = 0; i < $L; i++)", model.params().size())
                .addStatement("copy.set(i, parameters.get(i))")
                .endControlFlow()
                .addStatement("return copy")
                .build();
    }

    private MethodSpec get() {
        MethodSpec.Builder m = MachineState.override("get", long.class).addParameter(int.class, "parameter");
        m.beginControlFlow("switch (parameter)");
        for (Param p : model.params()) {
            m.addStatement(
                    "case $L: return $L",
                    p.index(),
                    Expressions.generic(Code.primary("this.$L", names.param(p)), p.type())
                            .block());
        }
        m.addStatement("default: throw $T.none($S, parameter)", Expressions.CHECKS, "parameters");
        return m.endControlFlow().build();
    }

    private MethodSpec set() {
        MethodSpec.Builder m = MachineState.override("set", void.class)
                .addParameter(int.class, "parameter")
                .addParameter(long.class, "value");
        m.beginControlFlow("switch (parameter)");
        for (Param p : model.params()) {
            String value = switch (JavaType.of(p.type())) {
                case BOOLEAN -> "value != 0";
                case INT -> "(int) value";
                case LONG -> "value";
            };
            m.addCode("case $L:\n$>", p.index())
                    .addStatement("this.$L = $L", names.param(p), value)
                    .addStatement("break")
                    .addCode("$<");
        }
        m.addStatement("default: throw $T.none($S, parameter)", Expressions.CHECKS, "parameters");
        return m.endControlFlow().build();
    }

    private MethodSpec copy() {
        MethodSpec.Builder m = MethodSpec.methodBuilder("copy")
                .addModifiers(PUBLIC)
                .addAnnotation(Override.class)
                .returns(names.parameters())
                .addStatement("$1T copy = new $1T()", names.parameters());
        model.params().forEach(p -> m.addStatement("copy.$1L = this.$1L", names.param(p)));
        return m.addStatement("return copy").build();
    }
}
