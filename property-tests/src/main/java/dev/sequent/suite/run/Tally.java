package dev.sequent.suite.run;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.property.Observer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what was drawn; keeps the exchange of a check that is to be shown. */
final class Tally implements Observer {
    private final Map<String, TreeMap<String, Long>> notes = new TreeMap<>();
    private final Map<String, TreeMap<Long, Long>> numbers = new TreeMap<>();
    private final Trace trace;
    private final boolean records;
    private @Nullable Supplier<Exchange> exchange;

    private Tally(Trace trace, boolean records) {
        this.trace = trace;
        this.records = records;
    }

    /** For tries. @param trace told of every point of the specification that one passes */
    static Tally ofTries(Trace trace) {
        return new Tally(trace, false);
    }

    /** For a check that is to be shown. */
    static Tally recording() {
        return new Tally(Trace.NONE, true);
    }

    @Override
    public void note(String kind, String value) {
        notes.computeIfAbsent(kind, k -> new TreeMap<>()).merge(value, 1L, Long::sum);
    }

    @Override
    public void number(String kind, long value) {
        numbers.computeIfAbsent(kind, k -> new TreeMap<>())
                .merge(value <= 0 ? 0 : Long.highestOneBit(value), 1L, Long::sum);
    }

    @Override
    public Trace trace() {
        return trace;
    }

    @Override
    public boolean records() {
        return records;
    }

    @Override
    public void exchange(Supplier<Exchange> recorded) {
        exchange = recorded;
    }

    Optional<Exchange> exchange() {
        return Optional.ofNullable(exchange).map(Supplier::get);
    }

    /** Kind by kind, how often each value came; numbers by buckets, {@code 4 .. 7}. */
    Distributions distributions() {
        var all = new TreeMap<String, Map<String, Long>>();
        notes.forEach((kind, counts) -> all.put(kind, new TreeMap<>(counts)));
        numbers.forEach((kind, counts) -> {
            var named = new java.util.LinkedHashMap<String, Long>();
            counts.forEach((low, n) -> named.put(low <= 1 ? low.toString() : low + " .. " + (2 * low - 1), n));
            all.put(kind, named);
        });
        return new Distributions(all);
    }
}
