package dev.sequent.cli;

import dev.sequent.check.engine.Disk;
import dev.sequent.check.mutants.Faults;
import dev.sequent.cli.sensitivity.Bounds;
import dev.sequent.cli.sensitivity.FaultReport;
import dev.sequent.cli.sensitivity.JudgeName;
import dev.sequent.cli.sensitivity.Sensitivity;
import dev.sequent.cli.sensitivity.SensitivityJson;
import dev.sequent.cli.sensitivity.SensitivityReport;
import dev.sequent.cli.sensitivity.SensitivityText;
import dev.sequent.cli.sensitivity.UnsoundOriginal;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Scenario;
import dev.sequent.packet.batch.ScriptFiles;
import dev.sequent.proofs.smt.solve.SolverMissing;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies of a specification, each with a fault that nobody has chosen: written to a folder, put before the judges, or
 * both.
 *
 * @param how what the command line says about them
 * @param show what each judge says, at length
 * @param baseline judge the specification without a fault, too
 */
record DrawnFaults(
        Specification spec,
        FaultsMixin how,
        Console console,
        Paint paint,
        int threads,
        boolean show,
        boolean baseline,
        boolean json) {
    private static final String SCRIPTS = "scripts";

    /**
     * @param bounds of judges
     * @return the exit code
     * @throws CommandFailure if there is no such machine, or no such place, or what judges need
     */
    int run(Bounds bounds) {
        String machine = machine();
        List<JudgeName> judges = how.judges();
        List<Path> scripts = how.attempted() ? scripts(judges) : List.of();
        List<Faults.Drawn> drawn;
        try (var progress = new ProgressLine(console)) {
            progress.show("drawing " + how.count() + " faults");
            drawn = Faults.draw(
                    spec.compilation(),
                    spec.options(),
                    machine,
                    how.count(),
                    how.seed(),
                    n -> progress.show("drawing " + how.count() + " faults: " + n));
        }
        if (drawn.size() < how.count()) {
            console.say(
                    "there are " + drawn.size() + " faults of " + machine + ", fewer than --draw says: all are drawn");
        }
        how.checkNumbers(drawn.size());
        if (how.output().isPresent()) {
            write(drawn, machine, how.output().get());
        }
        return how.attempted() ? judge(drawn, machine, judges, scripts, bounds) : ExitCode.OK;
    }

    private String machine() {
        List<String> known =
                spec.protocol().machines().stream().map(MachineType::name).toList();
        String broken = how.machine().isEmpty() ? known.getFirst() : how.machine();
        if (!known.contains(broken)) {
            throw CommandFailure.usage(spec.protocol().name() + " has no machine " + broken
                    + Nearest.aside(broken, known) + " (there are: " + String.join(", ", known) + ")");
        }
        return broken;
    }

    // ---------------------------------------------------------------- written

    /** A numbered folder for each fault, and the list of them. */
    private void write(List<Faults.Drawn> drawn, String machine, Path folder) {
        var list = new StringBuilder();
        try {
            for (int n = 0; n < drawn.size(); n++) {
                String name = String.format(Locale.ROOT, "%03d", n + 1);
                for (Map.Entry<String, String> file : drawn.get(n).sources().entrySet()) {
                    Path path = folder.resolve(name).resolve(file.getKey());
                    Files.createDirectories(path.toAbsolutePath().getParent());
                    Files.writeString(path, file.getValue());
                }
                list.append(name).append('\t').append(drawn.get(n).fault()).append('\n');
            }
            Files.writeString(folder.resolve("faults.tsv"), list);
        } catch (IOException e) {
            throw CommandFailure.missing("cannot write the faults to " + folder + ": " + Disk.reason(e));
        }
        if (!how.attempted()) {
            console.print(list.toString());
        }
        console.say("wrote " + drawn.size() + " copies of " + spec.shown() + " to " + folder
                + ", each with one fault of " + machine + ", drawn with seed " + how.seed());
    }

    // ---------------------------------------------------------------- judged

    private List<Path> scripts(List<JudgeName> judges) {
        if (judges.contains(JudgeName.CHECK)
                && spec.protocol().scenarios().stream().noneMatch(Scenario::quick)) {
            throw CommandFailure.usage(spec.shown() + " has no quick scenario, so that the judge "
                    + JudgeName.CHECK.word() + " has nothing to explore: name others with --judges");
        }
        if (!judges.contains(JudgeName.SCRIPTS)) {
            return List.of();
        }
        Path folder = how.scripts().orElse(spec.root().toAbsolutePath().resolveSibling(SCRIPTS));
        try {
            return ScriptFiles.find(List.of(folder));
        } catch (IOException e) {
            throw CommandFailure.usage(
                    e.getMessage() + "\nname a folder with --scripts, or judges without scripts with --judges");
        }
    }

    private int judge(
            List<Faults.Drawn> drawn, String machine, List<JudgeName> judges, List<Path> scripts, Bounds bounds) {
        SortedMap<Integer, Faults.Drawn> chosen = new TreeMap<>();
        for (int n = 1; n <= drawn.size(); n++) {
            if (how.includes(n)) {
                chosen.put(n, drawn.get(n - 1));
            }
        }
        var request = new Sensitivity.Request(
                spec.protocol(),
                spec.core(),
                spec.compilation().sources(),
                spec.options(),
                spec.set(),
                machine,
                how.seed(),
                chosen,
                judges,
                scripts,
                Invocation.of("test COPY"),
                baseline,
                bounds,
                threads,
                console.width());
        if (!json) {
            console.println(paint.strong(spec.digestLine()));
            spec.settings().forEach(s -> console.println("set " + s));
            console.println("\n" + SensitivityText.head(judges));
        }
        try (var progress = new ProgressLine(console)) {
            var sensitivity = new Sensitivity(request);
            try (var ignored = Signals.on("INT", sensitivity::cancel)) {
                SensitivityReport report =
                        sensitivity.run(each -> progress.above(() -> tell(each, judges)), progress::show);
                progress.close();
                return tell(report);
            }
        } catch (UnsoundOriginal e) {
            throw CommandFailure.usage(
                    e.getMessage()
                            + ": what is found with a fault then says nothing. Mend that first, or leave this judge out with --judges");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(spec.located(String.valueOf(e.getMessage())));
        } catch (UncheckedIOException | SolverMissing e) {
            throw CommandFailure.missing(e);
        }
    }

    private void tell(FaultReport report, List<JudgeName> judges) {
        if (json) {
            return;
        }
        String row = SensitivityText.row(report, judges);
        console.println(report.isFound() ? row : paint.bad(row));
        if (show) {
            console.print(SensitivityText.shown(report));
        }
    }

    /** @return the exit code */
    private int tell(SensitivityReport report) {
        console.print(json ? SensitivityJson.text(report) : SensitivityText.summary(report));
        if (report.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        return report.everythingFound() ? ExitCode.OK : ExitCode.VIOLATED;
    }
}
