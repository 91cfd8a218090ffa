package dev.sequent.check.mutants;

import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.List;
import java.util.Map;

/**
 * A mutant, applied and compiled to its typed model.
 *
 * @param set parameters that override what scenarios set: the original's, and its own
 * @param remarks one line each about what is not wrong, but needs attention
 */
public record Ready(Mutant mutant, Protocol protocol, Map<String, Long> set, List<String> remarks) {
    public Ready {
        set = Map.copyOf(set);
        remarks = List.copyOf(remarks);
    }

    Scenario scenario(String name) {
        return protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
