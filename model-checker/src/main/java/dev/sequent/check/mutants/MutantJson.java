package dev.sequent.check.mutants;

import dev.sequent.check.mutants.Mutant.Line;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceJson;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Locale;

/** Prints mutants and what became of them, for scripts; {@code cli/JSON.md} describes it. */
public final class MutantJson {
    private static final int VERSION = 1;

    private MutantJson() {}

    /** What there is. */
    public static String list(List<Mutant> mutants) {
        var json = new JsonWriter();
        json.document("sequent-mutant-list", VERSION, () -> {
            json.name("mutants").array(mutants, mutant -> json.object(() -> mutant(mutant, json)));
        });
        return json.toString();
    }

    /** What became of them. */
    public static String text(MutantsReport report) {
        var json = new JsonWriter();
        json.document("sequent-mutants", VERSION, () -> {
            json.name("protocol").value(report.protocol());
            json.name("engine").value(report.engine());
            json.name("digest").value(report.digest());
            json.name("good").value(report.good());
            json.name("killed").value(report.killed());
            json.name("whole").value(report.whole());
            json.name("baseline").value(report.checked());
            json.name("seconds").value(report.elapsed().toNanos() / 1e9);
            json.name("properties").array(report.demands(), json::value);
            json.name("withoutMutant").array(report.withoutMutant(), json::value);
            json.name("mutants").array(report.reports(), each -> json.object(() -> report(each, json)));
        });
        return json.toString();
    }

    /** Why mutants cannot be used. */
    public static String complaints(List<Complaint> complaints) {
        var json = new JsonWriter();
        json.document("sequent-mutant-complaints", VERSION, () -> {
            json.name("complaints")
                    .array(
                            complaints,
                            complaint -> json.object(() -> {
                                json.name("file").value(complaint.file());
                                json.name("line").value(complaint.line());
                                json.name("what").value(complaint.what());
                                json.name("hint").value(complaint.hint());
                            }));
        });
        return json.toString();
    }

    private static void mutant(Mutant mutant, JsonWriter json) {
        json.name("name").value(mutant.name());
        json.name("file").value(mutant.file());
        json.name("title").value(mutant.title());
        json.name("rows").array(mutant.rows(), json::value);
        lines("kills", mutant.kills(), json);
        lines("scenarios", mutant.scenarios(), json);
        lines("set", mutant.settings(), json);
        lines("tells", mutant.tells(), json);
        json.name("story").value(mutant.story());
        json.name("quick").value(mutant.quick());
    }

    private static void lines(String name, List<Line> lines, JsonWriter json) {
        json.name(name).array(lines, line -> json.value(line.text()));
    }

    private static void report(MutantReport report, JsonWriter json) {
        mutant(report.mutant(), json);
        json.name("fate").value(report.fate().word().toLowerCase(Locale.ROOT));
        json.name("why").value(report.fate().text());
        json.name("compiling").value(report.compiling().toNanos() / 1e9);
        json.name("checking").value(report.checking().toNanos() / 1e9);
        json.name("watched").array(report.watched().stream().sorted().toList(), json::value);
        json.name("fell").array(report.fell().stream().sorted().toList(), json::value);
        json.name("counterexamples").array(report.kills(), kill -> kill(kill, json));
        if (report.fate() instanceof Fate.KilledByAnother another) {
            json.name("other");
            kill(another.other(), json);
        }
    }

    private static void kill(Kill kill, JsonWriter json) {
        json.object(() -> {
            json.name("property").value(kill.property());
            json.name("scenario").value(kill.scenario());
            json.name("steps").value(kill.steps());
            json.name("states").value(kill.states());
            json.name("seconds").value(kill.elapsed().toNanos() / 1e9);
            json.name("trace");
            TraceJson.write(TraceFile.of(kill.trace()), json);
        });
    }
}
