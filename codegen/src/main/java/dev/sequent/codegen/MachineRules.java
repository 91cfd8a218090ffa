package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of a machine as methods: handlers with their steps, procedures, functions, what runs before sending. */
final class MachineRules {
    private final MachineNames names;
    private final MachineType model;
    private final Points points;
    private final Markers markers;

    MachineRules(MachineNames names, Points points, Markers markers) {
        this.names = names;
        this.model = names.model();
        this.points = points;
        this.markers = markers;
    }

    void addTo(TypeSpec.Builder type) {
        model.handlers().forEach(h -> handler(type, h));
        model.procedures().forEach(p -> type.addMethod(procedure(p)));
        for (int i = 0; i < model.beforeSending().size(); i++) {
            type.addMethod(beforeSending(i));
        }
        for (MachineType.Function f : model.functions()) {
            type.addMethod(function(f, Routine.Mode.FUNCTION));
            if (f.type() instanceof Type.Optional) {
                type.addMethod(function(f, Routine.Mode.PRESENCE));
            }
        }
    }

    // ------------------------------------------------------------ handlers

    private static List<Local> parameters(Handler h) {
        return h.trigger() instanceof Trigger.Call call ? call.parameters() : List.of();
    }

    private Body body(Handler h, Routine.Mode mode, String where, List<Citation> citations) {
        Locals locals = MachineTriggers.locals(names, parameters(h));
        if (MachineNames.hasSteps(h)) {
            for (Stmt s : h.body()) {
                if (s instanceof Stmt.Declare d) {
                    locals.bind(d.local(), names.scratch(h, d.local()), names.scratchPresence(h, d.local()));
                }
            }
        }
        CodeBlock arguments = MachineTriggers.arguments(locals, parameters(h));
        var routine = new Routine(
                names, mode, where, citations, locals, Optional.of(h), arguments, Optional.empty());
        return new Body(routine, points, markers);
    }

    private MethodSpec.Builder method(Handler h, String name) {
        return MethodSpec.methodBuilder(name).addModifiers(PRIVATE);
    }

    private void parameters(MethodSpec.Builder method, Handler h) {
        Locals locals = MachineTriggers.locals(names, parameters(h));
        parameters(h).forEach(p -> method.addParameter(JavaType.of(p.type()).typeName(), locals.value(p)));
    }

    private void handler(TypeSpec.Builder type, Handler h) {
        String heading = "on " + Docs.trigger(h.trigger()) + " in "
                + h.states().stream().map(MachineType.State::name).collect(Collectors.joining(", "));
        String where = names.model().name() + ": " + heading;
        boolean continued = Handlers.continued(model, h);
        MethodSpec.Builder method = method(h, names.handler(h))
                .returns(int.class)
                .addJavadoc(Docs.of(heading, h.doc(), h.citations()));
        if (continued) {
            method.addParameter(int.class, "from");
            method.addJavadoc("\n\n@param from the step to begin at, from 1; 0 for the whole");
        }
        parameters(method, h);
        Body body = body(h, Routine.Mode.HANDLER, where, h.citations());
        method.addCode(continued ? inParts(body, h, heading) : inOrder(body, h, heading));
        type.addMethod(method.build());
        for (Stmt s : h.body()) {
            if (s instanceof Stmt.Step step) {
                type.addMethod(step(h, step, where));
            }
        }
    }

    private CodeBlock inOrder(Body body, Handler h, String heading) {
        body.enter(h.span());
        if (!Stmt.Unreachable.declared(h.body())) {
            body.trace(PointMap.Kind.HANDLER, h.span(), heading);
        }
        var statements = new Statements(body);
        boolean declared = false;
        boolean end = true;
        for (Stmt s : h.body()) {
            if (s instanceof Stmt.Step step) {
                declared = stepCall(body, h, step, declared);
            } else {
                end = statements.write(List.of(s));
            }
            if (!end) {
                break;
            }
        }
        if (end) {
            body.enter(dev.sequent.language.model.Span.NONE);
            body.line("return DONE");
        }
        return body.build();
    }

    /** For a handler in whose middle another one continues: each part asks whether it comes at or after the start. */
    private CodeBlock inParts(Body body, Handler h, String heading) {
        var statements = new Statements(body);
        boolean declared = false;
        int number = 0;
        body.enter(h.span());
        body.open("if (from == 0)");
        body.trace(PointMap.Kind.HANDLER, h.span(), heading);
        boolean open = true;
        boolean reachable = true;
        for (Stmt s : h.body()) {
            if (s instanceof Stmt.Step step) {
                if (open) {
                    body.close();
                    open = false;
                }
                number++;
                if (!declared && Leaving.leaves(step.body())) {
                    body.enter(dev.sequent.language.model.Span.NONE);
                    body.line("int result");
                    declared = true;
                }
                body.enter(step.span());
                body.open("if (from <= $L)", number);
                stepCall(body, h, step, true);
                body.close();
                reachable = true;
            } else if (reachable || !open) {
                if (!open) {
                    body.enter(s.span());
                    body.open("if (from <= $L)", number);
                    open = true;
                }
                reachable = statements.write(List.of(s));
            }
        }
        if (open) {
            body.close();
        }
        body.enter(dev.sequent.language.model.Span.NONE);
        body.line("return DONE");
        return body.build();
    }

