package dev.sequent.check;

import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceJson;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Locale;

/** Reports of simulations as one JSON object; {@code cli/JSON.md} describes it. */
public final class SimulationJson {
    private static final int VERSION = 1;

    private SimulationJson() {}

    public static String of(List<SimulationReport> reports, TraceSource source) {
        var json = new JsonWriter();
        json.document("sequent-simulation", VERSION, () -> {
            json.name("violated")
                    .value(reports.stream().anyMatch(r -> !r.findings().isEmpty()));
            json.name("scenarios").array(reports, report -> report(report, source, json));
        });
        return json.toString();
    }

    private static void report(SimulationReport report, TraceSource source, JsonWriter json) {
        SimulationReport.Walked walked = report.walked();
        json.object(() -> {
            json.name("protocol").value(report.protocol());
            json.name("digest").value(report.digest());
            json.name("scenario").value(report.scenario());
            json.name("seed").value(walked.seed());
            json.name("firstWalk").value(walked.first());
            json.name("walks").value(walked.walks());
            json.name("steps").value(walked.steps());
            json.name("depth").value(walked.depth());
            json.name("ended").value(walked.ended());
            json.name("seconds").value(walked.elapsed().toNanos() / 1e9);
            json.name("stop").value(walked.stop().text());
            json.name("statesSeen").value(report.states().seen());
            json.name("statesThinkable").value(report.states().all());
            json.name("notFoundViolated").array(report.sound(), json::value);
            json.name("witnessesReached").array(report.reached(), json::value);
            json.name("witnessesNotReached").array(report.unreached(), json::value);
            json.name("rulesTaken")
                    .value(report.coverage().counts().stream()
                            .filter(c -> c.times() > 0)
                            .count());
            json.name("rulesNeverTaken")
                    .array(
                            report.coverage().neverTaken(),
                            rule -> json.object(() -> {
                                json.name("location").value(rule.location());
                                json.name("rule").value(VerdictTable.where(rule));
                            }));
            json.name("bounds").array(report.bounds(), json::value);
            json.name("findings").array(report.findings(), finding -> finding(finding, report, source, json));
        });
    }

    private static void finding(
            SimulationReport.Finding finding, SimulationReport report, TraceSource source, JsonWriter json) {
        json.object(() -> {
            json.name("name").value(finding.subject().name());
            json.name("kind").value(finding.subject().kind().name().toLowerCase(Locale.ROOT));
            json.name("location").value(finding.subject().span().toString());
            finding.walk().ifPresent(walk -> json.name("walk").value(walk));
            json.name("stepsInWalk").value(finding.steps());
            json.name("shortest").value(finding.shortest());
            json.name("trace");
            TraceJson.write(new TraceFile(source, report.bounds(), finding.trace()), json);
        });
    }
}
