package dev.sequent.language.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the known names was meant? */
public final class Nearest {
    private Nearest() {}

    /** A hint "did you mean X?", or empty when no name is near. */
    public static String hint(String wanted, Collection<String> known) {
        return nearest(wanted, known).map(n -> "did you mean " + n + "?").orElse("");
    }

    /** The hint as an aside, {@code "; did you mean X?"}, or empty. */
    public static String aside(String wanted, Collection<String> known) {
        return nearest(wanted, known).map(n -> "; did you mean " + n + "?").orElse("");
    }

    static Optional<String> nearest(String wanted, Collection<String> known) {
        // In a name of two letters, one letter for another is not a misspelling.
        int allowed = wanted.length() <= 2 ? 0 : Math.max(1, wanted.length() / 3);
        String lower = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .distinct()
                .filter(k -> !k.equals(wanted))
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt((String k) -> distance(lower, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Edit distance in which two neighbours swapped count as one edit. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
