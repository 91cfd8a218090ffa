package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.packet.batch.Differences;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.batch.ScriptFiles;
import dev.sequent.packet.batch.Summary;
import dev.sequent.packet.kernel.KernelBench;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.run.Verdict;
import dev.sequent.packet.syntax.Reading;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code sequent packet --kernel}: the scripts on the kernel, and which of them differ as it is known. */
final class KernelScripts {
    /** What a run of scripts may take, unless people say otherwise: some are about keepalives, after hours. */
    static final long LONGEST = 300_000_000_000L;
    /** Scripts mostly wait. */
    static final int THREADS = 32;

    private final Console console;
    private final Paint paint;
    private final PacketOutput output;
    private final Runner.Request request;
    private final int threads;
    private final long longest;
    private final KernelBench bench = new KernelBench();
    private final Runner runner;
    /** For scripts that are known to fail. */
    private final Runner once;

    KernelScripts(
            Console console, Paint paint, PacketOutput output, Runner.Request request, int threads, long longest) {
        this.console = console;
        this.paint = paint;
        this.output = output;
        this.request = request;
        this.threads = threads;
        this.longest = longest;
        this.runner = runner(bench);
        this.once = runner(new KernelBench(1));
    }

    private Runner runner(KernelBench of) {
        return new Runner(
                of, new SysctlTable(List.of()), Map.of(), request, warning -> console.say("warning: " + warning));
    }

    /** @return the exit code */
    int run(List<Path> all) {
        Differences differences = differences(all);
        Map<Path, Outcome> tooLong = tooLong(all);
        List<Path> files =
                all.stream().filter(file -> !tooLong.containsKey(file)).toList();
        if (!files.isEmpty()) {
            prepare();
        }
        if (!output.json()) {
            console.println(
                    paint.strong("kernel " + System.getProperty("os.name") + " " + System.getProperty("os.version")));
        }
        if (!output.json()) {
            tooLong.values().forEach(outcome -> console.println(outcome.line()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        var run = output.run(
                files,
                file -> differences.of(file.toString()).isEmpty() ? runner : once,
                threads,
                outcome -> console.print(text(outcome, differences)));
        // In the order in which they were named; after an interruption there are fewer.
        Map<String, Outcome> told = new LinkedHashMap<>();
        run.forEach(o -> told.put(o.file(), o));
        for (Path file : all) {
            Outcome outcome = tooLong.containsKey(file) ? tooLong.get(file) : told.get(file.toString());
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        output.report(outcomes.stream().map(o -> excused(o, differences)).toList());
        List<Outcome> unexpected =
                outcomes.stream().filter(o -> !isExpected(o, differences)).toList();
        if (output.json()) {
            console.print(PacketJson.text(System.getProperty("os.version"), outcomes, differences));
        } else {
            summarize(run, differences, tooLong.size(), unexpected.isEmpty(), files);
        }
        if (output.isInterrupted()) {
            return ExitCode.INTERRUPTED;
        }
        boolean good = unexpected.isEmpty() && !files.isEmpty();
        return Summary.of(outcomes).wrong() > 0 ? ExitCode.USAGE : good ? ExitCode.OK : ExitCode.VIOLATED;
    }

    private static Differences differences(List<Path> files) {
        try {
            return Differences.about(files);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e);
        } catch (IOException e) {
            throw CommandFailure.missing(e);
        }
    }

    /** Those that are not run, in their order. */
    private Map<Path, Outcome> tooLong(List<Path> files) {
        Map<Path, Outcome> all = new LinkedHashMap<>();
        for (Path file : files) {
            long duration = duration(file);
            if (duration > longest && !request.dryRun()) {
                String why = "it takes " + seconds(duration) + ", longer than --longest, " + seconds(longest);
                all.put(file, new Outcome(file.toString(), new Verdict.NotRun(why), 0));
            }
        }
        return all;
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%,.0f s", Math.ceil(nanos / 1e9));
    }

    /** Of a script with mistakes, none. */
    private long duration(Path file) {
        try {
            Reading reading = runner.read(file.toString(), ScriptFiles.read(file));
            return reading.isRight() ? reading.script().duration() : 0;
        } catch (IOException e) {
            throw CommandFailure.missing(e);
        }
    }

    /** Sees whether the kernel can be had, before any script does. */
    private void prepare() {
        if (request.dryRun()) {
            return;
        }
        try (var progress = new ProgressLine(console)) {
            progress.show("looking whether the kernel can be had");
            bench.warmUp();
        } catch (DeviceException e) {
            throw CommandFailure.missing(e);
        }
    }

    /** With --relaxed, more of them pass than the page, which is about scripts as they stand, can know. */
    private boolean isExpected(Outcome outcome, Differences differences) {
        if (outcome.word().equals("not-run")) {
            return true;
        }
        boolean passed = outcome.word().equals("passed");
        return passed != differences.of(outcome.file()).isPresent() || passed && isOnlyPartlyLookedAt();
    }

    private boolean isOnlyPartlyLookedAt() {
        return request.relaxed();
    }

    private String text(Outcome outcome, Differences differences) {
        Optional<String> listed = differences.of(outcome.file());
        if (listed.isEmpty() || isExpected(outcome, differences) && output.verbose()) {
            return output.text(outcome);
        }
        return isExpected(outcome, differences)
                ? ""
                : paint.bad(outcome.file() + ": passed, and " + Differences.FILE + " lists it under '" + listed.get()
                                + "'")
                        + "\n";
    }

    /** For a build server, which knows no differences that are known. */
    private Outcome excused(Outcome outcome, Differences differences) {
        return differences
                .of(outcome.file())
                .filter(listed -> !List.of("passed", "not-run").contains(outcome.word()))
                .map(listed -> new Outcome(
                        outcome.file(), new Verdict.Unsupported(0, "differs as listed: " + listed), outcome.nanos()))
                .orElse(outcome);
    }

    private void summarize(
            List<Outcome> outcomes, Differences differences, int tooLong, boolean good, List<Path> files) {
        if (request.dryRun()) {
            String line = Summary.of(outcomes).ofReading();
            console.println(good ? paint.good(line) : paint.bad(line));
            return;
        }
        List<Outcome> differ = outcomes.stream()
                .filter(o ->
                        !o.word().equals("passed") && differences.of(o.file()).isPresent())
                .toList();
        differ.stream()
                .collect(Collectors.groupingBy(
                        o -> differences.of(o.file()).orElseThrow(), TreeMap::new, Collectors.counting()))
                .forEach((listed, count) -> console.println("%4d  %s".formatted(count, listed)));
        Summary others =
                Summary.of(outcomes.stream().filter(o -> !differ.contains(o)).toList());
        String line = output.soFar(outcomes, files) + others + ", " + differ.size() + " differ as listed"
                + (tooLong == 0
                        ? ""
                        : ", " + tooLong + " not run since " + (tooLong == 1 ? "it takes" : "they take")
                                + " longer than --longest");
        console.println(good ? paint.good(line) : paint.bad(line));
    }
}
