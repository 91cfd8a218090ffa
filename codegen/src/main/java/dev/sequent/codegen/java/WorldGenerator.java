package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.ABSTRACT;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Service;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The interface by which a machine acts on the world around it: effects, and functions of the runtime that its rules
 * ask for, with the types of their declarations; and the contract as data.
 */
final class WorldGenerator {
    /** As many arguments as travel where effects are known by ordinals. */
    private static final int GENERIC = 4;

    private static final String ANSWER = "answer";

    private final MachineNames machine;
    private final WorldNames names;
    private final MachineForm model;

    WorldGenerator(MachineNames machine) {
        this.machine = machine;
        this.names = machine.world();
        this.model = machine.model();
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(names.type())
                .addModifiers(PUBLIC)
                .addSuperinterface(World.class)
                .addJavadoc(
                        "What $L does to the world around it.\n\n<p>$L",
                        Docs.text(model.name()),
                        Docs.provenance(machine.protocol().model()));
        model.effects().forEach(e -> type.addMethod(declaration(names.effect(e.symbol()), e)));
        model.asks().forEach(f -> type.addMethod(declaration(names.function(f.symbol()), f)));
        type.addMethod(MethodSpec.methodBuilder(WorldNames.OF)
                .addModifiers(PUBLIC, STATIC)
                .returns(names.type())
                .addParameter(Effects.class, "effects")
                .addJavadoc("A world for whoever knows effects and functions by their ordinals.")
                .addStatement("return $L", adapter())
                .build());
        ContractPrinter.addTo(type, model.contract());
        return type.build();
    }

    private static MethodSpec declaration(String name, Service service) {
        MethodSpec.Builder method = method(name, service).addModifiers(PUBLIC, ABSTRACT);
        return method.addJavadoc(Docs.of(service.doc())).build();
    }

    private static MethodSpec.Builder method(String name, Service service) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name);
        service.answer().ifPresent(a -> method.returns(Shapes.type(a.shape())));
        new VariableNames(new Names()).parameters(method, service.parameters());
        return method;
    }

    // ------------------------------------------------------------ from types to ordinals

    private TypeSpec adapter() {
        TypeSpec.Builder type = TypeSpec.anonymousClassBuilder("").addSuperinterface(names.type());
        type.addMethod(handOn("send")
                .addParameter(Message.class, "message")
                .addStatement("effects.send(message)")
                .build());
        type.addMethod(handOn("start")
                .addParameter(int.class, "timer")
                .addParameter(long.class, "at")
                .addStatement("effects.start(timer, at)")
                .build());
        type.addMethod(handOn("stop")
                .addParameter(int.class, "timer")
                .addStatement("effects.stop(timer)")
                .build());
        type.addMethod(handOn("signal")
                .addParameter(int.class, "signal")
                .addStatement("effects.signal(signal)")
                .build());
        type.addMethod(handOn("entered")
                .addParameter(int.class, "state")
                .addStatement("effects.entered(state)")
                .build());
        for (Service effect : model.effects()) {
            type.addMethod(generic(
                    names.effect(effect.symbol()), effect, "effect", machine.constant("effect", effect.symbol())));
        }
        for (Service function : model.asks()) {
            type.addMethod(generic(
                    names.function(function.symbol()),
                    function,
                    "function",
                    machine.protocol().extern(function.symbol())));
        }
        return type.build();
    }

    private static MethodSpec.Builder handOn(String name) {
        return Constants.override(name, void.class);
    }

    /** @param ordinal a constant: of the machine, or of the core for a function */
    private MethodSpec generic(String name, Service service, String method, String ordinal) {
        MethodSpec.Builder m =
                MethodSpec.methodBuilder(name).addModifiers(PUBLIC).addAnnotation(Override.class);
        var variables = new VariableNames(new Names().reserve("effects", ANSWER));
        variables.parameters(m, service.parameters());
        var values = new Values(Sight.inside(machine, "", variables));
        var arguments = new ArrayList<CodeBlock>();
        service.outward().forEach(v -> arguments.add(values.block(v)));
        while (arguments.size() < GENERIC) {
            arguments.add(CodeBlock.of("0"));
        }
        CodeBlock call = CodeBlock.of(
                "effects.$L($T.$L, $L)",
                method,
                service.answer().isPresent() ? machine.protocol().core() : machine.type(),
                ordinal,
                CodeBlock.join(arguments, ", "));
        service.answer()
                .ifPresentOrElse(
                        a -> m.returns(Shapes.type(a.shape()))
                                .addStatement("long $L = $L", ANSWER, call)
                                .addStatement(
                                        "return $L",
                                        new Values(Sight.inside(machine, "", variables)
                                                        .with(List.of(ANSWER)))
                                                .block(a.inward())),
                        () -> m.addStatement("$L", call));
        return m.build();
    }
}
