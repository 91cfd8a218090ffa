package dev.sequent.suite.run;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.property.Observer;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what was drawn and which rules were passed; keeps the exchange of a check that is to be shown. */
final class Tally implements Observer {
    private final Map<String, TreeMap<String, Long>> notes = new TreeMap<>();
    private final Map<String, TreeMap<Long, Long>> numbers = new TreeMap<>();
    private final BitSet points;
    private final Trace trace;
    private final boolean records;
    private @Nullable Exchange exchange;

    private Tally(BitSet points, Trace trace, boolean records) {
        this.points = points;
        this.trace = trace;
        this.records = records;
    }

    /** For tries. @param rules whether to note which rules are passed */
    static Tally ofTries(boolean rules) {
        var points = new BitSet();
        return new Tally(points, rules ? points::set : Trace.NONE, false);
    }

    /** For a check that is to be shown. */
    static Tally recording() {
        return new Tally(new BitSet(), Trace.NONE, true);
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
    public void exchange(Exchange recorded) {
        exchange = recorded;
    }

    Optional<Exchange> exchange() {
        return Optional.ofNullable(exchange);
    }

    BitSet points() {
        return points;
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
