package dev.sequent.cli.sensitivity;

import dev.sequent.view.json.JsonWriter;

/** What the judges say, as {@code sensitivity.schema.json} defines it. */
public final class SensitivityJson {
    private final JsonWriter json = new JsonWriter();

    private SensitivityJson() {}

    public static String text(SensitivityReport report) {
        return new SensitivityJson().write(report);
    }

    private String write(SensitivityReport report) {
        json.document("sequent-sensitivity", 1, () -> {
            json.name("digest").value(report.digest());
            json.name("machine").value(report.machine());
            json.name("seed").value(report.seed());
            json.name("bounds").object(() -> {
                json.name("seed").value(report.bounds().seed());
                json.name("tries").value(report.bounds().tries());
                json.name("walks").value(report.bounds().walks());
                json.name("states").value(report.bounds().states());
                json.name("seconds").value(report.bounds().time().toNanos() / 1e9);
            });
            json.name("interrupted").value(report.interrupted());
            json.name("judges")
                    .array(
                            report.judges(),
                            judge -> json.object(() -> {
                                json.name("judge").value(judge.word());
                                json.name("found").value(report.found(judge));
                                json.name("alone").array(report.foundAlone(judge), json::value);
                            }));
            json.name("unseen").array(report.unseen(), json::value);
            json.name("faults").array(report.faults(), this::write);
        });
        return json.toString();
    }

    private void write(FaultReport report) {
        json.object(() -> {
            json.name("number").value(report.number());
            json.name("file").value(report.fault().span().file());
            json.name("line").value(report.fault().span().line());
            json.name("column").value(report.fault().span().column());
            json.name("kind").value(report.fault().kind().text());
            json.name("text").value(report.fault().text());
            json.name("refused").value(report.refused().orElse(""));
            json.name("opinions")
                    .array(
                            report.opinions().entrySet(),
                            opinion -> json.object(() -> {
                                json.name("judge").value(opinion.getKey().word());
                                write(opinion.getValue());
                            }));
        });
    }

    private void write(Opinion opinion) {
        switch (opinion) {
            case Opinion.Found found -> {
                json.name("opinion").value("found");
                json.name("after").value(found.tries());
                json.name("where").value(found.where());
                json.name("length").value(found.length());
                json.name("counterexample").value(found.text());
            }
            case Opinion.Missed missed -> {
                json.name("opinion").value("missed");
                json.name("after").value(missed.tries());
            }
            case Opinion.GaveUp gave -> {
                json.name("opinion").value("gave up");
                json.name("after").value(gave.tries());
            }
        }
    }
}
