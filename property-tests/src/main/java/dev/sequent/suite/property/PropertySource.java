package dev.sequent.suite.property;

import java.util.List;

/** Some properties of one specification; those that are linked with its core are known to the runner by this alone. */
public interface PropertySource {

    /** In the order in which they are to be checked. */
    List<Property<?>> properties(Setting setting);
}
