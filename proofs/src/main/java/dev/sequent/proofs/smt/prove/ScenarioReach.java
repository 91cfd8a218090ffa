package dev.sequent.proofs.smt.prove;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether a quick scenario comes to a violation of what was refuted. A counterexample to induction need not begin where
 * a connection can come to; where none is reached, nothing is said either.
 */
public final class ScenarioReach {
    /** States of each scenario. */
    public static final long STATES = 100_000;

    private static final String NO_FAULT = "no-fault";

    /**
     * How a scenario comes to it.
     *
     * @param claim an invariant of a machine, or {@code no-fault}
     * @param scenario empty: none does
     * @param steps how many it takes at least; 0 if none does
     */
    public record Reached(String claim, String scenario, int steps) {
        public String text() {
            return claim + ": "
                    + (scenario.isEmpty()
                            ? "no quick scenario reaches a violation"
                            : "scenario " + scenario + " reaches a violation in " + steps
                                    + (steps == 1 ? " step" : " steps"));
        }
    }

    private final Protocol protocol;
    private final Core core;
    private final CheckRun run;
    private final Map<String, Long> set;

    /** @param run of that protocol and core */
    public ScenarioReach(Protocol protocol, Core core, CheckRun run, Map<String, Long> set) {
        this.protocol = protocol;
        this.core = core;
        this.run = run;
        this.set = set;
    }

    /** A line for each claim that some of the results refute. @param progress told which scenario is explored */
    public List<Reached> of(List<Result> results, Consumer<String> progress) {
        var claims = new LinkedHashSet<String>();
        for (var result : results) {
            if (result.refuted()) {
                claims.add(
                        switch (result.obligation().claim()) {
                            case Claim.Invariant c ->
                                result.obligation().machine().name() + "."
                                        + c.invariant().name();
                            case Claim.OfStep c -> c.property().name();
                            case Claim.OfPeers c -> c.property().name();
                            case Claim.NoFault _, Claim.Past _, Claim.Possible _, Claim.Witnessed _ -> NO_FAULT;
                        });
            }
        }
        var found = new ArrayList<Reached>();
        for (Scenario scenario : protocol.scenarios()) {
            var open = new HashSet<>(claims);
            found.forEach(r -> open.remove(r.claim()));
            if (scenario.quick() && !open.isEmpty()) {
                progress.accept("exploring " + scenario.name());
                found.addAll(in(scenario, open));
            }
        }
        for (var claim : claims) {
            if (found.stream().noneMatch(r -> r.claim().equals(claim))) {
                found.add(new Reached(claim, "", 0));
            }
        }
        return found;
    }

    private List<Reached> in(Scenario scenario, Set<String> claims) {
        var watched = new HashSet<String>();
        ScenarioSystem.of(new Plan(protocol, core, scenario, set)).watched().stream()
                .map(Watch::name)
                .filter(claims::contains)
                .forEach(watched::add);
        if (watched.isEmpty()) {
            return List.of();
        }
        var report = run.check(
                scenario,
                CheckOptions.defaults()
                        .withThreads(1)
                        .withSet(set)
                        .withOnly(watched)
                        .withLimits(Limits.none().withStates(STATES).withKeepGoing(true)));
        var found = new ArrayList<Reached>();
        for (var verdict : report.verdicts()) {
            if (watched.contains(verdict.name()) && verdict.verdict() instanceof Verdict.Violated v) {
                found.add(new Reached(
                        verdict.name(), scenario.name(), v.trace().steps().size()));
            }
        }
        return found;
    }
}
