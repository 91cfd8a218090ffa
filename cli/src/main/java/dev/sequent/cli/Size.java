package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers of octets. */
final class Size {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(|KiB|MiB|GiB|kB|MB|GB)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "kB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L);

    private Size() {}

    /** @param option for the message */
    static long parse(String text, String option) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw CommandFailure.usage(
                    option + " is a number of octets like 500000, 64KiB or 8MiB, not '" + text + "'");
        }
        return Long.parseLong(m.group(1)) * UNITS.getOrDefault(m.group(2), 1L);
    }
}
