package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.TriggerForm;
import dev.sequent.codegen.form.Variable;
import java.util.ArrayList;
import java.util.List;

/** The entry points of a machine: calls, arrivals and timeouts, and from each of them to the handler for the state. */
final class MachineTriggers {
    private static final List<String> GENERIC = List.of("a", "b", "c", "d");

    private final MachineNames names;
    private final MachineForm machine;
    private final Markers markers;

    MachineTriggers(MachineNames names, Markers markers) {
        this.names = names;
        this.machine = names.model();
        this.markers = markers;
    }

    void addTo(TypeSpec.Builder type) {
        machine.calls().forEach(c -> type.addMethod(typed(c)));
        type.addMethod(call());
        type.addMethod(receive());
        type.addMethod(timeout());
        machine.entries().forEach(e -> type.addMethod(dispatch(e)));
    }

    private static CodeBlock arguments(VariableNames names, List<Variable> parameters) {
        return parameters.stream().map(p -> CodeBlock.of("$L", names.of(p))).collect(CodeBlock.joining(", "));
    }

    // ------------------------------------------------------------ from outside

    private MethodSpec typed(TriggerForm.Call call) {
        MethodSpec.Builder m = MethodSpec.methodBuilder(names.call(call))
                .addModifiers(PUBLIC)
                .returns(int.class)
                .addJavadoc(Docs.of(
                        (call.user() ? "Call " : "Event ") + call.name(),
                        call.call().doc()))
                .addParameter(long.class, "now");
        var variables = new VariableNames(names.locals());
        variables.parameters(m, call.parameters());
        m.addCode(new Instructions(names, variables, call.parameters(), markers).print(call.checks()));
        return m.addStatement("this.now = now")
                .addStatement("int result = $L($L)", names.dispatch(call), arguments(variables, call.parameters()))
                .addStatement("rest()")
                .addStatement("return result")
                .build();
    }

    private MethodSpec call() {
        MethodSpec.Builder m = Constants.override("call", int.class)
                .addParameter(int.class, "call")
                .addParameter(long.class, "now");
        GENERIC.forEach(g -> m.addParameter(long.class, g));
        m.beginControlFlow("switch (call)");
        var values = new Values(Sight.inside(names, "", VariableNames.none()).with(GENERIC));
        for (TriggerForm.Call c : machine.calls()) {
            var arguments = new ArrayList<CodeBlock>();
            arguments.add(CodeBlock.of("now"));
            c.inward().forEach(a -> arguments.add(values.block(a)));
            m.addStatement(
                    "case $L: return $L($L)",
                    names.constant("call", c.call()),
                    names.call(c),
                    CodeBlock.join(arguments, ", "));
        }
        m.addStatement("default: throw $T.none($S, call)", Values.CHECKS, "calls and events");
        return m.endControlFlow().build();
    }

    private MethodSpec receive() {
        MethodSpec.Builder m = Constants.override("receive", int.class)
                .addParameter(long.class, "now")
                .addParameter(dev.sequent.runtime.Message.class, "message");
        m.addStatement("this.now = now").addStatement("int result = IGNORED");
        m.beginControlFlow("switch (message.kind())");
        for (MessageForm received : machine.receives()) {
            MessageNames message = names.protocol().message(received);
            String field = names.qualified().incoming(received);
            m.addCode("case $T.KIND:\n$>", message.type())
                    .addStatement("$L = ($T) message", field, message.type())
                    .addStatement("result = $L()", names.dispatch(new TriggerForm.Arrival(received)))
                    .addStatement("$L = null", field)
                    .addStatement("break")
                    .addCode("$<");
        }
        m.addCode("default:\n$>").addStatement("break").addCode("$<");
        return m.endControlFlow()
                .addStatement("rest()")
                .addStatement("return result")
                .build();
    }

    private MethodSpec timeout() {
        MethodSpec.Builder m = Constants.override("timeout", int.class)
                .addParameter(int.class, "timer")
                .addParameter(long.class, "now");
        if (machine.timers().isEmpty()) {
            return m.addStatement("throw $T.none($S, timer)", Values.CHECKS, "timers")
                    .build();
        }
        m.addStatement("this.now = now").addStatement("int result");
        m.beginControlFlow("switch (timer)");
        for (Symbol t : machine.timers()) {
            m.addCode("case $L:\n$>", names.constant("timer", t))
                    .addStatement("$L &= ~(1L << timer)", MachineNames.timers(t.index()))
                    .addStatement("result = $L()", names.dispatch(new TriggerForm.Timeout(t)))
                    .addStatement("break")
                    .addCode("$<");
        }
        m.addStatement("default: throw $T.none($S, timer)", Values.CHECKS, "timers");
        return m.endControlFlow()
                .addStatement("rest()")
                .addStatement("return result")
                .build();
    }

    // ------------------------------------------------------------ by state

    private MethodSpec dispatch(MachineForm.Entry entry) {
        List<Variable> parameters = entry.trigger() instanceof TriggerForm.Call call ? call.parameters() : List.of();
        var variables = new VariableNames(names.locals());
        MethodSpec.Builder m = MethodSpec.methodBuilder(names.dispatch(entry.trigger()))
                .addModifiers(PRIVATE)
                .returns(int.class)
                .addJavadoc("$L, by state.", Docs.text(entry.trigger().spelled()));
        variables.parameters(m, parameters);
        if (entry.handlers().isEmpty()) {
            return m.addStatement("return IGNORED").build();
        }
        CodeBlock arguments = arguments(variables, parameters);
        m.beginControlFlow("switch (state)");
        for (HandlerForm h : entry.handlers()) {
            for (Symbol s : h.states()) {
                m.addCode("case $L:\n", names.state(s));
            }
            CodeBlock start = h.entered() ? CodeBlock.of("0") : CodeBlock.of("");
            CodeBlock all = start.isEmpty() || arguments.isEmpty()
                    ? CodeBlock.of("$L$L", start, arguments)
                    : CodeBlock.of("$L, $L", start, arguments);
            m.addCode("$>")
                    .addStatement("return $L($L)", names.handler(h.index()), all)
                    .addCode("$<");
        }
        m.addStatement("default: return IGNORED");
        return m.endControlFlow().build();
    }
}
