package dev.sequent.suite.stacks;

import java.util.List;
import java.util.StringJoiner;

/** A plan in words. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        var text = new StringJoiner("\n");
        text.add(switch (plan.opening()) {
                    case ACTIVE_AND_PASSIVE -> "B listens, A opens";
                    case SIMULTANEOUS -> "both open at once";
                    case REFUSED -> "A opens, and nobody listens";
                }
                + "; " + plan.delay() + " ms each way");
        plan.parameters().forEach((name, value) -> text.add("  " + name + " = " + value));
        text.add("A: " + end(plan.a()));
        text.add("B: " + end(plan.b()));
        if (!plan.aToB().isEmpty()) {
            text.add("what A sends: " + faults(plan.aToB()));
        }
        if (!plan.bToA().isEmpty()) {
            text.add("what B sends: " + faults(plan.bToA()));
        }
        for (Plan.Cut cut : plan.cuts()) {
            text.add("nothing passes from " + cut.from() + " ms on for " + cut.length() + " ms");
        }
        return text.toString();
    }

    private static String end(Plan.End end) {
        var text = new StringJoiner(", ");
        text.add("MTU " + end.mtu());
        text.add("ISN " + Integer.toUnsignedString(end.isn()));
        for (Plan.Write write : end.writes()) {
            text.add((write.after() > 0 ? "after " + write.after() + " ms " : "") + "writes " + write.octets()
                    + (write.urgent() ? " (urgent)" : ""));
        }
        text.add(
                switch (end.ending()) {
                    case SHUT_DOWN -> "closes its direction";
                    case ANSWER -> "closes when the other has closed";
                    case LINGER -> "closes both directions when all is acknowledged";
                    case CLOSE -> "closes both directions";
                    case ABORT -> "aborts after " + end.endAfter() + " ms";
                });
        if (end.slow() > 0) {
            text.add("reads nothing for " + end.slow() + " ms");
        }
        if (end.chunk() < 65_536 || end.pause() > 0) {
            text.add("reads " + end.chunk() + " at a time" + (end.pause() > 0 ? ", every " + end.pause() + " ms" : ""));
        }
        if (end.nodelay()) {
            text.add("without Nagle's algorithm");
        }
        return text.toString();
    }

    private static String faults(List<Plan.Fault> faults) {
        var text = new StringJoiner(", ");
        int passed = 0;
        for (Plan.Fault fault : faults) {
            passed += fault.after() + 1;
            text.add("segment " + passed + " "
                    + switch (fault.kind()) {
                        case LOSE -> "is lost";
                        case DUPLICATE -> "comes again after " + fault.amount() + " ms";
                        case DELAY -> "comes " + fault.amount() + " ms late";
                        case CORRUPT -> "comes with bit " + fault.amount() + " turned round";
                    });
        }
        return text.toString();
    }
}
