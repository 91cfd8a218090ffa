package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.PRIVATE;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Routine;

/** The routines of a machine as methods: handlers with their steps, procedures, functions, what runs before sending. */
final class MachineRules {
    private final MachineNames names;
    private final MachineForm machine;
    private final Markers markers;

    MachineRules(MachineNames names, Markers markers) {
        this.names = names;
        this.machine = names.model();
        this.markers = markers;
    }

    void addTo(TypeSpec.Builder type) {
        machine.handlers().forEach(h -> handler(type, h));
        machine.procedures()
                .forEach(p -> type.addMethod(method(names.procedure(p.symbol()), p.routine())
                        .addModifiers(PRIVATE)
                        .build()));
        for (int i = 0; i < machine.beforeSending().size(); i++) {
            type.addMethod(method(
                            names.beforeSending(i),
                            machine.beforeSending().get(i).routine())
                    .addModifiers(PRIVATE)
                    .build());
        }
        // Not private: conditions of the checker call it.
        machine.functions().forEach(f -> type.addMethod(function(f).build()));
        machine.observables()
                .forEach(o -> type.addMethod(
                        function(o.function()).addModifiers(PRIVATE).build()));
    }

    private MethodSpec.Builder function(MachineForm.Function f) {
        return method(names.function(f.symbol(), f.part()), f.routine()).returns(Shapes.type(f.result()));
    }

    private MethodSpec.Builder method(String name, Routine routine) {
        return body(MethodSpec.methodBuilder(name).addJavadoc(Docs.of(routine.doc())), routine);
    }

    private MethodSpec.Builder body(MethodSpec.Builder method, Routine routine) {
        var variables = new VariableNames(names.locals());
        variables.parameters(method, routine.parameters());
        var body = new Instructions(names, variables, routine.parameters(), markers);
        return method.addCode(body.print(routine.body()));
    }

    private void handler(TypeSpec.Builder type, HandlerForm h) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(names.handler(h.index()))
                .addModifiers(PRIVATE)
                .returns(int.class)
                .addJavadoc(Docs.of(h.routine().doc()));
        if (h.entered()) {
            method.addParameter(int.class, "from");
            method.addJavadoc("\n\n@param from the step to begin at, from 1; 0 for the whole");
        }
        type.addMethod(body(method, h.routine()).build());
        for (HandlerForm.Step step : h.steps()) {
            type.addMethod(method(names.step(h.index(), step.routine().name()), step.routine())
                    .addModifiers(PRIVATE)
                    .returns(step.mayLeave() ? int.class : void.class)
                    .build());
        }
    }
}
