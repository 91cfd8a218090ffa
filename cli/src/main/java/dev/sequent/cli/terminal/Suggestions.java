package dev.sequent.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the known names was meant? */
public final class Suggestions {
    private Suggestions() {}

    /** {@code "; did you mean X?"}, or empty when no known name is near. */
    public static String didYouMean(String wanted, Collection<String> known) {
        return nearest(wanted, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    public static Optional<String> nearest(String wanted, Collection<String> known) {
        int allowed = Math.max(1, wanted.length() / 3);
        String lower = wanted.toLowerCase(Locale.ROOT);
        record Near(String name, int distance) {}
        return known.stream()
                .map(name -> new Near(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= allowed)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .map(Near::name);
    }

    /** Insertions, deletions and replacements that lead from one to the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
