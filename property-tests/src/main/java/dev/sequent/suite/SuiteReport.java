package dev.sequent.suite;

import dev.sequent.suite.run.PropertyReport;
import java.util.List;

/**
 * What came of a run.
 *
 * @param interrupted before all properties had been tried enough
 */
public record SuiteReport(List<PropertyReport> reports, boolean interrupted) {
    public SuiteReport {
        reports = List.copyOf(reports);
    }

    public boolean holds() {
        return reports.stream().allMatch(r -> r.failure().isEmpty());
    }
}
