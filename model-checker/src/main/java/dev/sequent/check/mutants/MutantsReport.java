package dev.sequent.check.mutants;

import java.time.Duration;
import java.util.List;

/**
 * The results of all mutants.
 *
 * @param engine what searched: {@code embedded}, or {@code jpf}
 * @param digest of the core without any of them
 * @param reports in the order in which they were given
 * @param demands every property and invariant of the specification, see {@link Original#demands()}
 * @param whole the mutants are all that the specification has, so that a property that kills none is without one
 * @param checked the unmutated specification was checked as well
 */
public record MutantsReport(
        String protocol,
        String engine,
        String digest,
        List<MutantReport> reports,
        List<String> demands,
        boolean whole,
        boolean checked,
        Duration elapsed) {
    public MutantsReport {
        reports = List.copyOf(reports);
        demands = List.copyOf(demands);
    }

    public int killed() {
        return (int) reports.stream().filter(MutantReport::killed).count();
    }

    /** Properties that kill no mutant as they should. Empty when only some of the mutants were run. */
    public List<String> withoutMutant() {
        return judgesAll()
                ? demands.stream()
                        .filter(d -> reports.stream()
                                .noneMatch(r -> r.killed() && r.fell().contains(d)))
                        .toList()
                : List.of();
    }

    /** Whether to say which properties have no mutant. */
    public boolean judgesAll() {
        return whole && !interrupted();
    }

    public boolean interrupted() {
        return reports.stream().anyMatch(r -> r.fate() instanceof Fate.Interrupted);
    }

    /** Every mutant was killed as promised, and no property is left without one. */
    public boolean good() {
        return killed() == reports.size() && withoutMutant().isEmpty();
    }
}
