package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Trace;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;

/** The class of a machine: constants and fields here, methods by {@link MachineRules} and its neighbours. */
final class MachineGenerator {
    private static final int FEW = 100;

    private final MachineNames names;
    private final MachineType model;
    private final Points points;
    private final Markers markers;

    MachineGenerator(MachineNames names, Points points, Markers markers) {
        this.names = names;
        this.model = names.model();
        this.points = points;
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
        new MachineTriggers(names).addTo(type);
        new MachineRules(names, points, markers).addTo(type);
        strings(type, "EXTERNS", names.asked());
        new MachineState(names).addTo(type);
        return type.build();
    }

    private String documentation() {
        var text = new StringBuilder("Machine ").append(Docs.text(model.name()));
        text.append(" of ").append(Docs.text(names.protocol().model().name()));
        if (!model.doc().isEmpty()) {
            text.append(": ").append(Docs.text(model.doc()));
        }
        text.append(".\n\n<p>").append(CoreGenerator.provenance(names.protocol().model()));
        return text.toString();
    }

    // ------------------------------------------------------------ constants

    private void constants(TypeSpec.Builder type) {
        type.addField(FieldSpec.builder(int.class, "GO_ON", PRIVATE, STATIC, FINAL)
                .initializer("-4")
                .addJavadoc("What a part of a handler returns when the handler goes on.")
                .build());
        model.states().forEach(s -> ordinal(type, names.state(s), s.index(), s.isFinal() ? (s.doc() + " (final)").strip() : s.doc()));
        model.variables()
                .forEach(v -> ordinal(type, names.constant("variable-ordinal", v.index()), v.index(), ""));
        model.timers().forEach(t -> ordinal(type, names.constant("timer", t.index()), t.index(), t.doc()));
        model.signals().forEach(s -> ordinal(type, names.constant("signal", s.index()), s.index(), s.doc()));
        model.outcomes().forEach(o -> ordinal(type, names.constant("outcome", o.index()), o.index(), o.doc()));
        model.effects().forEach(e -> ordinal(type, names.constant("effect", e.index()), e.index(), e.doc()));
        names.calls().forEach(c -> ordinal(type, names.constant("call", c.index()), c.index(), c.doc()));
        strings(type, "STATES", model.states().stream().map(MachineType.State::name).toList());
        strings(type, "VARIABLES", model.variables().stream().map(MachineType.Variable::name).toList());
        strings(type, "TIMERS", model.timers().stream().map(MachineType.Timer::name).toList());
        strings(type, "SIGNALS", model.signals().stream().map(MachineType.Signal::name).toList());
        strings(type, "OUTCOMES", model.outcomes().stream().map(MachineType.Outcome::name).toList());
        strings(type, "OUTCOME_TEXTS", model.outcomes().stream().map(MachineType.Outcome::doc).toList());
        strings(type, "EFFECTS", model.effects().stream().map(MachineType.Effect::name).toList());
        strings(type, "CALLS", names.calls().stream().map(MachineType.Trigger.Call::name).toList());
    }

    static void ordinal(TypeSpec.Builder type, String name, int value, String doc) {
        FieldSpec.Builder field =
                FieldSpec.builder(int.class, name, PUBLIC, STATIC, FINAL).initializer("$L", value);
        if (!doc.isEmpty()) {
            field.addJavadoc(Docs.of(doc, "", List.of()));
        }
        type.addField(field.build());
    }

    /** Names as the specification spells them, by ordinal. Many of them need a method each: one makes all the constants of a class. */
    static void strings(TypeSpec.Builder type, String name, List<String> values) {
        CodeBlock list = values.stream().map(v -> CodeBlock.of("$S", v)).collect(CodeBlock.joining(", "));
        FieldSpec.Builder field = FieldSpec.builder(String[].class, name, PUBLIC, STATIC, FINAL);
        if (values.size() <= FEW) {
            type.addField(field.initializer("{$L}", list).build());
            return;
        }
        type.addField(field.initializer("$L()", all(name)).build());
        type.addMethod(MethodSpec.methodBuilder(all(name))
                .addModifiers(PRIVATE, STATIC)
                .returns(String[].class)
                .addStatement("return new String[] {$L}", list)
                .build());
    }

    /** The method that makes a long list of names. */
    static String all(String name) {
        return "all_" + name;
    }

    // ------------------------------------------------------------ fields

