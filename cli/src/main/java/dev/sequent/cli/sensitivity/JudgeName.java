package dev.sequent.cli.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The judges, the cheapest first. */
public enum JudgeName {
    SCRIPTS("scripts", "scripts", "of scripts, in the order of their names"),
    SUITE("suite", "tries", "of tries of a property"),
    SIMULATION("simulation", "walks", "of walks through a scenario"),
    CHECK("check", "states", "of states of a scenario"),
    /** Takes much longer than the others, and so is asked only by its name. */
    PROVE("prove", "steps", "of steps that were examined");

    private final String word;
    private final String unit;
    private final String effort;

    JudgeName(String word, String unit, String effort) {
        this.word = word;
        this.unit = unit;
        this.effort = effort;
    }

    /** As the command line has it. */
    public String word() {
        return word;
    }

    /** What it makes many of. */
    String unit() {
        return unit;
    }

    /** What is counted until it finds something. */
    String effort() {
        return effort;
    }

    /** Those that are asked if nobody is named. */
    public static List<JudgeName> usual() {
        return Arrays.stream(values()).filter(j -> j != PROVE).toList();
    }

    /** The judge of that name. */
    public static Optional<JudgeName> of(String word) {
        return Arrays.stream(values()).filter(j -> j.word.equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(JudgeName::word).toList();
    }
}
