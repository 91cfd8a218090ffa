package dev.sequent.suite.run;

import java.util.Locale;
import java.util.Map;

/** What was drawn: for each kind of value, how often each came, in the order in which they are to be shown. */
public record Distributions(Map<String, Map<String, Long>> kinds) {

    /** One line for each value, with its share. Ends with a newline unless it is empty. */
    public String text() {
        var table = new StringBuilder();
        kinds.forEach((kind, counts) -> {
            long all = counts.values().stream().mapToLong(Long::longValue).sum();
            int width = counts.keySet().stream().mapToInt(String::length).max().orElse(0);
            table.append("    ").append(kind).append('\n');
            counts.forEach((value, n) -> table.append(
                    String.format(Locale.ROOT, "      %-" + width + "s  %9d  %5.1f %%%n", value, n, 100.0 * n / all)));
        });
        return table.toString();
    }
}
