package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.Conditions;
import dev.sequent.codegen.form.Conditions.Condition;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Subject;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The class of a protocol's predicates. It is not part of the pure core: the stack runs without it. */
final class PropertiesGenerator {
    private static final Subject ALONE = new Subject.Peer(0);

    private final ProtocolNames names;
    private final Conditions model;
    private final Markers markers;
    private final Names methods = new Names().reserve(Library.methods(Core.Properties.class));

    PropertiesGenerator(ProtocolNames names, Markers markers) {
        this.names = names;
        this.model = names.model().conditions();
        this.markers = markers;
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.properties())
                .addModifiers(PUBLIC, FINAL)
                .addSuperinterface(Core.Properties.class)
                .addJavadoc(
                        "Invariants, properties and users' guards of $L.\n\n<p>$L",
                        Docs.text(names.model().name()),
                        Docs.provenance(names.model()));
        var parts = new ArrayList<MethodSpec>();
        type.addMethod(invariant(parts));
        type.addMethod(property(parts));
        if (!model.ofFlights().isEmpty()) {
            type.addMethod(inFlight(parts));
        }
        type.addMethod(step(parts));
        type.addMethod(when(parts));
        parts.forEach(type::addMethod);
        return type.build();
    }

    // ------------------------------------------------------------ invariants

    private MethodSpec invariant(List<MethodSpec> parts) {
        MethodSpec.Builder m = Constants.override("invariant", boolean.class)
                .addParameter(int.class, "machine")
                .addParameter(int.class, "invariant")
                .addParameter(Machine.class, "subject");
        m.beginControlFlow("switch (machine)");
        for (int machine = 0; machine < model.invariants().size(); machine++) {
            MachineNames of = names.machine(machine);
            String method = methods.claim("invariantOf" + of.type().simpleName());
            m.addStatement("case $L: return $L(invariant, ($T) subject)", machine, method, of.type());
            MethodSpec.Builder inner = MethodSpec.methodBuilder(method)
                    .addModifiers(PRIVATE, STATIC)
                    .returns(boolean.class)
                    .addParameter(int.class, "invariant")
                    .addParameter(of.type(), "m");
            inner.beginControlFlow("switch (invariant)");
            List<Condition> invariants = model.invariants().get(machine);
            for (int i = 0; i < invariants.size(); i++) {
                String name = methods.claim(
                        Names.camel(of.model().name() + "-" + invariants.get(i).name()));
                inner.addStatement("case $L: return $L(m)", i, name);
                parts.add(alone(name, of, invariants.get(i)));
            }
            inner.addStatement("default: throw $T.none($S, invariant)", Values.CHECKS, "invariants");
            parts.add(inner.endControlFlow().build());
        }
        m.addStatement("default: throw $T.none($S, machine)", Values.CHECKS, "machines");
        return m.endControlFlow().build();
    }

    /** The method of a condition on one machine. */
    private MethodSpec alone(String name, MachineNames of, Condition condition) {
        var values = new Values(Sight.outside(names, Map.of(ALONE, new Sight.Reach(of, "m."))));
        return predicate(name, condition)
                .addParameter(of.type(), "m")
                .addStatement(markers.mark(condition.span()) + "return $L", values.block(condition.value()))
                .build();
    }

    private static MethodSpec.Builder predicate(String name, Condition condition) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(boolean.class)
                .addJavadoc(Docs.of(condition.doc()));
    }

    // ------------------------------------------------------------ properties over peers

    private MethodSpec property(List<MethodSpec> parts) {
        MethodSpec.Builder m = Constants.override("property", boolean.class)
                .addParameter(int.class, "property")
                .addParameter(int.class, "part")
                .addParameter(Machine[].class, "peers")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(boolean.class, "channelEmpty");
        m.beginControlFlow("switch (property)");
        for (Conditions.OfStates p : model.ofStates()) {
            String name = property(p, p.kind(), p.condition(), parts);
            if (p.consequence().isPresent()) {
                String consequence = property(p, "consequence", p.consequence().get(), parts);
                m.addStatement(
                        "case $1L: return part == 0 ? $2L(peers, ghosts, channelEmpty) : $3L(peers, ghosts, channelEmpty)",
                        p.property(),
                        name,
                        consequence);
            } else {
                m.addStatement("case $L: return $L(peers, ghosts, channelEmpty)", p.property(), name);
            }
        }
        m.addStatement("default: throw $T.none($S, property)", Values.CHECKS, "properties of states");
        return m.endControlFlow().build();
    }

    private String property(Conditions.OfStates p, String kind, Condition condition, List<MethodSpec> parts) {
        String name = methods.claim(Names.camel(kind + "-" + condition.name()));
        var variables = names.values().reserve("peers", "ghosts", "channelEmpty");
        MethodSpec.Builder m = predicate(name, condition)
                .addParameter(Machine[].class, "peers")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(boolean.class, "channelEmpty");
        var values = new Values(Sight.outside(names, machines(p.peers(), variables, m)));
        parts.add(m.addStatement(markers.mark(condition.span()) + "return $L", values.block(condition.value()))
                .build());
        return name;
    }

    /** Declares a variable for each. */
    private HashMap<Subject, Sight.Reach> machines(List<Conditions.Peer> peers, Names variables, MethodSpec.Builder m) {
        var reaches = new HashMap<Subject, Sight.Reach>();
        for (Conditions.Peer peer : peers) {
            MachineNames of = names.machine(peer.machine());
            String variable = variables.claim(Names.same(peer.name()));
            m.addStatement("$1T $2L = ($1T) peers[$3L]", of.type(), variable, peer.index());
            reaches.put(new Subject.Peer(reaches.size()), new Sight.Reach(of, variable + "."));
        }
        return reaches;
    }

    // ------------------------------------------------------------ claims about messages in flight

    private MethodSpec inFlight(List<MethodSpec> parts) {
        MethodSpec.Builder m =
                inFlight(Constants.override("inFlight", boolean.class).addParameter(int.class, "property"));
        m.beginControlFlow("switch (property)");
        for (Conditions.OfFlights p : model.ofFlights()) {
            String name = methods.claim(Names.camel("in-flight-" + p.condition().name()));
            m.addStatement("case $L: return $L(peers, ghosts, first, later)", p.property(), name);
            parts.add(inFlight(name, p));
        }
        m.addStatement("default: throw $T.none($S, property)", Values.CHECKS, "claims about messages in flight");
        return m.endControlFlow().build();
    }

    private static MethodSpec.Builder inFlight(MethodSpec.Builder m) {
        return m.addParameter(Machine[].class, "peers")
                .addParameter(Ghosts[].class, "ghosts")
                .addParameter(Message.class, "first")
                .addParameter(Message.class, "later");
    }

    private MethodSpec inFlight(String name, Conditions.OfFlights p) {
        var variables = names.values().reserve("peers", "ghosts", "first", "later");
        MethodSpec.Builder m = inFlight(predicate(name, p.condition()));
        var reaches = machines(p.peers(), variables, m);
        String one = message(p.first(), "first", variables, m);
        var other = p.later().map(l -> message(l, "later", variables, m));
        var values = new Values(Sight.outside(names, reaches).flights(one, other));
        return m.addStatement(
                        markers.mark(p.condition().span()) + "return $L",
                        values.block(p.condition().value()))
                .build();
    }

    /** Declares a variable for it. */
    private String message(MessageForm message, String parameter, Names variables, MethodSpec.Builder m) {
        var type = names.message(message).type();
        String variable = variables.claim(parameter + type.simpleName());
        m.addStatement("$1T $2L = ($1T) $3L", type, variable, parameter);
        return variable;
    }

    // ------------------------------------------------------------ properties of steps

    private MethodSpec step(List<MethodSpec> parts) {
        MethodSpec.Builder m = Constants.override("step", boolean.class)
                .addParameter(int.class, "property")
                .addParameter(Machine.class, "before")
                .addParameter(Machine.class, "after")
                .addParameter(Step.class, "step");
        m.beginControlFlow("switch (property)");
        for (Conditions.OfStep p : model.ofSteps()) {
            MachineNames of = names.machine(p.peer().machine());
            String name = new StepConditions(p, of, methods, markers, parts).generate();
            m.addStatement("case $1L: return $2L(($3T) before, ($3T) after, step)", p.property(), name, of.type());
        }
        m.addStatement("default: throw $T.none($S, property)", Values.CHECKS, "properties of steps");
        return m.endControlFlow().build();
    }

    // ------------------------------------------------------------ users' guards

    private MethodSpec when(List<MethodSpec> parts) {
        MethodSpec.Builder m = Constants.override("when", boolean.class)
                .addParameter(int.class, "scenario")
                .addParameter(int.class, "peer")
                .addParameter(int.class, "step")
                .addParameter(Machine.class, "subject");
        m.beginControlFlow("switch (scenario)");
        for (int i = 0; i < model.scenarios().size(); i++) {
            Conditions.Scenario scenario = model.scenarios().get(i);
            String name = methods.claim(Names.camel("scenario-" + scenario.name()));
            m.addStatement("case $L: return $L(peer, step, subject)", i, name);
            parts.add(guards(name, scenario, parts));
        }
        m.addStatement("default: throw $T.none($S, scenario)", Values.CHECKS, "scenarios");
        return m.endControlFlow().build();
    }

    private MethodSpec guards(String name, Conditions.Scenario scenario, List<MethodSpec> parts) {
        MethodSpec.Builder m = MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE, STATIC)
                .returns(boolean.class)
                .addJavadoc(Docs.of(scenario.doc()))
                .addParameter(int.class, "peer")
                .addParameter(int.class, "step")
                .addParameter(Machine.class, "subject");
        for (Conditions.Guard guard : scenario.guards()) {
            MachineNames of = names.machine(guard.peer().machine());
            String method = methods.claim(name + Names.pascal(guard.peer().name()) + guard.step());
            m.beginControlFlow("if (peer == $L && step == $L)", guard.peer().index(), guard.step())
                    .addStatement("return $L(($T) subject)", method, of.type())
                    .endControlFlow();
            parts.add(alone(method, of, guard.condition()));
        }
        return m.addStatement("return true").build();
    }
}
