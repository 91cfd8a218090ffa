package dev.sequent.cli;

import dev.sequent.cli.doctor.Examination;
import dev.sequent.cli.doctor.Finding;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.view.Paint;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sequent doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "See whether this machine has what sequent needs.",
            "",
            "Says what to do where something is missing. Changes nothing: namespaces that it tries are gone afterwards.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything that is needed is there", "3:something that is needed is missing"},
        footerHeading = "%nExamples:%n",
        footer = {"  sequent doctor", "  sequent doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    DoctorCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Examination(console, Home.folder(), Home.cache(console)).findings();
        console.print(json ? json(findings) : text(findings));
        boolean missing = findings.stream().anyMatch(f -> f.status() == Finding.Status.MISSING);
        return missing ? ExitCode.MISSING : ExitCode.OK;
    }

    private String text(List<Finding> findings) {
        int width = findings.stream().mapToInt(f -> f.subject().length()).max().orElse(0);
        var out = new StringBuilder();
        for (Finding f : findings) {
            String mark = switch (f.status()) {
                case OK -> paint.good("ok     ");
                case ABSENT -> paint.doubtful("absent ");
                case MISSING -> paint.bad("MISSING");
            };
            out.append(mark)
                    .append("  ")
                    .append(f.subject())
                    .append(" ".repeat(width - f.subject().length() + 2));
            out.append(f.seen()).append('\n');
            if (!f.advice().isEmpty()) {
                out.append(" ".repeat(width + 11)).append(f.advice()).append('\n');
            }
        }
        long missing = findings.stream()
                .filter(f -> f.status() == Finding.Status.MISSING)
                .count();
        out.append('\n')
                .append(
                        missing == 0
                                ? "Everything that is needed is there.\n"
                                : missing + (missing == 1 ? " thing that is needed is" : " things that are needed are")
                                        + " missing.\n");
        return out.toString();
    }

    private static String json(List<Finding> findings) {
        var json = new JsonWriter();
        json.document("sequent-doctor", 1, () -> {
            json.name("findings")
                    .array(
                            findings,
                            f -> json.object(() -> {
                                json.name("subject").value(f.subject());
                                json.name("status").value(f.status().name().toLowerCase(Locale.ROOT));
                                json.name("seen").value(f.seen());
                                json.name("advice").value(f.advice());
                            }));
        });
        return json.toString();
    }
}
