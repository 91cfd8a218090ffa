package dev.sequent.suite.run;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/** Checks one property: what failed before, then one value for each seed, until one fails or it has been enough. */
final class PropertyRun<T> {
    private final Property<T> property;
    private final LongSupplier nanos;
    private final BooleanSupplier cancelled;
    private final Drawing<T> drawing;
    private final Tally tally;
    private final List<Long> confirmed = new ArrayList<>();
    private long tries;
    /** When the last try had ended. */
    private long at;

    /** @param trace told of every point of the specification that a try passes */
    PropertyRun(Property<T> property, Trace trace, LongSupplier nanos, BooleanSupplier cancelled) {
        this.property = property;
        this.nanos = nanos;
        this.cancelled = cancelled;
        this.drawing = new Drawing<>(property.values());
        this.tally = Tally.ofTries(trace);
    }

    /**
     * @param earlier failures of this property
     * @param digest of the core: what has failed with another one is no news
     * @param most tries
     * @param time nanoseconds after which no other try begins
     * @param progress told how many tries were made
     */
    PropertyReport run(
            long seed, List<FailureStore.Entry> earlier, String digest, long most, long time, LongConsumer progress) {
        long began = nanos.getAsLong();
        at = began;
        for (FailureStore.Entry entry : earlier) {
            Optional<Shrinkable<T>> value = drawing.draw(entry.seed(), entry.path());
            if (value.isPresent()) {
                Violation why = attempt(value.get());
                if (why != null) {
                    return report(
                            began, Optional.of(failure(entry.seed(), value.get(), why, entry.path(), true)), true);
                }
                if (!entry.digest().equals(digest)) {
                    confirmed.add(entry.seed());
                }
            }
        }
        for (long number = 0; number < most; number++) {
            if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return report(began, Optional.empty(), false);
            }
            if (at - began >= time && number > 0) {
                break;
            }
            long of = Seeds.of(seed, number);
            Shrinkable<T> value = drawing.draw(of);
            Violation why = attempt(value);
            if (why != null) {
                return report(began, Optional.of(failure(of, value, why, List.of(), false)), true);
            }
            progress.accept(tries);
        }
        return report(began, Optional.empty(), true);
    }

    private PropertyReport report(long began, Optional<Failure> failure, boolean complete) {
        return new PropertyReport(
                property, tries, at - began, failure, List.copyOf(confirmed), tally.distributions(), complete);
    }

    private @Nullable Violation attempt(Shrinkable<T> value) {
        tries++;
        Violation why = check(value.value(), tally);
        at = nanos.getAsLong();
        return why;
    }

    private @Nullable Violation check(T value, Observer observer) {
        try {
            property.check(value, observer);
            return null;
        } catch (Violation e) {
            return e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            return new Violation(described(e), e);
        }
    }

    private static String described(Throwable e) {
        var text = new StringBuilder("it threw ").append(e);
        StackTraceElement[] trace = e.getStackTrace();
        for (int i = 0; i < Math.min(8, trace.length); i++) {
            text.append("\n  at ").append(trace[i]);
        }
        return text.toString();
    }

    private Failure failure(long seed, Shrinkable<T> value, Violation why, List<Integer> path, boolean before) {
        var shrinker = new Shrinker<T>(v -> check(v, Observer.none()), nanos);
        Shrinker.Smallest<T> smallest = shrinker.shrink(value, why, path);
        Tally recording = Tally.recording();
        Violation again = check(smallest.value(), recording);
        String message = String.valueOf((again == null ? smallest.why() : again).getMessage());
        if (again == null) {
            message +=
                    "\n(and when it was to be shown, it did not fail: something beside the value decides, which is a fault of the suite)";
        }
        return new Failure(
                seed,
                smallest.path(),
                smallest.steps(),
                smallest.outOfTime(),
                message,
                property.text(smallest.value()),
                recording.exchange(),
                before);
    }
}
