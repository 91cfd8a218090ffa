package dev.sequent.suite.machines;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.PropertySource;
import dev.sequent.suite.property.Setting;
import java.util.List;

/** What must be true of one machine, whatever befalls it. */
public final class MachineProperties implements PropertySource {

    public MachineProperties(CompiledCore core, Protocol protocol) {}

    @Override
    public List<Property<?>> properties(Setting setting) {
        return List.of();
    }
}
