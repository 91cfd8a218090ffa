package dev.sequent.suite;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.FailureStore;
import dev.sequent.suite.run.PropertyReport;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How to run a suite.
 *
 * @param names of the properties; empty: all
 * @param trace told of every point of the specification that a try passes, see {@link Trace}; {@link Trace#NONE} if
 *     nobody asks
 * @param failures what is tried first, and where what fails is remembered
 * @param progress told, now and then, how far it is
 * @param done told of each property when it has been tried, before the next one begins
 * @param cancelled whether to stop after the current try
 */
public record SuiteOptions(
        List<String> names,
        long seed,
        Budget budget,
        Trace trace,
        FailureStore failures,
        Consumer<String> progress,
        Consumer<PropertyReport> done,
        BooleanSupplier cancelled) {
    public SuiteOptions {
        names = List.copyOf(names);
    }
}
