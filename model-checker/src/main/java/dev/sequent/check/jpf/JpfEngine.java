package dev.sequent.check.jpf;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.Engine;
import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Exploration.Stop;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Outlook;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.VisitedSet;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.codegen.build.CompiledCore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has Java PathFinder search. Its findings are then put in the embedded engine's form and, when it has seen everything,
 * compared with what the embedded engine finds: both must have reached the same states.
 */
public final class JpfEngine implements Engine {
    private final Jpf jpf;
    private final CompiledCore core;
    private final int atATime;
    private volatile boolean cancelled;
    private volatile @Nullable JpfProcess running;

    /** @param core the one that is checked; its class files are what JPF executes */
    public JpfEngine(Jpf jpf, CompiledCore core) {
        this(jpf, core, 1);
    }

    /** @param atATime how many JPFs share the memory meant for one */
    JpfEngine(Jpf jpf, CompiledCore core, int atATime) {
        this.jpf = jpf;
        this.core = core;
        this.atATime = atATime;
    }

    @Override
    public void cancel() {
        cancelled = true;
        JpfProcess process = running;
        if (process != null) {
            process.stop(Stop.INTERRUPTED);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws JpfUnusable when JPF cannot be relied on, or gives up
     * @throws EnginesDisagree when its states are not the embedded engine's
     */
    @Override
    public Found search(ScenarioSystem system, CheckOptions options, Digests digests) {
        if (options.storage().fingerprint() || options.storage().checkpoints().isPresent()) {
            throw new IllegalArgumentException(
                    "fingerprints and checkpoints are the embedded engine's; JPF keeps states by itself");
        }
        jpf.demandSong();
        try (Workbench bench = Workbench.of(
                jpf.home(),
                core,
                system.plan(),
                system.watched(),
                options.storage().spill())) {
            return new Session(bench, system, options).search();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Told(Exploration exploration, Counts counts, String storage) implements Found {}

    /** One scenario. */
    private final class Session {
        private final Workbench bench;
        private final ScenarioSystem system;
        private final CheckOptions options;
        private final JpfProcess process = new JpfProcess();
        private final long began = System.nanoTime();
        private long memory;

        Session(Workbench bench, ScenarioSystem system, CheckOptions options) {
            this.bench = bench;
            this.system = system;
            this.options = options;
        }

        /**
         * Depth first, to see everything. When it stops at a violation, it searches again: either without asserting
         * that, or breadth first, for a short path to it.
         */
        Found search() {
            running = process;
            if (cancelled) {
                process.stop(Stop.INTERRUPTED);
            }
            var search = new Search(false, bad(), options.limits().states(), heap());
            while (true) {
                Jpf.Result result = run(search);
                Optional<Stop> stop = stop(result);
                if (stop.isEmpty()) {
                    return complete(result);
                }
                if (stop.get() != Stop.VIOLATION) {
                    return told(result, stop, "depth first");
                }
                if (!options.limits().keepGoing()) {
                    return shortest(search, result);
                }
                search = without(search, result);
            }
        }

        private Search.Heap heap() {
            var memory = options.storage().memory();
            return memory.isPresent() ? Search.Heap.of(memory.getAsLong() / atATime) : Search.Heap.shared(atATime);
        }

        private Set<Integer> bad() {
            var bad = new HashSet<Integer>();
            for (int w = 0; w < system.watches(); w++) {
                if (system.bad(w)) {
                    bad.add(w);
                }
            }
            return bad;
        }

        private Search without(Search search, Jpf.Result result) {
            var asserted = new HashSet<>(search.asserted());
            if (!asserted.removeAll(Failures.watches(result.recording()))) {
                throw JpfUnusable.failed(jpf.home().folder(), result.output().gist());
            }
            return new Search(false, asserted, search.mostStates(), search.heap());
        }

        /** Breadth first costs more memory; if it does not get there, the path that is already known has to do. */
        private Found shortest(Search search, Jpf.Result deep) {
            Jpf.Result broad = run(search.breadthFirst(true));
            return stop(broad).filter(s -> s == Stop.VIOLATION).isPresent()
                    ? told(broad, Optional.of(Stop.VIOLATION), "breadth first")
                    : told(deep, Optional.of(Stop.VIOLATION), "depth first: there may be shorter paths");
        }

        private Jpf.Result run(Search search) {
            Duration left = options.limits().time().minus(elapsed());
            if (left.isNegative() || left.isZero()) {
                process.stop(Stop.TIME);
            }
            Jpf.Result result =
                    jpf.run(bench, core, system.plan(), system.watches(), search, process, left, this::progress);
            memory = Math.max(memory, result.output().memory());
            return result;
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - began);
        }

        private void progress(JpfOutput.Progress at) {
            double seconds = Math.max(1e-9, elapsed().toNanos() / 1e9);
            options.progress()
                    .at(new Progress.Snapshot(
                            at.states(),
                            at.transitions(),
                            at.depth(),
                            0,
                            at.transitions() / seconds,
                            at.memory(),
                            elapsed(),
                            new Outlook.Growing()));
        }

        /**
         * Why not everything was seen. Whether it was is decided not only by what JPF says, but by what its record
         * shows.
         *
         * @throws JpfUnusable when it broke off for a reason that is not the scenario's
         */
        private Optional<Stop> stop(Jpf.Result result) {
            if (result.stopped().isPresent()) {
                return result.stopped();
            }
            Recording found = result.recording();
            if (!found.troubles().isEmpty()) {
                throw new EnginesDisagree("Java PathFinder's own account of "
                        + system.plan().scenario().name() + " does not match what is in its memory: "
                        + found.troubles().getFirst());
            }
            if (result.output().outOfMemory()) {
                return Optional.of(Stop.MEMORY);
            }
            if (result.output().violated() && !found.errors().isEmpty()) {
                return Optional.of(Stop.VIOLATION);
            }
            if (!result.output().constraints().isEmpty()) {
                return Optional.of(Stop.STATES);
            }
            if (!result.output().exhausted()) {
                throw JpfUnusable.failed(jpf.home().folder(), result.output().gist());
            }
            String missing = found.missing();
            if (missing != null) {
                throw JpfUnusable.failed(jpf.home().folder(), "it says that it has seen everything, but " + missing);
            }
            return Optional.empty();
        }

        private Found told(Jpf.Result result, Optional<Stop> stop, String how) {
            Translation told = translate(result, how);
            return new Told(told.exploration(stop, elapsed(), memory), told.counts(), storage(how));
        }

        private Translation translate(Jpf.Result result, String how) {
            return Translation.of(result.recording(), system, storage(how));
        }

        private String storage(String how) {
            return "Java PathFinder"
                    + (jpf.home().revision().isEmpty() ? "" : " " + jpf.home().revision()) + ", " + how
                    + ", hashed, every match compared";
        }

        private Found complete(Jpf.Result result) {
            Translation told = translate(result, "depth first");
            Exploration seen = told.exploration(Optional.empty(), elapsed(), memory);
            Exploration own = new Explorer(system, Limits.none().withKeepGoing(true), options.threads(), Progress.NONE)
                    .run(VisitedSet.remembering(system.width(), options.threads()));
            Counts counted = system.counts();
            new Comparison(system, told, seen, own).demandEqual(result.recording(), counted);
            // The transitions are the same, so they pass the same rules; JPF itself does not say which.
            Counts counts = new Counts(
                    told.counts().overflows(),
                    told.counts().held(),
                    told.counts().ends(),
                    counted.passed());
            return new Told(
                    seen,
                    counts,
                    String.format(
                            Locale.ROOT,
                            "%s; the embedded engine finds the same %,d states",
                            storage("depth first"),
                            seen.states()));
        }
    }
}
