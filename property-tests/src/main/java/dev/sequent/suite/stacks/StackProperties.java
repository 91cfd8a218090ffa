package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.PropertySource;
import dev.sequent.suite.property.Setting;
import java.util.List;

/** The properties of stacks. */
public final class StackProperties implements PropertySource {

    /** For the suite, which knows only the interface. */
    public StackProperties() {}

    @Override
    public List<Property<?>> properties(Setting setting) {
        return List.of(new Delivery(setting));
    }
}
