package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.MethodSpec;
import dev.sequent.codegen.form.Conditions;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.Value;
import dev.sequent.runtime.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods of one property of steps: its condition, and one for each condition on what is sent. */
final class StepConditions {
    /** What a call was given: {@link Step#argument}. */
    private static final List<String> ARGUMENTS =
            List.of("step.argument(0)", "step.argument(1)", "step.argument(2)", "step.argument(3)");

    private final Conditions.OfStep property;
    private final MachineNames machine;
    private final Names methods;
    private final Markers markers;
    private final List<MethodSpec> parts;
    private final String before;
    private final String after;
    private final Names variables;
    private final String base;

    StepConditions(
            Conditions.OfStep property, MachineNames machine, Names methods, Markers markers, List<MethodSpec> parts) {
        this.markers = markers;
        this.property = property;
        this.machine = machine;
        this.methods = methods;
        this.parts = parts;
        variables = machine.protocol().values().reserve("step", "i");
        after = variables.claim(Names.same(property.peer().name()));
        before = variables.claim("old_" + after);
        base = property.kind() + "-" + property.condition().name();
    }

    /** @return the name of the method */
    String generate() {
        String name = methods.claim(Names.camel(base));
        Conditions.Condition condition = property.condition();
        Code value = values(Optional.empty()).of(condition.value());
        parts.add(method(name)
                .addJavadoc(Docs.of(condition.doc()))
                .addStatement(markers.mark(condition.span()) + "return $L", value.block())
                .build());
        return name;
    }

    private MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(boolean.class)
                .addParameter(machine.type(), before)
                .addParameter(machine.type(), after)
                .addParameter(Step.class, "step");
    }

    /** @param sent the variable of the message that a condition is about */
    private Values values(Optional<String> sent) {
        var reaches = Map.of(
                new Subject.Peer(0),
                new Sight.Reach(machine, after + "."),
                Subject.BEFORE,
                new Sight.Reach(machine, before + "."));
        return new Values(
                Sight.outside(machine.protocol(), reaches).with(ARGUMENTS).of(sent, this::sends));
    }

    private Code sends(Value.StepSends sends) {
        MessageNames message = machine.protocol().message(sends.message());
        String name = methods.claim(Names.camel(base + "-sends"));
        String sent = new Names(variables).claim(Names.same("OUT"));
        MethodSpec.Builder m = method(name).beginControlFlow("for (int i = 0; i < step.sent(); i++)");
        m.beginControlFlow("if (step.sent(i).kind() == $T.KIND)", message.type());
        if (sends.where().isEmpty()) {
            m.addStatement("return true");
        } else {
            Code where = values(Optional.of(sent)).of(sends.where().get());
            m.addStatement("$1T $2L = ($1T) step.sent(i)", message.type(), sent)
                    .beginControlFlow(markers.mark(sends.span()) + "if ($L)", where.block())
                    .addStatement("return true")
                    .endControlFlow();
        }
        m.endControlFlow().endControlFlow();
        parts.add(m.addStatement("return false").build());
        return Code.primary("$L($L, $L, step)", name, before, after);
    }
}
