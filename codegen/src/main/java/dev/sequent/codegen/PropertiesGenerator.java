package dev.sequent.codegen;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Step;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType.Invariant;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The class of a protocol's predicates. It is no part of the pure core: the stack runs without it. */
final class PropertiesGenerator {
    private final ProtocolNames names;
    private final Protocol model;
    private final Points points;
    private final Markers markers;
    private final Names methods = new Names().reserve(Library.methods(Core.Properties.class));

    PropertiesGenerator(ProtocolNames names, Points points, Markers markers) {
        this.names = names;
        this.model = names.model();
        this.points = points;
        this.markers = markers;
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.properties())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(Core.Properties.class)
                .addJavadoc(
                        "Invariants, properties and users' guards of $L.\n\n<p>$L",
                        Docs.text(model.name()),
                        CoreGenerator.provenance(model));
        var parts = new ArrayList<MethodSpec>();
        type.addMethod(invariant(parts));
        type.addMethod(property(parts));
        type.addMethod(step(parts));
        type.addMethod(when(parts));
        parts.forEach(type::addMethod);
        return type.build();
    }

    // ------------------------------------------------------------ invariants

    private MethodSpec invariant(List<MethodSpec> parts) {
        MethodSpec.Builder m = MachineState.override("invariant", boolean.class)
                .addParameter(int.class, "machine")
                .addParameter(int.class, "invariant")
                .addParameter(Machine.class, "subject");
        m.beginControlFlow("switch (machine)");
        for (var machine : model.machines()) {
            MachineNames of = names.machine(machine.index());
            String method = methods.claim("invariantOf" + of.type().simpleName());
            m.addStatement("case $L: return $L(invariant, ($T) subject)", machine.index(), method, of.type());
            MethodSpec.Builder inner = MethodSpec.methodBuilder(method)
                    .addModifiers(PRIVATE, STATIC)
                    .returns(boolean.class)
                    .addParameter(int.class, "invariant")
                    .addParameter(of.type(), "m");
            inner.beginControlFlow("switch (invariant)");
            for (Invariant i : machine.invariants()) {
                String name = methods.claim(Names.camel(machine.name() + "-" + i.name()));
                inner.addStatement("case $L: return $L(m)", i.index(), name);
                String where = machine.name() + ": invariant " + i.name();
                var scope = Scope.outside(of, "m", points.ofCondition(i.span(), where, i.citations()));
                parts.add(predicate(name, i.span(), "invariant " + i.name(), i.doc(), i.citations(), i.condition(), scope)
                        .addParameter(of.type(), "m")
                        .build());
            }
            inner.addStatement("default: throw $T.none($S, invariant)", Expressions.CHECKS, "invariants");
            parts.add(inner.endControlFlow().build());
        }
        m.addStatement("default: throw $T.none($S, machine)", Expressions.CHECKS, "machines");
        return m.endControlFlow().build();
    }

    private MethodSpec.Builder predicate(
            String name, Span span, String heading, String doc, List<Citation> citations, Expr condition, Scope scope) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(boolean.class)
                .addJavadoc(Docs.of(heading, doc, citations))
                .addStatement(
                        markers.mark(span) + "return $L", new Expressions(scope).value(condition).block());
    }

    // ------------------------------------------------------------ properties over peers

    private MethodSpec property(List<MethodSpec> parts) {
        MethodSpec.Builder m = MachineState.override("property", boolean.class)
                .addParameter(int.class, "property")
                .addParameter(int.class, "part")
                .addParameter(Machine[].class, "peers")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(boolean.class, "channelEmpty");
        m.beginControlFlow("switch (property)");
        for (int i = 0; i < model.properties().size(); i++) {
            Protocol.Property p = model.properties().get(i);
            if (p.kind().ofSteps()) {
                continue;
            }
            String name = property(p, kind(p), p.condition(), parts);
            if (p.consequence().isPresent()) {
                String consequence = property(p, "consequence", p.consequence().get(), parts);
                m.addStatement(
                        "case $1L: return part == 0 ? $2L(peers, ghosts, channelEmpty) : $3L(peers, ghosts, channelEmpty)",
                        i, name, consequence);
            } else {
                m.addStatement("case $L: return $L(peers, ghosts, channelEmpty)", i, name);
            }
        }
        m.addStatement("default: throw $T.none($S, property)", Expressions.CHECKS, "properties of states");
        return m.endControlFlow().build();
    }

    static String kind(Protocol.Property p) {
        return p.kind().witness() ? "witness" : "property";
    }

    private String property(Protocol.Property p, String kind, Expr condition, List<MethodSpec> parts) {
        String name = methods.claim(Names.camel(kind + "-" + p.name()));
        IntSupplier point = points.ofCondition(p.span(), kind + " " + p.name(), p.citations());
        var variables = names.values().reserve("peers", "ghosts", "channelEmpty");
        var scopes = new ArrayList<Scope>();
        MethodSpec.Builder m = MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(boolean.class)
                .addJavadoc(Docs.of(kind + " " + p.name(), p.doc(), p.citations()))
                .addParameter(Machine[].class, "peers")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(boolean.class, "channelEmpty");
        for (Protocol.Property.Peer peer : p.peers()) {
            MachineNames of = names.machine(peer.machine());
            String variable = variables.claim(Names.same(peer.name()));
            m.addStatement("$1T $2L = ($1T) peers[$3L]", of.type(), variable, peer.index());
            scopes.add(Scope.outside(of, variable, point));
        }
        Code value = new Expressions(Scope.property(scopes)).value(condition);
        parts.add(m.addStatement(markers.mark(p.span()) + "return $L", value.block()).build());
        return name;
    }

    // ------------------------------------------------------------ properties of steps

    private MethodSpec step(List<MethodSpec> parts) {
        MethodSpec.Builder m = MachineState.override("step", boolean.class)
                .addParameter(int.class, "property")
                .addParameter(Machine.class, "before")
                .addParameter(Machine.class, "after")
                .addParameter(Step.class, "step");
        m.beginControlFlow("switch (property)");
        for (int i = 0; i < model.properties().size(); i++) {
            Protocol.Property p = model.properties().get(i);
            if (p.kind().ofSteps()) {
                var of = names.machine(p.peers().getFirst().machine());
                String name = new StepConditions(p, of, methods, points, markers, parts).generate();
                m.addStatement("case $1L: return $2L(($3T) before, ($3T) after, step)", i, name, of.type());
            }
        }
        m.addStatement("default: throw $T.none($S, property)", Expressions.CHECKS, "properties of steps");
        return m.endControlFlow().build();
    }

    // ------------------------------------------------------------ users' guards

    private MethodSpec when(List<MethodSpec> parts) {
        MethodSpec.Builder m = MachineState.override("when", boolean.class)
                .addParameter(int.class, "scenario")
                .addParameter(int.class, "peer")
                .addParameter(int.class, "step")
                .addParameter(Machine.class, "subject");
        m.beginControlFlow("switch (scenario)");
        for (int i = 0; i < model.scenarios().size(); i++) {
            Scenario scenario = model.scenarios().get(i);
            String name = methods.claim(Names.camel("scenario-" + scenario.name()));
            m.addStatement("case $L: return $L(peer, step, subject)", i, name);
            parts.add(guards(name, scenario, parts));
        }
        m.addStatement("default: throw $T.none($S, scenario)", Expressions.CHECKS, "scenarios");
        return m.endControlFlow().build();
    }

    private MethodSpec guards(String name, Scenario scenario, List<MethodSpec> parts) {
        MethodSpec.Builder m = MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(boolean.class)
                .addJavadoc(Docs.of("scenario " + scenario.name(), scenario.doc(), scenario.citations()))
                .addParameter(int.class, "peer")
                .addParameter(int.class, "step")
                .addParameter(Machine.class, "subject");
        for (Scenario.Peer peer : scenario.peers()) {
            MachineNames of = names.machine(peer.machine().index());
            var script = new ArrayList<>(peer.script());
            script.addAll(peer.afterCrash());
            for (int step = 0; step < script.size(); step++) {
                Scenario.UserStep user = script.get(step);
                if (user.when().isEmpty()) {
                    continue;
                }
                String guard = methods.claim(name + Names.pascal(peer.name()) + step);
                m.beginControlFlow("if (peer == $L && step == $L)", peer.index(), step)
                        .addStatement("return $L(($T) subject)", guard, of.type())
                        .endControlFlow();
                String heading = peer.name() + ": " + user.call().name();
                var scope = Scope.outside(
                        of, "m", points.ofCondition(user.span(), "scenario " + scenario.name() + ": " + heading, List.of()));
                parts.add(predicate(guard, user.span(), "guard of " + heading, "", List.of(), user.when().get(), scope)
                        .addParameter(of.type(), "m")
                        .build());
            }
        }
        return m.addStatement("return true").build();
    }
}
