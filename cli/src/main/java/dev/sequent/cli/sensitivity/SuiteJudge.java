package dev.sequent.cli.sensitivity;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.Suite;
import dev.sequent.suite.SuiteOptions;
import dev.sequent.suite.SuiteText;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.Failure;
import dev.sequent.suite.run.FailureStore;
import dev.sequent.suite.run.PropertyReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The properties that are tried at random, those that are quick to try first, until one fails. */
final class SuiteJudge implements Judge {
    /** Properties that take long make few tries in a quick run; a part of it is enough of those here. */
    private static final int OF_A_QUICK_RUN = 10;

    private final Bounds bounds;
    private final String command;
    private final int width;

    /** @param command that tries the specification again, for people */
    SuiteJudge(Bounds bounds, String command, int width) {
        this.bounds = bounds;
        this.command = command;
        this.width = width;
    }

    @Override
    public Opinion of(Broken broken, Until until) {
        Suite suite = Suite.of(broken.core(), broken.protocol(), broken.set());
        var text = new SuiteText(command, width);
        List<Property<?>> quickFirst = suite.properties().stream()
                .sorted(Comparator.comparingInt((Property<?> p) -> -p.tries()))
                .toList();
        long tries = 0;
        for (Property<?> property : quickFirst) {
            var report = suite.run(new SuiteOptions(
                    List.of(property.name()),
                    bounds.seed(),
                    Budget.ofTries(Math.clamp(property.tries() / OF_A_QUICK_RUN, 1, bounds.tries())),
                    Trace.NONE,
                    FailureStore.none(), // One fault's failures are no news about the next.
                    progress -> {},
                    done -> {},
                    until::over));
            for (PropertyReport each : report.reports()) {
                Optional<Failure> failure = each.failure();
                if (failure.isPresent()) {
                    return new Opinion.Found(
                            property.name(), each.tries(), length(failure.get()), text.failures(report));
                }
                tries += each.tries();
            }
            if (report.interrupted()) {
                return new Opinion.GaveUp(tries);
            }
        }
        return new Opinion.Missed(tries);
    }

    /** Calls and datagrams, or lines of what has no exchange. */
    private static int length(Failure failure) {
        Stream<?> items = failure.exchange().isPresent()
                ? failure.exchange().get().events().stream()
                        .filter(e -> e instanceof Exchange.Call || e instanceof Exchange.Sent)
                : failure.value().lines();
        return (int) items.count();
    }
}
