package dev.sequent.suite.property;

import dev.sequent.language.interpret.Assumptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What properties are told of the specification that they are checked against.
 *
 * @param parameters those that the specification declares
 * @param set by the user, by name, in generic form: no property changes these
 * @param assumptions what the specification assumes of parameters; {@code set} keeps it
 */
public record Setting(List<Parameter> parameters, Map<String, Long> set, Assumptions assumptions) {

    public Setting {
        parameters = List.copyOf(parameters);
        set = Map.copyOf(set);
    }

    /** @param least of its range, in generic form, as are the other two */
    public record Parameter(String name, long least, long most, long byDefault) {}

    /** The parameter of that name; a specification need not have it. */
    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** What the user has set, and those of the values that were drawn that the specification can do with. */
    public Map<String, Long> fitting(Map<String, Long> drawn) {
        return assumptions.fitting(drawn, set);
    }

    /** What holds if nobody chooses: what the user has set, or the default; 0 where there is no such parameter. */
    public long value(String name) {
        Long chosen = set.get(name);
        return chosen != null
                ? chosen
                : parameter(name).map(Parameter::byDefault).orElse(0L);
    }
}
