package dev.sequent.stack.tcp;

import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Trace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells which rule of the specification discarded a segment, or broke: remembers the last point in the rules for
 * arriving segments that the running machine passed, and counts by it. Points have names when the table of points lies
 * beside the generated classes.
 */
public final class DropRules implements Trace {

    private final PointNames names = PointNames.load();
    private int last = -1;
    private int sending = -1;
    private int event = -1;
    private long[] counts = new long[64];

    @Override
    public void at(int point) {
        int kind = names.kind(point);
        if (kind == 0) {
            return;
        }
        if ((kind & PointNames.EVENT) != 0) {
            event = point;
        } else if ((kind & PointNames.SENDING) != 0) {
            sending = point;
        }
        if ((kind & PointNames.ARRIVAL) != 0) {
            last = point; // What a rule calls says less than the rule itself.
        }
    }

    /** The machine that ran last has discarded its segment. */
    void dropped() {
        int point = Math.max(last, 0);
        if (point >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(point + 1, counts.length * 2));
        }
        counts[point]++;
    }

    /** How many segments each rule has discarded, most first: its place in the specification, and its words. */
    public Map<String, Long> counts() {
        Map<String, Long> byRule = new LinkedHashMap<>();
        IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                .forEach(i -> byRule.merge(names.name(i), counts[i], Long::sum));
        return byRule;
    }

    /**
     * What has sent a segment last, among all machines: the place in the specification, and the event that led there.
     * While a segment is being sent, what sends it.
     */
    public String sendingRule() {
        String rule = names.name(sending);
        return event < 0 || rule.contains(" on ") ? rule : rule + "; for " + names.name(event);
    }

    /** The same; empty if no machine has sent anything yet. */
    public Optional<String> sendingRuleIfAny() {
        return sending < 0 ? Optional.empty() : Optional.of(sendingRule());
    }

    /** The rule for arriving segments that was passed last, by any machine; empty if none was. */
    public Optional<String> arrivalRule() {
        return last < 0 ? Optional.empty() : Optional.of(names.name(last));
    }

    /** What went wrong, and at which rule. */
    String describe(RuntimeException e) {
        return e instanceof Fault fault
                ? "the specification broke a rule of its own: " + fault.getMessage() + " ("
                        + names.name(fault.point() >= 0 ? fault.point() : last) + ")"
                : "the stack could not do what the specification wants: " + e + " (" + names.name(last) + ")";
    }
}
