package dev.sequent.suite.machines;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.validation.Subject;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.PropertySource;
import dev.sequent.suite.property.Setting;
import java.util.List;

/** What must be true of one machine, whatever befalls it. */
public final class MachineProperties implements PropertySource {
    /** The one that the stack runs; the others are remotes of scenarios, and need not stand everything. */
    private static final String CONNECTION = "Connection";

    private final Subject subject;
    private final Protocol protocol;

    public MachineProperties(CompiledCore core, Protocol protocol) {
        this.protocol = protocol;
        this.subject = new Subject(
                protocol, new InterpretedCore(protocol), core.load(MachineProperties.class.getClassLoader()));
    }

    @Override
    public List<Property<?>> properties(Setting setting) {
        return protocol.machines().stream()
                .filter(m -> m.name().equals(CONNECTION))
                .<Property<?>>map((MachineType m) -> new AnyEvents(subject, m, setting))
                .toList();
    }
}
