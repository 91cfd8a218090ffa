package dev.sequent.packet.batch;

import java.util.ArrayList;
import java.util.List;

/** How many scripts came to which end. */
public record Summary(int passed, int failed, int unsupported, int wrong) {

    public static Summary of(List<Outcome> outcomes) {
        return new Summary(
                count(outcomes, "passed"),
                count(outcomes, "failed"),
                count(outcomes, "unsupported"),
                count(outcomes, "wrong"));
    }

    private static int count(List<Outcome> outcomes, String word) {
        return (int) outcomes.stream().filter(o -> o.word().equals(word)).count();
    }

    public boolean allPassed() {
        return failed + unsupported + wrong == 0;
    }

    @Override
    public String toString() {
        var parts = new ArrayList<>(List.of(passed + " passed", failed + " failed", unsupported + " unsupported"));
        if (wrong > 0) {
            parts.add(wrong + " with mistakes in the script");
        }
        return String.join(", ", parts);
    }
}