    private void fields(TypeSpec.Builder type) {
        type.addField(names.protocol().parameters(), "p", FINAL);
        type.addField(Effects.class, "effects", FINAL);
        type.addField(FieldSpec.builder(Trace.class, "trace", PRIVATE)
                .initializer("$T.NONE", Trace.class)
                .build());
        type.addField(FieldSpec.builder(int.class, "state")
                .initializer("$L", names.state(model.initial()))
                .build());
        model.variables().forEach(v -> variable(type, v));
        names.timerWords().forEach(word -> type.addField(
                FieldSpec.builder(long.class, MachineNames.timers(word * Long.SIZE))
                        .addJavadoc("Bit by ordinal$L: is it running?", word == 0 ? "" : " less " + word * Long.SIZE)
                        .build()));
        model.tables().forEach(t -> table(type, t));
        for (MessageType m : messages()) {
            type.addField(FieldSpec.builder(names.protocol().message(m).type(), names.outgoing(m), PRIVATE, FINAL)
                    .initializer("new $T()", names.protocol().message(m).type())
                    .addJavadoc("About to be sent; empty at rest.")
                    .build());
        }
        type.addField(FieldSpec.builder(long.class, "now")
                .addJavadoc("During a trigger; 0 at rest.")
                .build());
        for (MessageType m : messages()) {
            type.addField(FieldSpec.builder(names.protocol().message(m).type(), names.incoming(m))
                    .addJavadoc("During its arrival; null at rest.")
                    .build());
        }
        scratch(names).forEach(s -> type.addField(FieldSpec.builder(s.type(), s.name(), PRIVATE)
                .addJavadoc("Local to its handler, shared by its steps; $L at rest.", s.zero())
                .build()));
    }

    private List<MessageType> messages() {
        return names.protocol().model().messages();
    }

    private void variable(TypeSpec.Builder type, MachineType.Variable v) {
        CodeBlock doc = Docs.of(v.name(), v.doc(), v.citations());
        if (v.type() instanceof Type.Ranges r) {
            type.addField(FieldSpec.builder(RangeSet.class, names.variable(v), FINAL)
                    .initializer("new $T($L)", RangeSet.class, r.capacity())
                    .addJavadoc(doc)
                    .build());
            return;
        }
        FieldSpec.Builder field = FieldSpec.builder(JavaType.of(v.type()).typeName(), names.variable(v))
                .addJavadoc(doc);
        if (!(v.type() instanceof Type.Optional) && v.initial() != 0) {
            field.initializer(initial(v));
        }
        type.addField(field.build());
        if (v.type() instanceof Type.Optional) {
            type.addField(boolean.class, names.presence(v));
        }
    }

    static CodeBlock initial(MachineType.Variable v) {
        if (v.type() instanceof Type.Optional || v.type() instanceof Type.Ranges) {
            return CodeBlock.of(JavaType.of(v.type()).zero());
        }
        return switch (JavaType.of(v.type())) {
            case BOOLEAN -> CodeBlock.of(v.initial() != 0 ? "true" : "false");
            case INT -> CodeBlock.of("$L", (int) v.initial());
            case LONG -> CodeBlock.of("$LL", v.initial());
        };
    }

    private void table(TypeSpec.Builder type, MachineType.Table t) {
        type.addField(FieldSpec.builder(boolean[].class, names.used(t), FINAL)
                .initializer("new boolean[$L]", t.capacity())
                .addJavadoc(Docs.of(t.name() + ": which slots are in use", t.doc(), List.of()))
                .build());
        for (MachineType.Table.Column c : t.columns()) {
            TypeName element = JavaType.of(c.type()).typeName();
            type.addField(FieldSpec.builder(ArrayTypeName.of(element), names.column(t, c), FINAL)
                    .initializer("new $T[$L]", element, t.capacity())
                    .build());
            if (c.type() instanceof Type.Optional) {
                type.addField(FieldSpec.builder(boolean[].class, names.presence(t, c), FINAL)
                        .initializer("new boolean[$L]", t.capacity())
                        .build());
            }
        }
    }

    /** A local of a handler that lives in a field. */
    record Scratch(TypeName type, String name, String zero) {}

    static List<Scratch> scratch(MachineNames names) {
        var all = new ArrayList<Scratch>();
        for (Handler h : names.model().handlers()) {
            for (Stmt s : MachineNames.hasSteps(h) ? h.body() : List.<Stmt>of()) {
                if (s instanceof Stmt.Declare d) {
                    Local local = d.local();
                    JavaType shape = JavaType.of(local.type());
                    all.add(new Scratch(shape.typeName(), names.scratch(h, local), shape.zero()));
                    if (local.type() instanceof Type.Optional) {
                        all.add(new Scratch(TypeName.BOOLEAN, names.scratchPresence(h, local), "false"));
                    }
                }
            }
        }
        return all;
    }

    private MethodSpec constructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(PUBLIC)
                .addParameter(names.protocol().parameters(), "p")
                .addParameter(Effects.class, "effects")
                .addJavadoc("A new machine in state $L, no timer running.", Docs.text(model.initial().name()))
                .addStatement("this.p = p")
                .addStatement("this.effects = effects")
                .build();
    }
}
