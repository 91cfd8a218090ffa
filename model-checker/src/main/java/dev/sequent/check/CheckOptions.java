package dev.sequent.check;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.system.PayloadModel;

/**
 * How to check.
 *
 * @param threads at least 1
 * @param payload what stands for the runtime
 * @param progress told of each scenario's search as it goes on
 */
public record CheckOptions(Limits limits, int threads, PayloadModel payload, Progress progress) {
    /** All cores, no limit but memory, stops at the first violation. */
    public static CheckOptions defaults() {
        return new CheckOptions(
                Limits.none(), Runtime.getRuntime().availableProcessors(), PayloadModel.COUNTS, Progress.NONE);
    }

    public CheckOptions withLimits(Limits other) {
        return new CheckOptions(other, threads, payload, progress);
    }

    public CheckOptions withThreads(int count) {
        return new CheckOptions(limits, count, payload, progress);
    }

    public CheckOptions withPayload(PayloadModel other) {
        return new CheckOptions(limits, threads, other, progress);
    }

    public CheckOptions withProgress(Progress other) {
        return new CheckOptions(limits, threads, payload, other);
    }
}
