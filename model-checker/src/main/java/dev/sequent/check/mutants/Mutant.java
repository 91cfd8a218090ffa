package dev.sequent.check.mutants;

import java.util.List;

/**
 * A mutant as its file describes it; {@code spec/tcp/mutants/README.md} is the format.
 *
 * @param name of the file, without {@code .patch}
 * @param file as shown to people
 * @param title one line: the "why" that it answers
 * @param rows numbers in the catalogue of properties; may be empty
 * @param kills what must fail, as verdicts spell it; the first is the property of its row
 * @param scenarios where to try, in this order
 * @param settings {@code NAME=VALUE}, overriding what the scenario sets
 * @param tells what the figure of the first counterexample must contain, see {@link Story}
 * @param story for the reader; may be empty
 * @param quick whether the tests of the build run it
 * @param edits at least one
 */
public record Mutant(
        String name,
        String file,
        String title,
        List<Integer> rows,
        List<Line> kills,
        List<Line> scenarios,
        List<Line> settings,
        List<Line> tells,
        String story,
        boolean quick,
        List<FileEdit> edits) {
    public Mutant {
        rows = List.copyOf(rows);
        kills = List.copyOf(kills);
        scenarios = List.copyOf(scenarios);
        settings = List.copyOf(settings);
        tells = List.copyOf(tells);
        edits = List.copyOf(edits);
    }

    /** Something that the file says. @param number of the line, from 1 */
    public record Line(String text, int number) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** The property of its row. */
    public String property() {
        return kills.getFirst().text();
    }
}
