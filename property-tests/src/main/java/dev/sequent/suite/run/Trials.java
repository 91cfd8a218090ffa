package dev.sequent.suite.run;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.property.Property;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Tries properties, one after the other, with a fair share of the time for each; remembers what fails. */
public final class Trials {
    private static final long PROGRESS = 100_000_000;

    private final String digest;
    private final Map<String, Long> set;
    private final long seed;
    private final Budget budget;
    private final FailureStore failures;
    private final Trace trace;

    /**
     * @param digest of the core
     * @param set parameters that the user has set
     * @param trace told of every point of the specification that a try passes
     */
    public Trials(String digest, Map<String, Long> set, long seed, Budget budget, FailureStore failures, Trace trace) {
        this.digest = digest;
        this.set = Map.copyOf(set);
        this.seed = seed;
        this.budget = budget;
        this.failures = failures;
        this.trace = trace;
    }

    /** @param done told of each property when it is over @param progress of how far it is */
    public void run(
            List<Property<?>> properties,
            Consumer<PropertyReport> done,
            Consumer<String> progress,
            BooleanSupplier cancelled) {
        long began = System.nanoTime();
        for (int i = 0; i < properties.size() && !cancelled.getAsBoolean(); i++) {
            long share = Long.MAX_VALUE;
            if (budget.nanos().isPresent()) {
                long left = budget.nanos().getAsLong() - (System.nanoTime() - began);
                share = Math.max(0, left) / (properties.size() - i);
            }
            PropertyReport report = run(properties.get(i), share, progress, cancelled);
            report.failure()
                    .ifPresent(f -> failures.remember(
                            new FailureStore.Entry(report.property().name(), f.seed(), f.path(), digest, set)));
            done.accept(report);
        }
    }

    private <T> PropertyReport run(
            Property<T> property, long nanos, Consumer<String> progress, BooleanSupplier cancelled) {
        long most = budget.tries(property.tries());
        long[] told = {System.nanoTime()};
        return new PropertyRun<>(property, trace, System::nanoTime, cancelled)
                .run(seed, failures.of(property.name(), digest, set), digest, most, nanos, tries -> {
                    if (System.nanoTime() - told[0] >= PROGRESS) {
                        told[0] = System.nanoTime();
                        progress.accept(property.name() + ": " + tries + (most == Long.MAX_VALUE ? "" : " of " + most)
                                + " tries");
                    }
                });
    }
}
