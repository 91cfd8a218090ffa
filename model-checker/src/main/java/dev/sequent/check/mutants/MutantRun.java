package dev.sequent.check.mutants;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.DeepStack;
import dev.sequent.language.model.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Checks mutants, several at a time: first each mutant, until what should fail does; then, for everything that failed,
 * that it holds without the mutant. {@link #cancel} may come from another thread.
 */
public final class MutantRun {
    /** More at a time would leave each search with too small a share of the memory. */
    private static final int MOST_AT_A_TIME = 4;

    private final Original original;
    private final CompiledCore core;
    private final MutantOptions options;
    private final Set<CheckRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** @param core of the original */
    public MutantRun(Original original, CompiledCore core, MutantOptions options) {
        this.original = original;
        this.core = core;
        this.options = options;
    }

    /**
     * What there is to work with.
     *
     * @param atATime how many searches the pool runs in parallel
     * @param each how each of them is run
     */
    private record Means(ExecutorService pool, int atATime, CheckOptions each) {}

    /** Ends all searches, as interrupted. Mutants that had their result keep it. */
    public void cancel() {
        cancelled = true;
        running.forEach(CheckRun::cancel);
    }

    /**
     * @param whole whether these are all mutants
     * @throws IllegalArgumentException when a scenario asks for something that cannot be explored; says what and where
     */
    public MutantsReport run(List<Ready> mutants, boolean whole) {
        long began = System.nanoTime();
        int jobs = Math.clamp(mutants.size(), 1, Math.min(options.threads(), MOST_AT_A_TIME));
        CheckOptions each = CheckOptions.defaults()
                .withThreads(Math.max(1, options.threads() / jobs))
                .withLimits(options.limits().withMemory(options.limits().memory() / jobs));
        List<MutantReport> reports;
        try (ExecutorService pool = Executors.newFixedThreadPool(
                jobs,
                Thread.ofPlatform()
                        .daemon()
                        .name("mutants-", 0)
                        .stackSize(DeepStack.BYTES)
                        .factory())) {
            var means = new Means(pool, jobs, each);
            reports = trials(mutants, means);
            if (options.baseline()) {
                reports = withBaselines(mutants, reports, means);
            }
        }
        return new MutantsReport(
                original.protocol().name(),
                options.engines().name(),
                core.digest(),
                reports,
                original.demands(),
                whole,
                options.baseline(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private List<MutantReport> trials(List<Ready> mutants, Means means) {
        var done = new AtomicInteger();
        var tasks = new ArrayList<Callable<MutantReport>>();
        for (Ready ready : mutants) {
            tasks.add(() -> {
                String head = ready.mutant().name();
                MutantReport report =
                        trial(ready, means, () -> done.get() + " of " + mutants.size() + " mutants; " + head);
                options.progress().accept(done.incrementAndGet() + " of " + mutants.size() + " mutants");
                return report;
            });
        }
        return all(tasks, means.pool());
    }

    private MutantReport trial(Ready ready, Means means, Supplier<String> head) {
        if (cancelled) {
            return new MutantReport(
                    ready.mutant(),
                    new Fate.Interrupted("it was its turn"),
                    List.of(),
                    Set.of(),
                    Set.of(),
                    Duration.ZERO,
                    Duration.ZERO);
        }
        long began = System.nanoTime();
        CompiledCore mutated = CoreCompiler.compile(ready.protocol());
        var compiling = Duration.ofNanos(System.nanoTime() - began);
        CheckRun run = checkRun(ready.protocol(), mutated, means);
        CheckOptions how = reporting(means.each(), head);
        return during(run, () -> new Trial(ready, run, how, options.everything()).run(compiling));
    }

    private List<MutantReport> withBaselines(List<Ready> mutants, List<MutantReport> reports, Means means) {
        List<Baseline> baselines = Baseline.of(mutants, reports);
        var done = new AtomicInteger();
        var tasks = new ArrayList<Callable<Optional<Map<String, String>>>>();
        for (Baseline baseline : baselines) {
            tasks.add(() -> {
                CheckRun run = checkRun(original.protocol(), core, means);
                CheckOptions how = reporting(
                        means.each(),
                        () -> "without a mutant, " + done.get() + " of " + baselines.size() + "; "
                                + baseline.scenario());
                Optional<Map<String, String>> broken = during(run, () -> baseline.broken(original, run, how));
                done.incrementAndGet();
                return broken;
            });
        }
        List<Optional<Map<String, String>>> found = all(tasks, means.pool());
        var judged = new ArrayList<MutantReport>();
        for (int m = 0; m < mutants.size(); m++) {
            judged.add(judged(mutants.get(m), reports.get(m), baselines, found));
        }
        return judged;
    }

    private CheckRun checkRun(Protocol protocol, CompiledCore compiled, Means means) {
        return new CheckRun(protocol, compiled, Map.of(), options.engines().of(compiled, means.atATime()));
    }

    private static MutantReport judged(
            Ready mutant, MutantReport report, List<Baseline> baselines, List<Optional<Map<String, String>>> found) {
        for (Kill kill : report.kills()) {
            for (int b = 0; b < baselines.size(); b++) {
                if (!baselines.get(b).isOf(mutant, kill)) {
                    continue;
                }
                if (found.get(b).isEmpty()) {
                    return report.withFate(
                            new Fate.Interrupted("it was known whether " + kill.property() + " holds without it"));
                }
                String verdict = found.get(b).get().get(kill.property());
                if (verdict != null) {
                    return report.withFate(new Fate.Unfounded(kill.property(), kill.scenario(), verdict));
                }
            }
        }
        return report;
    }

    private <T> T during(CheckRun run, Supplier<T> work) {
        running.add(run);
        try {
            if (cancelled) {
                run.cancel();
            }
            return work.get();
        } finally {
            running.remove(run);
        }
    }

    private CheckOptions reporting(CheckOptions each, Supplier<String> head) {
        return each.withProgress(at -> options.progress()
                .accept(String.format(
                        Locale.ROOT,
                        "%s: %,d states, %d s",
                        head.get(),
                        at.states(),
                        at.elapsed().toSeconds())));
    }

    private <T> List<T> all(List<Callable<T>> tasks, ExecutorService pool) {
        try {
            var results = new ArrayList<T>();
            for (Future<T> future :
                    pool.invokeAll(tasks.stream().map(this::endingAll).toList())) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while mutants were checked", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** A search that dies for lack of memory, or because of a bug, takes the others with it: the run has no result. */
    private <T> Callable<T> endingAll(Callable<T> task) {
        return () -> {
            try {
                return task.call();
            } catch (Error e) {
                cancel();
                throw e;
            }
        };
    }
}
