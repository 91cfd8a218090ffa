package dev.sequent.check;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.Workers;
import java.util.Map;
import java.util.Set;

/**
 * How to check.
 *
 * @param threads at least 1
 * @param set parameters by name, with values in generic form; they override what a scenario sets
 * @param progress told of each scenario's search as it goes on
 * @param storage where states are kept
 * @param only names of properties, invariants, {@code no-fault} or {@code no-deadlock}, as verdicts spell them: nothing
 *     else is watched for, except that a fault which occurs is reported, without ending the search; empty: everything
 *     that the scenario checks
 */
public record CheckOptions(
        Limits limits,
        int threads,
        Map<String, Long> set,
        Progress progress,
        StorageOptions storage,
        Set<String> only) {
    public CheckOptions {
        set = Map.copyOf(set);
        only = Set.copyOf(only);
    }

    /** All cores, no limit but memory, stops at the first violation. */
    public static CheckOptions defaults() {
        return new CheckOptions(
                Limits.none(), Workers.ofThisMachine(), Map.of(), Progress.NONE, StorageOptions.inMemory(), Set.of());
    }

    public CheckOptions withLimits(Limits other) {
        return new CheckOptions(other, threads, set, progress, storage, only);
    }

    public CheckOptions withThreads(int count) {
        return new CheckOptions(limits, count, set, progress, storage, only);
    }

    public CheckOptions withProgress(Progress other) {
        return new CheckOptions(limits, threads, set, other, storage, only);
    }

    public CheckOptions withStorage(StorageOptions other) {
        return new CheckOptions(limits, threads, set, progress, other, only);
    }

    public CheckOptions withSet(Map<String, Long> other) {
        return new CheckOptions(limits, threads, other, progress, storage, only);
    }

    public CheckOptions withOnly(Set<String> names) {
        return new CheckOptions(limits, threads, set, progress, storage, names);
    }
}
