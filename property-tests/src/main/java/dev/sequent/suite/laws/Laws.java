package dev.sequent.suite.laws;

import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.PropertySource;
import dev.sequent.suite.property.Setting;
import java.util.List;

/** What everything else is built on, against a naive idea of it. */
public final class Laws implements PropertySource {

    @Override
    public List<Property<?>> properties(Setting setting) {
        return List.of(SequenceArithmetic.law(), RangeSets.law());
    }
}