    private boolean stepCall(Body body, Handler h, Stmt.Step step, boolean declared) {
        body.enter(step.span());
        CodeBlock call = CodeBlock.of("$L($L)", names.step(h, step), body.routine().arguments());
        if (!Leaving.leaves(step.body())) {
            body.line("$L", call);
            return declared;
        }
        body.line("$Lresult = $L", declared ? "" : "int ", call);
        body.open("if (result != GO_ON)");
        body.line("return result");
        body.close();
        return true;
    }

    private MethodSpec step(Handler h, Stmt.Step step, String where) {
        String heading = step.label() + ", " + step.title();
        List<Citation> citations = step.citations().isEmpty() ? h.citations() : step.citations();
        boolean leaves = Leaving.leaves(step.body());
        Body body = body(
                h, leaves ? Routine.Mode.PART : Routine.Mode.PROCEDURE, where + ": " + step.label(), citations);
        body.enter(step.span());
        if (!Stmt.Unreachable.declared(step.body())) {
            body.trace(PointMap.Kind.STEP, step.span(), heading);
        }
        finish(body, step.body(), leaves);
        MethodSpec.Builder method = method(h, names.step(h, step))
                .returns(leaves ? int.class : void.class)
                .addJavadoc(Docs.of(heading, "", step.citations()));
        parameters(method, h);
        return method.addCode(body.build()).build();
    }

    private void finish(Body body, List<Stmt> statements, boolean leaves) {
        if (new Statements(body).write(statements) && leaves) {
            body.enter(dev.sequent.language.model.Span.NONE);
            body.line("return GO_ON");
        }
    }

    // ------------------------------------------------------------ procedures and functions

    private MethodSpec procedure(MachineType.Procedure p) {
        String heading = "procedure " + p.name();
        return part(
                names.procedure(p),
                heading,
                Docs.of(p.name(), p.doc(), p.citations()),
                p.parameters(),
                p.body(),
                p.citations());
    }

    private MethodSpec beforeSending(int index) {
        MachineType.BeforeSending b = model.beforeSending().get(index);
        String heading = "before sending " + b.message().name();
        return part(
                names.beforeSending(index),
                heading,
                Docs.of(heading, b.doc(), b.citations()),
                List.of(),
                b.body(),
                b.citations());
    }

    private MethodSpec part(
            String name,
            String heading,
            CodeBlock doc,
            List<Local> parameters,
            List<Stmt> statements,
            List<Citation> citations) {
        var locals = new Locals(names.locals());
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE)
                .addJavadoc(doc);
        declare(method, locals, parameters);
        var body = new Body(
                new Routine(
                        names,
                        Routine.Mode.PROCEDURE,
                        names.model().name() + ": " + heading,
                        citations,
                        locals,
                        Optional.empty(),
                        CodeBlock.of(""),
                        Optional.empty()),
                points,
                markers);
        finish(body, statements, false);
        return method.addCode(body.build()).build();
    }

    /** Not private: conditions of the checker call it. */
    private MethodSpec function(MachineType.Function f, Routine.Mode mode) {
        boolean presence = mode == Routine.Mode.PRESENCE;
        var locals = new Locals(names.locals());
        MethodSpec.Builder method = MethodSpec.methodBuilder(presence ? names.presence(f) : names.function(f))
                .returns(presence ? JavaType.BOOLEAN.typeName() : JavaType.of(f.type()).typeName())
                .addJavadoc(Docs.of(f.name() + (presence ? ": is there a value" : ""), f.doc(), f.citations()));
        declare(method, locals, f.parameters());
        var body = new Body(
                new Routine(
                        names,
                        mode,
                        names.model().name() + ": function " + f.name(),
                        f.citations(),
                        locals,
                        Optional.empty(),
                        CodeBlock.of(""),
                        Optional.of(f)),
                points,
                markers);
        if (new Statements(body).write(f.body())) {
            body.enter(f.span());
            body.line("throw $T.noValue($L, $S)", Expressions.CHECKS, body.point(), f.name());
        }
        return method.addCode(body.build()).build();
    }

    private static void declare(MethodSpec.Builder method, Locals locals, List<Local> parameters) {
        for (Local p : parameters) {
            locals.declare(p);
            method.addParameter(JavaType.of(p.type()).typeName(), locals.value(p));
            if (p.type() instanceof Type.Optional) {
                method.addParameter(boolean.class, locals.presence(p));
            }
        }
    }
}
