package dev.sequent.check.reference;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.PropertyVerdict;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.interpret.UnspecifiedBehaviour;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One scenario, judged three times. */
final class Comparison {
    static final int MOST_WORLDS = 1_500;
    private static final int MOST_STATES = 100_000;

    private final Protocol protocol;
    private final CheckRun engine;

    /** @param skipped why nothing was compared, or empty */
    record Result(List<String> differences, Map<String, Finding> findings, int worlds, boolean naive, String skipped) {
        static Result skipped(String why) {
            return new Result(List.of(), Map.of(), 0, false, why);
        }
    }

    Comparison(Protocol protocol, CompiledCore core) {
        this.protocol = protocol;
        this.engine = new CheckRun(protocol, core);
    }

    /** @param draft where it stands: what it checks is read there, and not taken from the compiler */
    Result of(Node draft, Scenario scenario) {
        List<Property> properties = asked(scenario, draft.checks(scenario.name()));
        Judge judge;
        Map<String, Finding> findings;
        try {
            judge = new Judge(new Scene(protocol, scenario.name(), Asked.by(properties)), MOST_WORLDS);
            findings = judge.findings(properties);
        } catch (Graph.TooLarge e) {
            return Result.skipped("more than " + MOST_WORLDS + " worlds");
        } catch (UnspecifiedBehaviour e) {
            return Result.skipped("what the language does not define");
        }
        Limits limits = Limits.none().withKeepGoing(true).withStates(MOST_STATES);
        ScenarioReport report =
                engine.check(scenario, CheckOptions.defaults().withThreads(1).withLimits(limits));
        if (report.stop().isPresent()) {
            return Result.skipped("more than " + MOST_STATES + " states in the explorer");
        }
        var differences = new ArrayList<String>();
        compare(findings, report, differences);
        boolean naive = naive(scenario, properties, findings, judge.graph().size(), differences);
        return new Result(differences, findings, judge.graph().size(), naive, "");
    }

    /** Those that {@code check} names, with their witnesses, or all that have a binding. */
    private List<Property> asked(Scenario scenario, Set<String> named) {
        return protocol.properties().stream()
                .filter(p -> named.isEmpty() || named.contains(p.name()))
                .filter(p -> !Bindings.of(p, scenario).isEmpty())
                .toList();
    }

    // ------------------------------------------------------------ the explorer

    private static void compare(Map<String, Finding> mine, ScenarioReport report, List<String> differences) {
        var theirs = new TreeMap<String, Finding>();
        for (PropertyVerdict verdict : report.verdicts()) {
            if (!verdict.subject().kind().witness()) {
                theirs.merge(verdict.name(), finding(verdict.verdict()), Finding::or);
            }
        }
        var names = new TreeSet<>(mine.keySet());
        names.addAll(theirs.keySet());
        for (String name : names) {
            String my = text(Optional.ofNullable(mine.get(name)));
            String their = text(Optional.ofNullable(theirs.get(name)));
            if (!my.equals(their)) {
                differences.add(name + ": " + my + " by the language, " + their + " by the explorer");
            }
        }
    }

    private static String text(Optional<Finding> finding) {
        return finding.map(f -> f.kind() + (f.length() < 0 ? "" : " in " + f.length()))
                .orElse("not judged");
    }

    private static Finding finding(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Holds ignored -> Finding.of(Finding.Kind.HOLDS);
            case Verdict.Vacuous ignored -> Finding.of(Finding.Kind.VACUOUS);
            case Verdict.NotExhausted ignored -> Finding.of(Finding.Kind.NOT_SHOWN);
            case Verdict.Violated violated -> Finding.violated(length(violated.trace()));
        };
    }

    /** Of runs that go on for ever no shortest one is looked for. */
    private static int length(Counterexample trace) {
        return Set.of("leads_to", "eventually_always").contains(trace.subject().kind())
                ? -1
                : trace.steps().size();
    }

    // ------------------------------------------------------------ the naive search

    /** It knows two peers, and no runs. */
    private boolean naive(
            Scenario scenario,
            List<Property> properties,
            Map<String, Finding> mine,
            int worlds,
            List<String> differences) {
        if (scenario.peers().size() != 2) {
            return false;
        }
        Asked asked = Asked.by(properties);
        var told = new TreeSet<String>();
        protocol.machines()
                .forEach(m -> m.signals().stream()
                        .filter(s -> asked.told().contains(s.index()))
                        .forEach(s -> told.add(s.name())));
        var kept = new NaiveSearch.Kept(asked.incarnations() ? asked.most() : 0, asked.origins(), asked.octets(), told);
        Optional<NaiveSearch.Result> result;
        try {
            result = new NaiveSearch(protocol, new InterpretedCore(protocol), scenario, kept).run(4L * MOST_WORLDS);
        } catch (UnspecifiedBehaviour | Fault e) {
            // Nor does it know users' steps that there is no telling about.
            return false;
        }
        if (result.isEmpty()) {
            return false;
        }
        Set<String> reached = result.get().reached();
        differ(Judge.FAULT, mine, reached.contains("FAULT"), differences);
        differ(Judge.DEADLOCK, mine, reached.contains("DEADLOCK"), differences);
        for (Property property : properties) {
            if (!property.kind().witness() && !property.kind().liveness()) {
                differ(property.name(), mine, reached.contains(property.kind() + " " + property.name()), differences);
            }
        }
        return true;
    }

    private static void differ(String name, Map<String, Finding> mine, boolean violated, List<String> differences) {
        if (violated != (mine.get(name).kind() == Finding.Kind.VIOLATED)) {
            differences.add(name + ": " + text(Optional.of(mine.get(name))) + " by the language, "
                    + (violated ? "violated" : "not violated") + " by the naive search");
        }
    }
}
