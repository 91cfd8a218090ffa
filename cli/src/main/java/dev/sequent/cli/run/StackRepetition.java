package dev.sequent.cli.run;

import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Difference;
import java.util.List;

/**
 * The outcome of a trace on stacks.
 *
 * @param differences between what was recorded and what the stacks did, in the order of the steps
 * @param notes where the stacks were not driven as recorded, or what else was observed
 */
public record StackRepetition(Counterexample recorded, List<Difference> differences, List<Note> notes) {
    public StackRepetition {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    public record Note(int step, String text) {}

    /** Each step that differs or has a note, with both; empty when there is nothing to say. */
    public String text() {
        var out = new StringBuilder();
        for (int step = 1; step <= recorded.steps().size(); step++) {
            int n = step;
            List<String> lines = java.util.stream.Stream.concat(
                            differences.stream().filter(d -> d.step() == n).map(Difference::text),
                            notes.stream().filter(note -> note.step() == n).map(note -> "note: " + note.text()))
                    .toList();
            if (!lines.isEmpty()) {
                out.append("step ")
                        .append(step)
                        .append(", ")
                        .append(recorded.actionText(step))
                        .append('\n');
                lines.forEach(line -> out.append("  ").append(line).append('\n'));
            }
        }
        return out.toString();
    }
}
