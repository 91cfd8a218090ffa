package dev.sequent.packet.syntax;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Which of the known words was meant? */
public final class DidYouMean {
    private DidYouMean() {}

    /** {@code did you mean X?}, or empty when no word is near. */
    public static String hint(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        int allowed = written.length() <= 2 ? 0 : Math.max(1, written.length() / 3);
        return known.stream()
                .filter(k -> !k.equals(written))
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt((String k) -> distance(lower, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(k -> "did you mean " + k + "?")
                .orElse("");
    }

    /** How many characters must be inserted, left out or replaced, or swapped with their neighbours. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
