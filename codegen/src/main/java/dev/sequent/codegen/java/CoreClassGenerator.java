package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.Enumeration;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;

/** The class that leads to all others by ordinals, and contains the constants that belong to no machine. */
final class CoreClassGenerator {
    private final ProtocolNames names;
    private final dev.sequent.codegen.form.CoreForm model;

    CoreClassGenerator(ProtocolNames names) {
        this.names = names;
        this.model = names.model();
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.core())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(Core.class)
                .addJavadoc(
                        "The way into $L for tools that know it by ordinals.\n\n<p>$L",
                        Docs.text(model.title().isEmpty() ? model.name() : model.name() + " (" + model.title() + ")"),
                        Docs.provenance(model));
        type.addField(FieldSpec.builder(String.class, "NAME", PUBLIC, javax.lang.model.element.Modifier.STATIC, FINAL)
                .initializer("$S", model.name())
                .build());
        model.externs().forEach(e -> Constants.ordinal(type, names.extern(e), e));
        for (Enumeration e : model.enumerations()) {
            for (int i = 0; i < e.constants().size(); i++) {
                Constants.ordinal(type, names.enumConstant(e, i), i, "");
            }
        }
        Constants.names(type, "EXTERNS", model.externs());
        Constants.strings(
                type, "MACHINES", model.machines().stream().map(m -> m.name()).toList());
        Constants.strings(
                type, "MESSAGES", model.messages().stream().map(m -> m.name()).toList());
        type.addMethod(Constants.override("name", String.class)
                .addStatement("return NAME")
                .build());
        type.addMethod(Constants.override("parameters", Parameters.class)
                .addStatement("return new $T()", names.parameters())
                .build());
        type.addMethod(machine()).addMethod(message());
        type.addMethod(Constants.override("properties", Core.Properties.class)
                .addStatement("return new $T()", names.properties())
                .build());
        return type.build();
    }

    private MethodSpec machine() {
        MethodSpec.Builder m = Constants.override("machine", Machine.class)
                .addParameter(int.class, "machine")
                .addParameter(Parameters.class, "parameters")
                .addParameter(Effects.class, "effects");
        m.beginControlFlow("switch (machine)");
        for (var machine : model.machines()) {
            m.addStatement(
                    "case $L: return new $T($T.of(parameters), $T.of(effects))",
                    machine.index(),
                    names.machine(machine.index()).type(),
                    names.parameters(),
                    names.machine(machine.index()).world().type());
        }
        m.addStatement("default: throw $T.none($S, machine)", Values.CHECKS, "machines");
        return m.endControlFlow().build();
    }

    private MethodSpec message() {
        MethodSpec.Builder m = Constants.override("message", Message.class).addParameter(int.class, "kind");
        m.beginControlFlow("switch (kind)");
        for (var message : model.messages()) {
            m.addStatement(
                    "case $L: return new $T()",
                    message.kind(),
                    names.message(message).type());
        }
        m.addStatement("default: throw $T.none($S, kind)", Values.CHECKS, "messages");
        return m.endControlFlow().build();
    }
}
