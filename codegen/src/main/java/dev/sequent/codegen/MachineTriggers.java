package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.Message;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/** The ways into a machine: calls, arrivals and timeouts, and from each of them to the handler of the state. */
final class MachineTriggers {
    private static final List<String> GENERIC = List.of("a", "b", "c", "d");

    private final MachineNames names;
    private final MachineType model;

    MachineTriggers(MachineNames names) {
        this.names = names;
        this.model = names.model();
    }

    void addTo(TypeSpec.Builder type) {
        names.calls().forEach(c -> type.addMethod(typed(c)));
        type.addMethod(call());
        type.addMethod(receive());
        type.addMethod(timeout());
        names.calls().forEach(c -> type.addMethod(dispatch(c, c.parameters())));
        model.receives().forEach(m -> type.addMethod(dispatch(new Trigger.Arrival(m), List.of())));
        model.timers().forEach(t -> type.addMethod(dispatch(new Trigger.Timeout(t), List.of())));
    }

    /** The locals of a trigger's handlers begin with its parameters. */
    static Locals locals(MachineNames names, List<Local> parameters) {
        var locals = new Locals(names.locals());
        parameters.forEach(locals::declare);
        return locals;
    }

    static CodeBlock arguments(Locals locals, List<Local> parameters) {
        return parameters.stream()
                .map(p -> CodeBlock.of("$L", locals.value(p)))
                .collect(CodeBlock.joining(", "));
    }

    // ------------------------------------------------------------ from outside

    private MethodSpec typed(Trigger.Call call) {
        Locals locals = locals(names, call.parameters());
        MethodSpec.Builder m = MethodSpec.methodBuilder(names.call(call))
                .addModifiers(PUBLIC)
                .returns(int.class)
                .addJavadoc(Docs.of((call.user() ? "Call " : "Event ") + call.name(), call.doc(), List.of()))
                .addParameter(long.class, "now");
        for (Local p : call.parameters()) {
            m.addParameter(JavaType.of(p.type()).typeName(), locals.value(p));
        }
        for (Local p : call.parameters()) {
            if (JavaType.limited(p.type()) || p.type() instanceof Type.Enum) {
                String place = call.name() + "." + p.name() + ": " + p.type().name();
                m.addStatement(
                        "$T.range(-1, $L, $LL, $S)", Expressions.CHECKS, locals.value(p), JavaType.max(p.type()), place);
            }
        }
        return m.addStatement("this.now = now")
                .addStatement("int result = $L($L)", names.dispatch(call), arguments(locals, call.parameters()))
                .addStatement("rest()")
                .addStatement("return result")
                .build();
    }

    private MethodSpec call() {
        MethodSpec.Builder m = MachineState.override("call", int.class)
                .addParameter(int.class, "call")
                .addParameter(long.class, "now");
        GENERIC.forEach(g -> m.addParameter(long.class, g));
        m.beginControlFlow("switch (call)");
        for (Trigger.Call c : names.calls()) {
            var arguments = new ArrayList<CodeBlock>();
            arguments.add(CodeBlock.of("now"));
            for (int i = 0; i < c.parameters().size(); i++) {
                arguments.add(typed(GENERIC.get(i), c, c.parameters().get(i)));
            }
            m.addStatement(
                    "case $L: return $L($L)",
                    names.constant("call", c.index()),
                    names.call(c),
                    CodeBlock.join(arguments, ", "));
        }
        m.addStatement("default: throw $T.none($S, call)", Expressions.CHECKS, "calls and events");
        return m.endControlFlow().build();
    }

    private static CodeBlock typed(String generic, Trigger.Call call, Local parameter) {
        String place = call.name() + "." + parameter.name() + ": " + parameter.type().name();
        return switch (parameter.type()) {
            case Type.Bool t -> CodeBlock.of("$T.truth(-1, $L, $S)", Expressions.CHECKS, generic, place);
            case Type.Seq t -> CodeBlock.of("$T.sequence(-1, $L, $S)", Expressions.CHECKS, generic, place);
            case Type.Enum t ->
                CodeBlock.of(
                        "(int) $T.range(-1, $L, $LL, $S)", Expressions.CHECKS, generic, JavaType.max(t), place);
            default -> CodeBlock.of("$L", generic);
        };
    }

    private MethodSpec receive() {
        MethodSpec.Builder m = MachineState.override("receive", int.class)
                .addParameter(long.class, "now")
                .addParameter(Message.class, "message");
        m.addStatement("this.now = now").addStatement("int result = IGNORED");
        m.beginControlFlow("switch (message.kind())");
        for (MessageType received : model.receives()) {
            MessageNames message = names.protocol().message(received);
            String field = names.qualified().incoming(received);
            m.addCode("case $T.KIND:\n$>", message.type())
                    .addStatement("$L = ($T) message", field, message.type())
                    .addStatement("result = $L()", names.dispatch(new Trigger.Arrival(received)))
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
        MethodSpec.Builder m = MachineState.override("timeout", int.class)
                .addParameter(int.class, "timer")
                .addParameter(long.class, "now");
        if (model.timers().isEmpty()) {
            return m.addStatement("throw $T.none($S, timer)", Expressions.CHECKS, "timers").build();
        }
        m.addStatement("this.now = now").addStatement("int result");
        m.beginControlFlow("switch (timer)");
        for (MachineType.Timer t : model.timers()) {
            m.addCode("case $L:\n$>", names.constant("timer", t.index()))
                    .addStatement("$L &= ~(1L << timer)", MachineNames.timers(t.index()))
                    .addStatement("result = $L()", names.dispatch(new Trigger.Timeout(t)))
                    .addStatement("break")
                    .addCode("$<");
        }
        m.addStatement("default: throw $T.none($S, timer)", Expressions.CHECKS, "timers");
        return m.endControlFlow()
                .addStatement("rest()")
                .addStatement("return result")
                .build();
    }

    // ------------------------------------------------------------ by state

    private MethodSpec dispatch(Trigger trigger, List<Local> parameters) {
        Locals locals = locals(names, parameters);
        MethodSpec.Builder m = MethodSpec.methodBuilder(names.dispatch(trigger))
                .addModifiers(PRIVATE)
                .returns(int.class)
                .addJavadoc("$L, by state.", Docs.text(Docs.trigger(trigger)));
        parameters.forEach(p -> m.addParameter(JavaType.of(p.type()).typeName(), locals.value(p)));
        List<Handler> handlers = Handlers.of(model, trigger);
        if (handlers.isEmpty()) {
            return m.addStatement("return IGNORED").build();
        }
        m.beginControlFlow("switch (state)");
        for (Handler h : handlers) {
            for (MachineType.State s : h.states()) {
                m.addCode("case $L:\n", names.state(s));
            }
            CodeBlock start = Handlers.continued(model, h) ? CodeBlock.of("0") : CodeBlock.of("");
            CodeBlock arguments = arguments(locals, parameters);
            CodeBlock all = start.isEmpty() || arguments.isEmpty()
                    ? CodeBlock.of("$L$L", start, arguments)
                    : CodeBlock.of("$L, $L", start, arguments);
            m.addCode("$>").addStatement("return $L($L)", names.handler(h), all).addCode("$<");
        }
        m.addStatement("default: return IGNORED");
        return m.endControlFlow().build();
    }
}
