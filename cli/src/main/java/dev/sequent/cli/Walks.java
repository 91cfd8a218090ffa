package dev.sequent.cli;

import dev.sequent.check.CheckRun;
import dev.sequent.check.Coverage;
import dev.sequent.check.SimulationJson;
import dev.sequent.check.SimulationReport;
import dev.sequent.check.SimulationText;
import dev.sequent.check.TraceFolder;
import dev.sequent.check.VerdictTable;
import dev.sequent.check.engine.Disk;
import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.model.Scenario;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has a specification's scenarios walked through at random, and says what came of it.
 *
 * @param whole every scenario's report in full
 * @param coverage list every rule with how often it was taken
 * @param folder where traces go, if anywhere
 */
record Walks(
        Specification spec,
        Console console,
        Paint paint,
        VerdictTable.Detail detail,
        boolean whole,
        boolean coverage,
        boolean json,
        Optional<TraceFolder> folder) {

    /** @return the exit code */
    int take(List<Scenario> scenarios, SimulationOptions options) {
        var run = new CheckRun(spec.protocol(), spec.core(), spec.compilation().sources());
        var reports = new ArrayList<SimulationReport>();
        var interrupted = new AtomicBoolean();
        try (var ignored = Signals.on("INT", () -> {
                    interrupted.set(true);
                    run.cancel();
                });
                var progress = new ProgressLine(console)) {
            for (Scenario scenario : scenarios) {
                SimulationReport report = walk(
                        run,
                        scenario,
                        options.withProgress(at -> progress.show(String.format(
                                Locale.ROOT,
                                "%s: %,d walks, %,d steps, %d violated, %d s",
                                scenario.name(),
                                at.walks(),
                                at.steps(),
                                at.violations(),
                                at.elapsed().toSeconds()))));
                reports.add(report);
                progress.close();
                write(report);
                if (!json) {
                    console.println(
                            SimulationText.of(report, detail, whole || scenarios.size() == 1, console.width(), paint));
                }
                if (interrupted.get()) {
                    break;
                }
            }
        }
        return tell(reports, interrupted.get());
    }

    private SimulationReport walk(CheckRun run, Scenario scenario, SimulationOptions options) {
        try {
            return run.simulate(scenario, spec.set(), options);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(spec.located(String.valueOf(e.getMessage())));
        }
    }

    private void write(SimulationReport report) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            for (SimulationReport.Finding finding : report.findings()) {
                folder.get().write(finding.trace(), report.bounds()).forEach(file -> console.say("wrote " + file));
            }
        } catch (IOException e) {
            throw CommandFailure.missing("cannot write the traces: " + Disk.reason(e));
        }
    }

    private int tell(List<SimulationReport> reports, boolean interrupted) {
        long violated = reports.stream().mapToLong(r -> r.findings().size()).sum();
        if (json) {
            console.print(SimulationJson.of(reports, spec.source()));
        } else {
            long walks = reports.stream().mapToLong(r -> r.walked().walks()).sum();
            console.println((violated == 0
                            ? String.format(
                                    Locale.ROOT,
                                    "nothing was found in %,d walks through %s; that is no proof",
                                    walks,
                                    scenarios(reports.size()))
                            : paint.bad(violated + " VIOLATED") + ", in "
                                    + scenarios((int) reports.stream()
                                            .filter(r -> !r.findings().isEmpty())
                                            .count()))
                    + ", for core " + spec.core().digest());
        }
        if (coverage && !json) {
            console.print("\n"
                    + VerdictTable.coverage(
                            Coverage.sum(reports.stream()
                                    .map(SimulationReport::coverage)
                                    .toList()),
                            spec::openable));
        }
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        return violated == 0 ? ExitCode.OK : ExitCode.VIOLATED;
    }

    private static String scenarios(int count) {
        return count == 1 ? "1 scenario" : count + " scenarios";
    }
}
