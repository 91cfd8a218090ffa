package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;

/** The class that leads to all others by ordinals, and holds the constants that belong to no machine. */
final class CoreClassGenerator {
    private final ProtocolNames names;
    private final Protocol model;

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
                        CoreGenerator.provenance(model));
        type.addField(FieldSpec.builder(String.class, "NAME", PUBLIC, javax.lang.model.element.Modifier.STATIC, FINAL)
                .initializer("$S", model.name())
                .build());
        model.externs().forEach(e -> MachineGenerator.ordinal(type, names.extern(e), e.index(), e.doc()));
        for (Type.Enum e : model.enums()) {
            for (int i = 0; i < e.constants().size(); i++) {
                MachineGenerator.ordinal(type, names.enumConstant(e, i), i, "");
            }
        }
        MachineGenerator.strings(
                type, "EXTERNS", model.externs().stream().map(Protocol.Extern::name).toList());
        MachineGenerator.strings(
                type, "MACHINES", model.machines().stream().map(m -> m.name()).toList());
        MachineGenerator.strings(
                type, "MESSAGES", model.messages().stream().map(MessageType::name).toList());
        type.addMethod(MachineState.override("name", String.class)
                .addStatement("return NAME")
                .build());
        type.addMethod(MachineState.override("parameters", Parameters.class)
                .addStatement("return new $T()", names.parameters())
                .build());
        type.addMethod(machine()).addMethod(message());
        type.addMethod(MachineState.override("properties", Core.Properties.class)
                .addStatement("return new $T()", names.properties())
                .build());
        return type.build();
    }

    private MethodSpec machine() {
        MethodSpec.Builder m = MachineState.override("machine", Machine.class)
                .addParameter(int.class, "machine")
                .addParameter(Parameters.class, "parameters")
                .addParameter(Effects.class, "effects");
        m.beginControlFlow("switch (machine)");
        for (var machine : model.machines()) {
            m.addStatement(
                    "case $L: return new $T($T.of(parameters), effects)",
                    machine.index(),
                    names.machine(machine.index()).type(),
                    names.parameters());
        }
        m.addStatement("default: throw $T.none($S, machine)", Expressions.CHECKS, "machines");
        return m.endControlFlow().build();
    }

    private MethodSpec message() {
        MethodSpec.Builder m = MachineState.override("message", Message.class).addParameter(int.class, "kind");
        m.beginControlFlow("switch (kind)");
        for (MessageType message : model.messages()) {
            m.addStatement(
                    "case $L: return new $T()",
                    message.kind(),
                    names.message(message).type());
        }
        m.addStatement("default: throw $T.none($S, kind)", Expressions.CHECKS, "messages");
        return m.endControlFlow().build();
    }
}
