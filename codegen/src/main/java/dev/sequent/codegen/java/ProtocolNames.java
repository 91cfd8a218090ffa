package dev.sequent.codegen.java;

import com.palantir.javapoet.ClassName;
import dev.sequent.codegen.form.CoreForm;
import dev.sequent.codegen.form.Enumeration;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Parameter;
import dev.sequent.codegen.form.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Java names of a protocol: its package, its classes, what belongs to no machine. */
final class ProtocolNames {
    private static final String ROOT = "dev.sequent.generated.";
    /** The suffix that turns the name of a message's class into that of its header's class, which is found by it. */
    private static final String WIRE = "Wire";
    /** Behind the name of a machine's class: the interface by which it acts on the world around it. */
    private static final String WORLD = "World";

    private final CoreForm model;
    private final String packageName;
    private final ClassName parameters;
    private final ClassName coreClass;
    private final ClassName properties;
    private final List<MessageNames> messages = new ArrayList<>();
    private final List<ClassName> wires = new ArrayList<>();
    private final List<MachineNames> machines = new ArrayList<>();
    private final Names values;
    private final List<String> params = new ArrayList<>();
    private final List<String> externs = new ArrayList<>();
    private final Map<String, String> enumConstants = new HashMap<>();

    ProtocolNames(CoreForm model) {
        this.model = model;
        this.packageName = ROOT + Names.ofPackage(model.name());
        var classes = Names.ofFiles().reserve(Library.TYPES);
        String prefix = Names.pascal(model.name());
        parameters = claim(classes, prefix + "Parameters");
        coreClass = claim(classes, prefix + "Core");
        properties = claim(classes, prefix + "Properties");
        var messageTypes = new ArrayList<ClassName>();
        for (MessageForm message : model.messages()) {
            String name = classes.claim(Names.pascal(message.name()), WIRE);
            messageTypes.add(ClassName.get(packageName, name));
            wires.add(ClassName.get(packageName, name + WIRE));
        }
        var machineTypes = new ArrayList<ClassName>();
        var worlds = new ArrayList<ClassName>();
        for (MachineForm machine : model.machines()) {
            String name = classes.claim(Names.pascal(machine.name()), WORLD);
            machineTypes.add(ClassName.get(packageName, name));
            worlds.add(ClassName.get(packageName, name + WORLD));
        }
        values = new Names().reserve(Library.TYPES);
        Stream.of(messageTypes, wires, machineTypes, worlds, List.of(parameters, coreClass, properties))
                .flatMap(List::stream)
                .forEach(c -> values.reserve(c.simpleName()));
        model.messages().forEach(m -> messages.add(new MessageNames(this, m, messageTypes.get(m.kind()))));
        model.machines()
                .forEach(m ->
                        machines.add(new MachineNames(this, m, machineTypes.get(m.index()), worlds.get(m.index()))));

        var parameterNames = values().reserve("NAMES");
        model.parameters().forEach(p -> params.add(parameterNames.claim(Names.same(p.name()))));
        var constants = values().reserve("NAME", "EXTERNS", "MACHINES", "MESSAGES");
        model.externs().forEach(e -> externs.add(constants.claim("EXTERN_" + Names.constant(e.name()))));
        for (Enumeration type : model.enumerations()) {
            for (String constant : type.constants()) {
                enumConstants.put(
                        type.name() + '/' + constant, constants.claim(Names.constant(type.name() + "_" + constant)));
            }
        }
    }

    private ClassName claim(Names classes, String name) {
        return ClassName.get(packageName, classes.claim(name));
    }

    /** A scope of fields or variables: one that is called like a class would hide it. */
    Names values() {
        return new Names(values);
    }

    CoreForm model() {
        return model;
    }

    String packageName() {
        return packageName;
    }

    ClassName parameters() {
        return parameters;
    }

    ClassName core() {
        return coreClass;
    }

    ClassName properties() {
        return properties;
    }

    MachineNames machine(int index) {
        return machines.get(index);
    }

    MessageNames message(MessageForm message) {
        return messages.get(message.kind());
    }

    ClassName wire(MessageForm message) {
        return wires.get(message.kind());
    }

    String param(Parameter param) {
        return param(param.index());
    }

    String param(int parameter) {
        return params.get(parameter);
    }

    /** Constant of the core class. */
    String extern(Symbol function) {
        return externs.get(function.index());
    }

    /** Constant of the core class. */
    String enumConstant(Enumeration type, int ordinal) {
        return Names.chosen(enumConstants, type.name() + '/' + type.constants().get(ordinal));
    }
}
