package dev.sequent.check.reference;

import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the scenarios that were compared had about them: a random test that never meets a thing says nothing of it. */
final class Tally {
    private static final Map<String, Pattern> OF_SCENARIOS = patterns(
            "timed", "timed \\{",
            "half ticks", "tick 500 ms",
            "crash", "crash A",
            "crash twice", "crash A at most 2",
            "after crash", "after crash",
            "attacker", "attacker to",
            "old duplicate", "holds ",
            "losses", "may lose[,} ]",
            "bounded losses", "lose at most",
            "duplicates", "duplicate",
            "reordering", "reorder",
            "strong delivery", "strong delivery",
            "weak delivery", "weak delivery",
            "no delivery", "no delivery",
            "strong timers", "strong timers",
            "no timers", "no timers",
            "strong users", "strong users",
            "no users", "no users",
            "set", "set RETRY",
            "choose", "choose pick in \\{",
            "choose in turn", "choose pick in turn",
            "bound", "bound T",
            "repeat", "repeat ",
            "when", " when ",
            "when there is no telling", " when O > 0");
    private static final Map<String, Pattern> OF_MACHINES = patterns(
            "delete TCB", "delete TCB",
            "many timers", "timer T65",
            "many signals", "signal told-65",
            "ranges", "var R : ranges",
            "rows", "table ROWS",
            "optional", "var O : ",
            "points in time", "var SINCE",
            "time never set", "var LAST",
            "loop", "while N",
            "for", "for i",
            "procedure", "act\\([01]\\)",
            "steps", "step first",
            "continue at", "continue at",
            "before sending", "before sending",
            "batch", "event QUIET",
            "told to network", "<TOS=1>",
            "assert", "assert ",
            "effect", "poke\\([0-2]\\)",
            "two messages", "receives L",
            "two machines", "machine Second");
    private static final Map<String, Pattern> OF_PROPERTIES = patterns(
            "old",
            "old\\(",
            "expires",
            "expires ",
            "receives",
            " receives ",
            "sends",
            " sends ",
            "calls",
            " calls ",
            "signals",
            " signals ",
            "forged",
            "forged",
            "stale",
            "stale",
            "told",
            "told\\(",
            "incarnation",
            "incarnation\\(",
            "crashes",
            "crashes\\(",
            "channel empty",
            "channel empty",
            "sent",
            "sent\\(",
            "delivered",
            "delivered\\(",
            "faithful",
            "faithful\\(");

    private final Map<String, Integer> met = new TreeMap<>();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int compared;
    private int byNaive;

    Tally() {
        for (Map<String, Pattern> patterns : List.of(OF_SCENARIOS, OF_MACHINES, OF_PROPERTIES)) {
            patterns.keySet().forEach(f -> met.put(f, 0));
        }
        for (Property.Kind kind : Property.Kind.values()) {
            for (Finding.Kind finding : kind.witness() ? new Finding.Kind[0] : Finding.Kind.values()) {
                met.put(name(kind, finding), 0);
            }
        }
        for (String always : List.of(Judge.FAULT, Judge.DEADLOCK, "invariant")) {
            met.put(always + " holds", 0);
            met.put(always + " violated", 0);
        }
        met.put("one peer", 0);
    }

    private static Map<String, Pattern> patterns(String... pairs) {
        var result = new LinkedHashMap<String, Pattern>();
        for (int i = 0; i < pairs.length; i += 2) {
            result.put(pairs[i], Pattern.compile(pairs[i + 1]));
        }
        return result;
    }

    void skip(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    void count(Node draft, Protocol protocol, String scenario, Comparison.Result result) {
        compared++;
        byNaive += result.naive() ? 1 : 0;
        Node own = draft.scenario(scenario);
        meet(OF_SCENARIOS, own.text());
        if (own.inner().stream().filter(n -> n.head().startsWith("peer ")).count() == 1) {
            met.merge("one peer", 1, Integer::sum);
        }
        meet(OF_MACHINES, draft.text());
        for (Property property : protocol.properties()) {
            if (result.findings().containsKey(property.name())) {
                String line = draft.inner().stream()
                        .map(Node::head)
                        .filter(h -> h.startsWith("property " + property.name() + "("))
                        .findFirst()
                        .orElse("");
                if (!property.kind().witness()) {
                    meet(OF_PROPERTIES, line);
                    met.merge(
                            name(
                                    property.kind(),
                                    result.findings().get(property.name()).kind()),
                            1,
                            Integer::sum);
                }
            }
        }
        result.findings().forEach((name, finding) -> {
            String what = name.contains(".") ? "invariant" : name;
            met.computeIfPresent(what + " " + word(finding.kind()), (k, n) -> n + 1);
        });
    }

    private void meet(Map<String, Pattern> patterns, String text) {
        patterns.forEach((feature, pattern) -> {
            if (pattern.matcher(text).find()) {
                met.merge(feature, 1, Integer::sum);
            }
        });
    }

    private static String name(Property.Kind kind, Finding.Kind finding) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + word(finding);
    }

    private static String word(Finding.Kind finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    int compared() {
        return compared;
    }

    int skippedInAll() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many were searched by the naive search, too. */
    int byNaive() {
        return byNaive;
    }

    List<String> neverMet() {
        var result = new ArrayList<String>();
        met.forEach((feature, count) -> {
            if (count == 0) {
                result.add(feature);
            }
        });
        return result;
    }

    @Override
    public String toString() {
        return compared + " scenarios compared, " + byNaive + " of them with the naive search as well; skipped "
                + skipped + "; of those that were compared, so many had: " + met;
    }
}
