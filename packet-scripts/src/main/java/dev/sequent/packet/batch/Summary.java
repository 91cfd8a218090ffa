package dev.sequent.packet.batch;

import java.util.List;

/** How many scripts came to which end. */
public record Summary(int passed, int failed, int unsupported, int notRun, int wrong) {

    public static Summary of(List<Outcome> outcomes) {
        return new Summary(
                count(outcomes, "passed"),
                count(outcomes, "failed"),
                count(outcomes, "unsupported"),
                count(outcomes, "not-run"),
                count(outcomes, "wrong"));
    }

    private static int count(List<Outcome> outcomes, String word) {
        return (int) outcomes.stream().filter(o -> o.word().equals(word)).count();
    }

    /** Whether nothing is known that would be against any of them. */
    public boolean allPassed() {
        return failed + unsupported + wrong == 0;
    }

    /** Whether nothing is known of any of them. */
    public boolean noneRun() {
        return notRun > 0 && passed + failed + unsupported + wrong == 0;
    }

    /** Of scripts that were to be read only. */
    public String ofReading() {
        return "read only: " + notRun + " can be run, " + unsupported + " unsupported" + mistakes();
    }

    private String mistakes() {
        return wrong == 0 ? "" : ", " + wrong + " with mistakes in the script";
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + unsupported + " unsupported"
                + (notRun == 0 ? "" : ", " + notRun + " not run") + mistakes();
    }
}
