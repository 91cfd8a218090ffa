package dev.sequent.check.mutants;

import dev.sequent.check.Engines;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Workers;
import java.util.function.Consumer;

/**
 * How to check mutants.
 *
 * @param engines what searches
 * @param threads to search with, in total; at least 1
 * @param limits of each search
 * @param baseline check that what a mutant kills holds without it
 * @param everything watch every property in each mutant, to the last state, and not only those that it names
 * @param progress told, by any thread, how far the work is, in one line
 */
public record MutantOptions(
        Engines engines, int threads, Limits limits, boolean baseline, boolean everything, Consumer<String> progress) {
    /**
     * The embedded engine, as many threads as processors, no limits, only what each mutant names, with its baseline.
     */
    public static MutantOptions defaults() {
        return new MutantOptions(Engines.EMBEDDED, Workers.ofThisMachine(), Limits.none(), true, false, line -> {});
    }

    public MutantOptions withEngines(Engines other) {
        return new MutantOptions(other, threads, limits, baseline, everything, progress);
    }

    public MutantOptions withThreads(int count) {
        return new MutantOptions(engines, count, limits, baseline, everything, progress);
    }

    public MutantOptions withLimits(Limits other) {
        return new MutantOptions(engines, threads, other, baseline, everything, progress);
    }

    public MutantOptions withBaseline(boolean on) {
        return new MutantOptions(engines, threads, limits, on, everything, progress);
    }

    public MutantOptions withEverything(boolean on) {
        return new MutantOptions(engines, threads, limits, baseline, on, progress);
    }

    public MutantOptions withProgress(Consumer<String> other) {
        return new MutantOptions(engines, threads, limits, baseline, everything, other);
    }
}
