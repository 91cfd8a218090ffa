package dev.sequent.stack.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counters named by an enum: an array underneath, so that counting costs an addition. One thread counts; any thread may
 * read, and sees each counter whole, perhaps a little late.
 *
 * @param <E> the names
 */
public final class Counters<E extends Enum<E>> {

    private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);

    private final Class<E> type;
    private final E[] names;
    private final long[] values;

    public Counters(Class<E> type) {
        this.type = type;
        this.names = type.getEnumConstants();
        this.values = new long[names.length];
    }

    public void increment(E name) {
        add(name, 1);
    }

    public void add(E name, long amount) {
        int i = name.ordinal();
        VALUES.setOpaque(values, i, values[i] + amount);
    }

    public long get(E name) {
        return (long) VALUES.getOpaque(values, name.ordinal());
    }

    /** The counters that are not zero, in the order of the enum. */
    public Map<E, Long> nonZero() {
        Map<E, Long> map = new EnumMap<>(type);
        for (E name : names) {
            long value = get(name);
            if (value != 0) {
                map.put(name, value);
            }
        }
        return map;
    }

    /** One line for each counter that is not zero: the value, and the name in words. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        nonZero()
                .forEach((name, value) -> text.append(String.format(
                        "%12d  %s%n",
                        value, name.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))));
        return text.toString();
    }
}
