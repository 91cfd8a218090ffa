package dev.sequent.check.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of going a recorded way again.
 *
 * @param recorded the trace as it was recorded
 * @param happened the steps that could be taken, as they are now
 * @param differences in the order of the steps
 * @param obstacle why the way could not be gone to its end; of a lasso also that its loop does not close; empty if it could
 */
public record Repetition(
        Counterexample recorded, List<TraceStep> happened, List<Difference> differences, Optional<String> obstacle) {
    public Repetition {
        happened = List.copyOf(happened);
        differences = List.copyOf(differences);
    }

    /** Compares. @param obstacle see there */
    public static Repetition of(
            Counterexample recorded, List<String> initial, List<TraceStep> happened, Optional<String> obstacle) {
        var differences = new ArrayList<Difference>();
        if (!initial.equals(recorded.initial())) {
            differences.add(new Difference(0, "states", Difference.states(recorded.initial(), recorded.peers()),
                    Difference.states(initial, recorded.peers())));
        }
        for (int i = 0; i < happened.size(); i++) {
            differences.addAll(Difference.between(recorded.steps().get(i), happened.get(i), recorded.peers()));
        }
        return new Repetition(recorded, happened, differences, obstacle);
    }

    /** Was everything as recorded? */
    public boolean faithful() {
        return differences.isEmpty() && obstacle.isEmpty();
    }

    /** The trace as far as it could be gone, drawn. */
    public String figure() {
        return as().figure();
    }

    /** @see Counterexample#steps */
    public String steps(boolean withRules) {
        return as().steps(withRules);
    }

    private Counterexample as() {
        return recorded.withSteps(happened);
    }

    /** The differences, each below its step, and what stood in the way; lines ended with {@code \n}, none when there is nothing to say. */
    public String text() {
        var out = new StringBuilder();
        int step = -1;
        for (Difference difference : differences) {
            if (difference.step() != step) {
                step = difference.step();
                out.append(step == 0 ? "at first" : "step " + step + ", " + recorded.actionText(step)).append('\n');
            }
            out.append("  ").append(difference.text()).append('\n');
        }
        obstacle.ifPresent(why -> out.append(why).append('\n'));
        return out.toString();
    }
}
