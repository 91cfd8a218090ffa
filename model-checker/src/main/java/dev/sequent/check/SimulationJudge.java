package dev.sequent.check;

import dev.sequent.check.simulation.Region;
import dev.sequent.check.simulation.Simulation;
import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.check.system.Claim;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Says what walks have found. */
final class SimulationJudge {
    private final CheckRun run;
    private final ScenarioSystem system;
    private final Simulation.Outcome found;

    /** @param system a world like the one that was walked through */
    SimulationJudge(CheckRun run, ScenarioSystem system, Simulation.Outcome found) {
        this.run = run;
        this.system = system;
        this.found = found;
    }

    SimulationReport report(SimulationOptions options, String digest, Points points) {
        Scenario scenario = system.plan().scenario();
        var findings = new ArrayList<SimulationReport.Finding>();
        var sound = new LinkedHashSet<String>();
        var reached = new LinkedHashSet<String>();
        var unreached = new LinkedHashSet<String>();
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            Optional<Simulation.Hit> hit = found.hits().get(w);
            if (watch.kind().witness()) {
                (hit.isPresent() ? reached : unreached).add(watch.name());
            } else if (hit.isPresent() && system.bad(w)) {
                findings.add(finding(watch, hit.get()));
            } else if (system.bad(w)) {
                sound.add(watch.name());
            }
        }
        for (int c = 0; c < system.claims().size(); c++) {
            Claim claim = system.claims().get(c);
            Optional<Simulation.Run> broken = found.runs().get(c);
            if (broken.isPresent()) {
                findings.add(finding(claim, broken.get()));
            } else {
                sound.add(claim.watch().name());
            }
        }
        findings.forEach(finding -> sound.remove(finding.subject().name()));
        unreached.removeAll(reached);
        return new SimulationReport(
                system.plan().protocol().name(),
                digest,
                scenario.name(),
                scenario.doc(),
                nearestOfEach(findings),
                List.copyOf(sound),
                List.copyOf(reached),
                List.copyOf(unreached),
                Bounds.of(system.plan(), found.counts()),
                new SimulationReport.Walked(
                        options.seed(),
                        options.first(),
                        found.walks(),
                        found.steps(),
                        options.depth(),
                        found.ended(),
                        found.lengths(),
                        found.worlds(),
                        found.elapsed(),
                        found.stop()),
                states(scenario),
                found.counts().ends(),
                Coverage.of(points.all(), found.counts().passed()));
    }

    /** A property in one of its bindings: the one that is violated in the fewest steps. */
    private static List<SimulationReport.Finding> nearestOfEach(List<SimulationReport.Finding> all) {
        var nearest = new ArrayList<SimulationReport.Finding>();
        for (SimulationReport.Finding finding : all) {
            int same = 0;
            while (same < nearest.size()
                    && !nearest.get(same)
                            .subject()
                            .name()
                            .equals(finding.subject().name())) {
                same++;
            }
            if (same == nearest.size()) {
                nearest.add(finding);
            } else if (length(finding) < length(nearest.get(same))) {
                nearest.set(same, finding);
            }
        }
        return nearest;
    }

    private static int length(SimulationReport.Finding finding) {
        return finding.trace().steps().size();
    }

    private SimulationReport.Finding finding(Watch watch, Simulation.Hit hit) {
        Counterexample trace =
                run.trace(watch, hit.path(), OptionalInt.empty(), system, steps -> CheckRun.finding(watch, steps));
        return new SimulationReport.Finding(watch, Optional.of(hit.walk()), hit.steps(), trace, hit.shortest());
    }

    private SimulationReport.Finding finding(Claim claim, Simulation.Run broken) {
        Region.Broken where = broken.broken();
        Watch watch = claim.inBindings().get(where.binding());
        Counterexample trace = ClaimJudge.trace(run, system, watch, where.lasso(), !broken.shortest());
        return new SimulationReport.Finding(
                watch, Optional.empty(), where.lasso().prefix().length, trace, broken.shortest());
    }

    private SimulationReport.States states(Scenario scenario) {
        List<String> peers = scenario.peers().stream().map(Scenario.Peer::name).toList();
        List<List<String>> names = system.plan().peers().stream()
                .map(p -> p.type().states().stream().map(s -> s.name()).toList())
                .toList();
        return new SimulationReport.States(
                peers, names.getFirst(), names.size() > 1 ? names.get(1) : List.of(""), found.pairs());
    }
}
