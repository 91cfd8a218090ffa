package dev.sequent.cli.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The judges, the cheapest first. */
public enum JudgeName {
    SCRIPTS("scripts", "runs"),
    SUITE("suite", "tries"),
    SIMULATION("simulation", "walks"),
    CHECK("check", "states");

    private final String word;
    private final String unit;

    JudgeName(String word, String unit) {
        this.word = word;
        this.unit = unit;
    }

    /** As the command line has it. */
    public String word() {
        return word;
    }

    /** What it makes many of. */
    String unit() {
        return unit;
    }

    /** The judge of that name. */
    public static Optional<JudgeName> of(String word) {
        return Arrays.stream(values()).filter(j -> j.word.equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(JudgeName::word).toList();
    }
}
