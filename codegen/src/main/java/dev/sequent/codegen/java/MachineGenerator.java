package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Service;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.TableForm;
import dev.sequent.codegen.form.TriggerForm;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Trace;
import java.util.List;

/** The class of a machine: constants and fields here, methods by {@link MachineRules} and its neighbours. */
final class MachineGenerator {
    private final MachineNames names;
    private final MachineForm model;
    private final Markers markers;

    MachineGenerator(MachineNames names, Markers markers) {
        this.names = names;
        this.model = names.model();
        this.markers = markers;
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.type())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(dev.sequent.runtime.Machine.class)
                .addJavadoc("$L", documentation());
        constants(type);
        fields(type);
        type.addMethod(constructor());
        new MachineTriggers(names, markers).addTo(type);
        new MachineRules(names, markers).addTo(type);
        Constants.names(
                type, "EXTERNS", model.asks().stream().map(Service::symbol).toList());
        new MachineState(names).addTo(type);
        return type.build();
    }

    private String documentation() {
        var text = new StringBuilder("Machine ").append(Docs.text(model.name()));
        text.append(" of ").append(Docs.text(names.protocol().model().name()));
        if (!model.doc().remark().isEmpty()) {
            text.append(": ").append(Docs.text(model.doc().remark()));
        }
        text.append(".\n\n<p>").append(Docs.provenance(names.protocol().model()));
        return text.toString();
    }

    // ------------------------------------------------------------ constants

    private void constants(TypeSpec.Builder type) {
        type.addField(FieldSpec.builder(int.class, "GO_ON", PRIVATE, STATIC, FINAL)
                .initializer("-4")
                .addJavadoc("What a part of a handler returns when the handler goes on.")
                .build());
        model.states().forEach(s -> Constants.ordinal(type, names.state(s), s));
        for (int i = 0; i < model.variables().size(); i++) {
            Constants.ordinal(type, names.constant("variable-ordinal", i), i, "");
        }
        List<Symbol> calls = model.calls().stream().map(TriggerForm.Call::call).toList();
        ordinals(type, "timer", model.timers());
        ordinals(type, "signal", model.signals());
        ordinals(type, "outcome", model.outcomes());
        ordinals(type, "effect", effects());
        ordinals(type, "call", calls);
        Constants.names(type, "STATES", model.states());
        Constants.strings(
                type,
                "VARIABLES",
                model.variables().stream().map(v -> v.cell().name()).toList());
        Constants.names(type, "TIMERS", model.timers());
        Constants.names(type, "SIGNALS", model.signals());
        Constants.names(type, "OUTCOMES", model.outcomes());
        Constants.strings(
                type,
                "OUTCOME_TEXTS",
                model.outcomes().stream().map(Symbol::doc).toList());
        Constants.names(type, "EFFECTS", effects());
        Constants.names(type, "CALLS", calls);
    }

    private List<Symbol> effects() {
        return model.effects().stream().map(Service::symbol).toList();
    }

    private void ordinals(TypeSpec.Builder type, String kind, List<Symbol> symbols) {
        symbols.forEach(s -> Constants.ordinal(type, names.constant(kind, s), s));
    }

    // ------------------------------------------------------------ fields

    private void fields(TypeSpec.Builder type) {
        type.addField(names.protocol().parameters(), "p", FINAL);
        type.addField(names.world().type(), "world", FINAL);
        type.addField(FieldSpec.builder(Trace.class, "trace", PRIVATE)
                .initializer("$T.NONE", Trace.class)
                .build());
        type.addField(FieldSpec.builder(int.class, "state")
                .initializer("$L", names.state(model.initial()))
                .build());
        model.variables().forEach(v -> variable(type, v.cell()));
        names.timerWords()
                .forEach(word -> type.addField(FieldSpec.builder(long.class, MachineNames.timers(word * Long.SIZE))
                        .addJavadoc("Bit by ordinal$L: is it running?", word == 0 ? "" : " less " + word * Long.SIZE)
                        .build()));
        model.tables().forEach(t -> table(type, t));
        for (MessageForm m : messages()) {
            type.addField(FieldSpec.builder(names.protocol().message(m).type(), names.outgoing(m), PRIVATE, FINAL)
                    .initializer("new $T()", names.protocol().message(m).type())
                    .addJavadoc("About to be sent; empty at rest.")
                    .build());
        }
        type.addField(FieldSpec.builder(long.class, "now")
                .addJavadoc("During a trigger; 0 at rest.")
                .build());
        for (MessageForm m : messages()) {
            type.addField(FieldSpec.builder(names.protocol().message(m).type(), names.incoming(m))
                    .addJavadoc("During its arrival; null at rest.")
                    .build());
        }
        model.handlers()
                .forEach(h -> h.scratch()
                        .forEach(f -> type.addField(
                                FieldSpec.builder(Shapes.type(f.shape()), names.scratch(h.index(), f), PRIVATE)
                                        .addJavadoc(
                                                "Local to its handler, shared by its steps; $L at rest.",
                                                Shapes.zero(f.shape()))
                                        .build())));
    }

    private List<MessageForm> messages() {
        return names.protocol().model().messages();
    }

    private void variable(TypeSpec.Builder type, Storage variable) {
        switch (variable) {
            case Storage.Ranges r ->
                type.addField(FieldSpec.builder(RangeSet.class, names.ranges(r), FINAL)
                        .initializer("new $T($L)", RangeSet.class, r.capacity())
                        .addJavadoc(Docs.of(r.doc()))
                        .build());
            case Storage.Scalar c -> {
                FieldSpec.Builder field = FieldSpec.builder(
                                Shapes.type(c.value().shape()), names.variable(c.value()))
                        .addJavadoc(Docs.of(c.doc()));
                if (c.initial() != 0) {
                    field.initializer(Shapes.constant(c.value().shape(), c.initial()));
                }
                type.addField(field.build());
                c.presence().ifPresent(p -> type.addField(boolean.class, names.variable(p)));
            }
        }
    }

    private void table(TypeSpec.Builder type, TableForm t) {
        type.addField(FieldSpec.builder(boolean[].class, names.used(t), FINAL)
                .initializer("new boolean[$L]", t.capacity())
                .addJavadoc(Docs.of(t.doc()))
                .build());
        for (Storage.Scalar c : t.columns()) {
            for (Field f : c.fields()) {
                TypeName element = Shapes.type(f.shape());
                type.addField(FieldSpec.builder(ArrayTypeName.of(element), names.column(t, f), FINAL)
                        .initializer("new $T[$L]", element, t.capacity())
                        .build());
            }
        }
    }

    private MethodSpec constructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(PUBLIC)
                .addParameter(names.protocol().parameters(), "p")
                .addParameter(names.world().type(), "world")
                .addJavadoc(
                        "A new machine in state $L, no timer running.",
                        Docs.text(model.initial().name()))
                .addStatement("this.p = p")
                .addStatement("this.world = world")
                .build();
    }
}
