package dev.sequent.suite;

import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.FailureStore;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How to run a suite.
 *
 * @param names of the properties; empty: all
 * @param rules whether to note which rules of the specification are passed
 * @param failures what is tried first, and where what fails is remembered
 * @param progress told, now and then, how far it is
 * @param cancelled whether to stop after the current try
 */
public record SuiteOptions(
        List<String> names,
        long seed,
        Budget budget,
        boolean rules,
        FailureStore failures,
        Consumer<String> progress,
        BooleanSupplier cancelled) {
    public SuiteOptions {
        names = List.copyOf(names);
    }
}
