package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.MethodSpec;
import dev.sequent.runtime.Step;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol.Property;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The methods of one property of steps: its condition, and one for each condition on what is sent. */
final class StepConditions {
    private final Property property;
    private final MachineNames machine;
    private final Names methods;
    private final Markers markers;
    private final List<MethodSpec> parts;
    private final IntSupplier point;
    private final String before;
    private final String after;
    private final Names variables;
    private final String base;

    StepConditions(Property property, MachineNames machine, Names methods, Points points, Markers markers, List<MethodSpec> parts) {
        this.markers = markers;
        this.property = property;
        this.machine = machine;
        this.methods = methods;
        this.parts = parts;
        point = points.ofCondition(property.span(), PropertiesGenerator.kind(property) + " " + property.name(), property.citations());
        variables = machine.protocol().values().reserve("step", "i");
        after = variables.claim(Names.same(property.peers().getFirst().name()));
        before = variables.claim("old_" + after);
        base = PropertiesGenerator.kind(property) + "-" + property.name();
    }

    /** @return the name of the method */
    String generate() {
        String name = methods.claim(Names.camel(base));
        Code condition = new Expressions(scope(Optional.empty())).value(property.condition());
        parts.add(method(name)
                .addJavadoc(Docs.of(PropertiesGenerator.kind(property) + " " + property.name(), property.doc(), property.citations()))
                .addStatement(markers.mark(property.span()) + "return $L", condition.block())
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

    /** @param outgoing the variable of the message that a condition is about */
    private Scope scope(Optional<String> outgoing) {
        Scope now = Scope.property(List.of(Scope.outside(machine, after, point)));
        Scope then = Scope.property(List.of(Scope.outside(machine, before, point)));
        var inside = new Scope.StepScope(then, outgoing, this::sends);
        return now.withStep(new Scope.StepScope(then.withStep(inside), outgoing, this::sends));
    }

    private Code sends(Expr.Sends sends) {
        MessageNames message = machine.protocol().message(sends.message());
        String name = methods.claim(Names.camel(base + "-sends"));
        String sent = new Names(variables).claim(Names.same("OUT"));
        MethodSpec.Builder m = method(name).beginControlFlow("for (int i = 0; i < step.sent(); i++)");
        m.beginControlFlow("if (step.sent(i).kind() == $T.KIND)", message.type());
        if (sends.where() instanceof Expr.Literal(long value, var type, var span) && value != 0) {
            m.addStatement("return true");
        } else {
            Code where = new Expressions(scope(Optional.of(sent))).value(sends.where());
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
