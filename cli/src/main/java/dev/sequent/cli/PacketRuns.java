package dev.sequent.cli;

import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.Sysctls;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes the packet scripts that commands make, and says whether the same happens when they are run. */
final class PacketRuns {
    private static final int WIDTH = 100;
    private static final String OPTION = "--script";

    private PacketRuns() {}

    /**
     * Writes a script of what has happened on stacks of a specification, and runs it there.
     *
     * @param given texts of scripts that say the same, the one that says most first: the first that passes is written
     * @return in words, whether the same happens again
     */
    static String write(Path file, List<String> given, Specification spec) {
        List<String> texts = given.stream()
                .map(text -> OutputFile.Kind.SCRIPT.firstLine() + text)
                .toList();
        var runner = new Runner(
                CoreLinker.bench(spec.core()),
                Sysctls.of(spec.protocol()),
                spec.set(),
                new Runner.Request(List.of(), false, false, false, WIDTH),
                warning -> {});
        String best = texts.getLast();
        Verdict verdict = run(runner, file, best);
        for (String text : texts.subList(0, texts.size() - 1)) {
            Verdict fuller = run(runner, file, text);
            if (fuller instanceof Verdict.Passed) {
                best = text;
                verdict = fuller;
                break;
            }
        }
        String outcome = outcome(verdict);
        write(file, verdict instanceof Verdict.Passed ? best : best + "\n// " + outcome + "\n");
        return outcome;
    }

    /**
     * Sees whether such a script may be written, and can be.
     *
     * @throws CommandFailure if not
     */
    static void check(Path file) {
        OutputFile.check(OPTION, file, OutputFile.Kind.SCRIPT);
    }

    /** The same for scripts in a folder, with names that are made for them. */
    static void checkFolder(Path folder) {
        OutputFile.checkFolder(OPTION, folder);
    }

    private static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed ignored -> "the same happens when it is run";
            case Verdict.Failed f ->
                "when it is run, not quite the same happens: line " + f.line() + ": " + f.message();
            case Verdict.Unsupported u -> "it cannot be run: " + u.message();
            case Verdict.NotRun n -> throw new IllegalStateException("a script that is not run: " + n.why());
            case Verdict.Wrong w -> throw new IllegalStateException("a script that cannot be read:\n" + w.report());
        };
    }

    private static Verdict run(Runner runner, Path file, String text) {
        return runner.run(runner.read(file.toString(), text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(Path file, String text) {
        OutputFile.write(OPTION, file, OutputFile.Kind.SCRIPT, text);
    }
}
