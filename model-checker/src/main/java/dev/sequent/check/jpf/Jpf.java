package dev.sequent.check.jpf;

import dev.sequent.check.engine.Exploration.Stop;
import dev.sequent.check.system.Plan;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.harness.recorder.Records;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Java PathFinder as it is installed on this machine, with the Java that it runs on. */
public final class Jpf {
    /** The class that runs in JPF's own process, by name: here, where there is no JPF, its classes cannot be loaded. */
    private static final String RECORDER = Records.class.getPackageName();

    private final JpfHome home;
    private final JavaHome java;

    private boolean sung;

    private Jpf(JpfHome home, JavaHome java) {
        this.home = home;
        this.java = java;
    }

    /** @throws JpfUnusable when it is not there, or there is no Java that it runs on */
    public static Jpf find(JpfRequest request) {
        return new Jpf(JpfHome.find(request), JavaHome.find(request));
    }

    public JpfHome home() {
        return home;
    }

    public JavaHome java() {
        return java;
    }

    /**
     * Has it search a program in which it must find an error. Some builds silently cut a search short; a caller that is
     * to rely on a search that finds nothing calls this first, every time.
     *
     * @throws JpfUnusable when it finds nothing, or something else
     */
    public void sing() {
        new Canary(this).sing();
    }

    /**
     * As {@link #sing}, once: for callers that search several times in a row, from any thread.
     *
     * @throws JpfUnusable when it finds nothing, or something else
     */
    synchronized void demandSong() {
        if (!sung) {
            sing();
            sung = true;
        }
    }

    /**
     * What a run left behind.
     *
     * @param stopped why it was stopped from outside, if it was
     */
    record Result(JpfOutput output, Recording recording, Optional<Stop> stopped, Duration elapsed) {}

    /**
     * Runs JPF.
     *
     * @param limit of time
     * @throws JpfUnusable when it does not even begin
     */
    Result run(
            Workbench bench,
            CompiledCore core,
            Plan plan,
            int watches,
            Search search,
            JpfProcess process,
            Duration limit,
            Consumer<JpfOutput.Progress> progress) {
        long began = System.nanoTime();
        var output = new JpfOutput(progress);
        try {
            Files.deleteIfExists(bench.recording());
            process.run(command(bench, core, plan, watches, search), bench.folder(), output, limit);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
            if (!Files.exists(bench.recording()) && process.stopped().isEmpty()) {
                throw JpfUnusable.failed(home.folder(), output.gist());
            }
            Recording recording =
                    RecordingReader.read(bench.recording(), plan.peers().size(), watches);
            return new Result(output, recording, process.stopped(), elapsed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Workbench bench, CompiledCore core, Plan plan, int watches, Search search) {
        String classes = paths(bench.scenario(), Workbench.harness(), bench.core(), Workbench.runtime());
        String natives = paths(home.jar(), Workbench.harness(), bench.core(), Workbench.runtime());
        var command = new ArrayList<String>();
        command.add(java.java().toString());
        command.add(search.heap().option());
        command.addAll(List.of(
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-jar",
                home.launcher().toString()));
        command.addAll(List.of(
                "+site=" + bench.sites(),
                "+classpath=" + classes,
                "+native_classpath=" + natives,
                "+listener=" + RECORDER + ".StateRecorder",
                "+filter.class=" + RECORDER + ".StateFilter",
                "+sequent.recording=" + bench.recording(),
                "+sequent.core=" + core.generated().coreClass(),
                "+sequent.messages=" + plan.protocol().messages().size(),
                "+sequent.machines="
                        + plan.peers().stream().map(p -> "" + p.machine()).collect(Collectors.joining(",")),
                "+sequent.states=" + search.mostStates(),
                // A state is stored, and compared, even where only one thing can happen.
                "+cg.break_single_choice=true",
                // Dead objects are not compared; collecting them after each transition would cost a fifth of the time.
                "+vm.gc=false",
                // A longer step would be broken off in the middle, which would count as a state.
                "+vm.max_transition_length=" + Integer.MAX_VALUE,
                "+search.multiple_errors=false",
                "+report.console.property_violation=error",
                "+search.class=gov.nasa.jpf.search." + (search.breadthFirst() ? "heuristic.BFSHeuristic" : "DFSearch"),
                HarnessSource.PACKAGE + ".Scenario",
                IntStream.range(0, watches)
                        .mapToObj(w -> search.asserted().contains(w) ? "1" : "0")
                        .collect(Collectors.joining())));
        return command;
    }

    /** JPF takes the same separators everywhere. */
    private static String paths(Path... paths) {
        return List.of(paths).stream()
                .map(Path::toString)
                .map(p -> p.replace(File.separatorChar, '/'))
                .collect(Collectors.joining(";"));
    }
}
