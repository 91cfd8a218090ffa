package dev.sequent.suite;

import dev.sequent.suite.run.PropertyReport;
import java.util.BitSet;
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

    /** The points of the specification that some property's tries have passed. */
    public BitSet points() {
        var all = new BitSet();
        reports.forEach(r -> all.or(r.points()));
        return all;
    }
}
