package dev.sequent.cli.sensitivity;

import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.Sysctls;
import dev.sequent.packet.batch.Batch;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packet scripts, in the order of their names, until one fails. */
final class ScriptsJudge implements Judge {
    /** Scripts in a batch: between two of them it may stop. */
    private static final int BATCH = 32;

    private final List<Path> files;
    private final int width;

    ScriptsJudge(List<Path> files, int width) {
        this.files = List.copyOf(files);
        this.width = width;
    }

    @Override
    public Opinion of(Broken broken, Until until) {
        var runner = new Runner(
                CoreLinker.bench(broken.core()),
                Sysctls.of(broken.protocol()),
                broken.set(),
                new Runner.Request(List.of(), false, false, false, width),
                warning -> {});
        for (int from = 0; from < files.size(); from += BATCH) {
            if (until.over()) {
                return new Opinion.GaveUp(from);
            }
            List<Path> some = files.subList(from, Math.min(files.size(), from + BATCH));
            List<Outcome> outcomes = Batch.run(some, runner, 1, outcome -> {});
            for (int n = 0; n < outcomes.size(); n++) {
                if (outcomes.get(n).verdict() instanceof Verdict.Failed failed) {
                    return found(runner, some.get(n), from + n + 1, outcomes.get(n), failed);
                }
            }
        }
        return new Opinion.Missed(files.size());
    }

    private static Opinion found(Runner runner, Path file, int tries, Outcome outcome, Verdict.Failed failed) {
        try {
            long events = runner.read(file.toString(), Files.readAllBytes(file)).script().events().stream()
                    .filter(e -> failed.line() == 0 || e.place().line() <= failed.line())
                    .count();
            return new Opinion.Found(
                    file.subpath(Math.max(0, file.getNameCount() - 2), file.getNameCount())
                            .toString(),
                    tries,
                    (int) events,
                    outcome.line() + "\n" + outcome.details());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the script " + file + ": " + e.getMessage(), e);
        }
    }
}
