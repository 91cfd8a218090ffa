package dev.sequent.check;

import dev.sequent.check.trace.TraceStep.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How often each rule was taken.
 *
 * @param counts each rule with the number of transitions in which it was passed, in the order of points
 */
public record Coverage(List<Count> counts) {
    public record Count(Rule rule, long times) {}

    static Coverage of(List<Rule> rules, long[] passed) {
        var counts = new ArrayList<Count>();
        for (Rule rule : rules) {
            counts.add(new Count(rule, rule.point() < passed.length ? passed[rule.point()] : 0));
        }
        return new Coverage(List.copyOf(counts));
    }

    /** Those that the specification does not itself declare unreachable. */
    public List<Rule> neverTaken() {
        return counts.stream()
                .filter(c -> c.times() == 0)
                .map(Count::rule)
                .filter(r -> !r.declaredUnreachable())
                .toList();
    }

    /** Those that the specification declares unreachable; taking one is a fault. */
    public List<Rule> declaredUnreachable() {
        return counts.stream()
                .map(Count::rule)
                .filter(Rule::declaredUnreachable)
                .toList();
    }

    /** Several searches as one. */
    public static Coverage sum(List<Coverage> all) {
        var byPoint = new TreeMap<Integer, Count>();
        for (Coverage coverage : all) {
            for (Count count : coverage.counts) {
                byPoint.merge(count.rule().point(), count, (a, b) -> new Count(a.rule(), a.times() + b.times()));
            }
        }
        return new Coverage(List.copyOf(byPoint.values()));
    }
}
