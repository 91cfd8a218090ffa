package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.runtime.Contract;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Times;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the specification lets be observed of a connection ({@code observe} in {@code connection.sqt}), as it was at one
 * moment. The loop only takes the figures down; whoever asked turns them into values.
 */
public final class Observed {

    /** What there is to see of a listener, and of a connection about which nobody has asked. */
    public static final Observed NOTHING = new Observed(new long[0], new boolean[0]);

    private static final List<Contract.Observable> DECLARED = Binding.CONTRACT.observables();

    /** By observable, in generic form; a time as its distance from the moment of observation. */
    private final long[] numbers;

    private final boolean[] known;

    private Observed(long[] numbers, boolean[] known) {
        this.numbers = numbers;
        this.known = known;
    }

    /** Looks at a machine. On the loop. */
    static Observed of(Connection machine, long now) {
        long[] numbers = new long[DECLARED.size()];
        boolean[] known = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = machine.observed(i);
                known[i] = true;
            } catch (Fault e) {
                continue; // There is no value. The machine has not been touched.
            }
            if (DECLARED.get(i).kind() == Contract.Kind.TIME) {
                known[i] = Times.known(numbers[i]);
                numbers[i] -= now;
            }
        }
        return new Observed(numbers, known);
    }

    /** One observable of a machine; empty if the specification has none of that name, or it cannot be computed. */
    static OptionalLong of(Connection machine, OptionalInt observable) {
        try {
            return observable.isPresent()
                    ? OptionalLong.of(machine.observed(observable.getAsInt()))
                    : OptionalLong.empty();
        } catch (Fault e) {
            return OptionalLong.empty();
        }
    }

    /** In the order of their declaration. */
    public List<Value> values() {
        return IntStream.range(0, numbers.length)
                .mapToObj(
                        i -> new Value(DECLARED.get(i), known[i] ? OptionalLong.of(numbers[i]) : OptionalLong.empty()))
                .toList();
    }

    /** As {@code ss -i} writes such things: {@code rto:200ms mss:1460}. Empty if there is nothing. */
    @Override
    public String toString() {
        return values().stream().map(Value::toString).collect(Collectors.joining(" "));
    }

    /**
     * The value of an observable.
     *
     * @param number in generic form; a time as its distance from the moment of observation, negative for one that has
     *     passed. Empty if it cannot be computed, or is a time that was never set.
     */
    public record Value(Contract.Observable observable, OptionalLong number) {

        /** For people; {@code -} if there is no value. */
        public String text() {
            if (number.isEmpty()) {
                return "-";
            }
            long n = number.getAsLong();
            return switch (observable.kind()) {
                case NUMBER -> Long.toString(n);
                case TRUTH -> n != 0 ? "yes" : "no";
                case DURATION, TIME -> duration(n);
                case CONSTANT -> observable.constants().get((int) n);
            };
        }

        @Override
        public String toString() {
            return observable.name() + ":" + text();
        }
    }

    /** To three digits, since some take a few microseconds, and others minutes. */
    static String duration(long nanos) {
        if (nanos < 0) {
            return "-" + duration(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
        }
        if (nanos >= 60_000_000_000L) {
            return ConnectionInfo.duration(nanos);
        }
        BigDecimal rounded = new BigDecimal(nanos).round(new MathContext(3));
        int magnitude = rounded.precision() - rounded.scale();
        if (nanos == 0 || magnitude > 6 && magnitude <= 9) {
            return in(rounded, 6, "ms");
        }
        return magnitude > 9 ? in(rounded, 9, "s") : magnitude > 3 ? in(rounded, 3, "us") : in(rounded, 0, "ns");
    }

    private static String in(BigDecimal nanos, int power, String unit) {
        return nanos.movePointLeft(power).stripTrailingZeros().toPlainString() + unit;
    }
}
