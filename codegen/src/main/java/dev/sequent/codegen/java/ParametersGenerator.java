package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.Assumption;
import dev.sequent.codegen.form.CoreForm;
import dev.sequent.codegen.form.Parameter;
import dev.sequent.runtime.Parameters;
import java.util.List;
import java.util.Map;

/** The class of a protocol's parameters: public fields that start at the defaults. */
final class ParametersGenerator {
    private final ProtocolNames names;
    private final CoreForm model;

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
                        Docs.provenance(model));
        Constants.strings(
                type, "NAMES", model.parameters().stream().map(Parameter::name).toList());
        model.parameters().forEach(p -> type.addField(field(p)));
        type.addMethod(of());
        type.addMethod(Constants.override("count", int.class)
                .addStatement("return $L", model.parameters().size())
                .build());
        type.addMethod(get()).addMethod(set()).addMethod(broken()).addMethod(copy());
        return type.build();
    }

    private FieldSpec field(Parameter p) {
        return FieldSpec.builder(Shapes.type(p.field().shape()), names.param(p), PUBLIC)
                .initializer(Shapes.constant(p.field().shape(), p.initial()))
                .addJavadoc(Docs.of(p.doc()))
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
                .beginControlFlow(
                        "for (int i = 0; i < $L; i++)", model.parameters().size())
                .addStatement("copy.set(i, parameters.get(i))")
                .endControlFlow()
                .addStatement("return copy")
                .build();
    }

    private MethodSpec get() {
        MethodSpec.Builder m = Constants.override("get", long.class).addParameter(int.class, "parameter");
        m.beginControlFlow("switch (parameter)");
        var values = new Values(Sight.outside(names, Map.of()));
        model.parameters().forEach(p -> m.addStatement("case $L: return $L", p.index(), values.block(p.outward())));
        m.addStatement("default: throw $T.none($S, parameter)", Values.CHECKS, "parameters");
        return m.endControlFlow().build();
    }

    private MethodSpec set() {
        MethodSpec.Builder m = Constants.override("set", void.class)
                .addParameter(int.class, "parameter")
                .addParameter(long.class, "value");
        m.beginControlFlow("switch (parameter)");
        var values = new Values(Sight.outside(names, Map.of()).with(List.of("value")));
        for (Parameter p : model.parameters()) {
            m.addCode("case $L:\n$>", p.index())
                    .addStatement("this.$L = $L", names.param(p), values.block(p.inward()))
                    .addStatement("break")
                    .addCode("$<");
        }
        m.addStatement("default: throw $T.none($S, parameter)", Values.CHECKS, "parameters");
        return m.endControlFlow().build();
    }

    private MethodSpec broken() {
        MethodSpec.Builder m = Constants.override("broken", String.class);
        var values = new Values(Sight.outside(names, Map.of()));
        for (Assumption a : model.assumptions()) {
            m.beginControlFlow("if (!($L))", values.block(a.condition()))
                    .addStatement("return $L", told(a))
                    .endControlFlow();
        }
        return m.addStatement("return $S", "").build();
    }

    /**
     * What the parameters are that it is about, and that they break it; what {@code +} would compile to is not for the
     * core.
     */
    private static CodeBlock told(Assumption assumption) {
        var text = CodeBlock.builder().add("$S", "");
        String before = "";
        for (Assumption.Related r : assumption.related()) {
            text.add(".concat($S).concat($T.valueOf(get($L)))", before + r.name() + " = ", String.class, r.parameter());
            before = r.unit() + ", ";
        }
        String last = assumption.related().getLast().unit() + " breaks the assumption " + assumption.text();
        return text.add(".concat($S)", last).build();
    }

    private MethodSpec copy() {
        MethodSpec.Builder m = MethodSpec.methodBuilder("copy")
                .addModifiers(PUBLIC)
                .addAnnotation(Override.class)
                .returns(names.parameters())
                .addStatement("$1T copy = new $1T()", names.parameters());
        model.parameters().forEach(p -> m.addStatement("copy.$1L = this.$1L", names.param(p)));
        return m.addStatement("return copy").build();
    }
}
