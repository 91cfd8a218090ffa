package dev.sequent.cli.sensitivity;

import dev.sequent.check.CheckRun;
import dev.sequent.check.SimulationReport;
import dev.sequent.check.simulation.Simulation;
import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.language.model.Scenario;
import java.util.Comparator;

/** Random walks through every scenario: a few through each, then the others, until one is violated. */
final class SimulationJudge implements Judge {
    /** Walks of the first turn: what is found at all is mostly found soon, in some scenario. */
    private static final long FIRST = 32;

    private final Bounds bounds;
    private final long memory;
    private final int width;

    /** @param memory bytes of the tables of a world */
    SimulationJudge(Bounds bounds, long memory, int width) {
        this.bounds = bounds;
        this.memory = memory;
        this.width = width;
    }

    @Override
    public Opinion of(Broken broken, Until until) {
        long first = Math.min(FIRST, bounds.walks());
        var turns = new Turns(broken, new CheckRun(broken.protocol(), broken.core(), broken.sources()), until);
        Opinion soon = turns.walk(0, first);
        return soon instanceof Opinion.Missed && bounds.walks() > first
                ? turns.walk(first, bounds.walks() - first)
                : soon;
    }

    /** The walks of one fault. */
    private final class Turns {
        private final Broken broken;
        private final CheckRun run;
        private final Until until;
        private long walks;

        Turns(Broken broken, CheckRun run, Until until) {
            this.broken = broken;
            this.run = run;
            this.until = until;
        }

        Opinion walk(long from, long count) {
            for (Scenario scenario : broken.protocol().scenarios()) {
                if (until.over()) {
                    return new Opinion.GaveUp(walks);
                }
                SimulationReport report = run.simulate(
                        scenario,
                        broken.set(),
                        SimulationOptions.of(bounds.seed())
                                .withWalks(from, count)
                                .withTime(until.left())
                                .withThreads(1)
                                .withMemory(memory));
                walks += report.walked().walks();
                if (!report.findings().isEmpty()) {
                    return found(scenario, report, from);
                }
                if (report.walked().stop() == Simulation.Stop.TIME) {
                    return new Opinion.GaveUp(walks);
                }
            }
            return new Opinion.Missed(walks);
        }

        private Opinion found(Scenario scenario, SimulationReport report, long from) {
            SimulationReport.Finding shortest = report.findings().stream()
                    .min(Comparator.comparingInt(f -> f.trace().steps().size()))
                    .orElseThrow();
            return new Opinion.Found(
                    shortest.trace().subject().name() + " in " + scenario.name(),
                    // What is said about runs is judged on all walks together.
                    shortest.walk().orElse(from + report.walked().walks() - 1) + 1,
                    shortest.trace().steps().size(),
                    shortest.trace().finding() + "\n" + shortest.trace().figure(width));
        }
    }
}
