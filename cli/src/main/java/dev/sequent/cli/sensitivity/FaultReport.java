package dev.sequent.cli.sensitivity;

import dev.sequent.check.mutants.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the judges say of one fault.
 *
 * @param number from 1, in the order in which faults are drawn
 * @param refused why no judge could look at it, and it counts as found by diagnostics: no core or no stack can be made
 *     of the specification that has it; mostly empty
 * @param opinions of those who were asked, in their order; empty if it was refused
 */
public record FaultReport(int number, Fault fault, Optional<String> refused, Map<JudgeName, Opinion> opinions) {

    /** The judges that find it. */
    List<JudgeName> finders() {
        return opinions.entrySet().stream()
                .filter(e -> e.getValue() instanceof Opinion.Found)
                .map(Map.Entry::getKey)
                .toList();
    }

    public boolean isFound() {
        return refused.isPresent() || !finders().isEmpty();
    }
}
