package dev.sequent.language.typing;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Numbers and units. */
final class Literals {
    /** Units of time in nanoseconds. */
    static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    static final List<String> UNIT_NAMES = List.of("ns", "us", "ms", "s", "min", "h");

    private Literals() {}

    /** Empty when it does not fit into 63 bits. */
    static OptionalLong integer(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits.replace("_", "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong hexadecimal(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.substring(2), 16));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong times(long a, long b) {
        long product = a * b;
        return Math.multiplyHigh(a, b) == product >> 63 ? OptionalLong.of(product) : OptionalLong.empty();
    }
}
