package dev.sequent.check;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import java.util.Map;

/**
 * How to check.
 *
 * @param threads at least 1
 * @param set parameters by name, with values in generic form; they win over what a scenario sets
 * @param progress told of each scenario's search as it goes on
 * @param storage where states are kept
 */
public record CheckOptions(
        Limits limits, int threads, Map<String, Long> set, Progress progress,
        StorageOptions storage) {
    public CheckOptions {
        set = Map.copyOf(set);
    }

    /** All cores, no limit but memory, stops at the first violation. */
    public static CheckOptions defaults() {
        return new CheckOptions(
                Limits.none(), Runtime.getRuntime().availableProcessors(), Map.of(),
                Progress.NONE, StorageOptions.inMemory());
    }

    public CheckOptions withLimits(Limits other) {
        return new CheckOptions(other, threads, set, progress, storage);
    }

    public CheckOptions withThreads(int count) {
        return new CheckOptions(limits, count, set, progress, storage);
    }

    public CheckOptions withProgress(Progress other) {
        return new CheckOptions(limits, threads, set, other, storage);
    }

    public CheckOptions withStorage(StorageOptions other) {
        return new CheckOptions(limits, threads, set, progress, other);
    }

    public CheckOptions withSet(Map<String, Long> other) {
        return new CheckOptions(limits, threads, other, progress, storage);
    }
}
