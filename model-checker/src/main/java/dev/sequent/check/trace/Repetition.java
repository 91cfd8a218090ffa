package dev.sequent.check.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a replay.
 *
 * @param recorded the trace as it was recorded
 * @param happened the steps that could be taken, as they are now
 * @param differences in the order of the steps, those of the trace as a whole first
 * @param obstacle why the path could not be followed to its end, or, for a lasso, that its loop does not close; empty
 *     if it could
 * @param refutation why the path, though it could be followed, does not lead to what the trace claims; empty if it does
 * @param otherCore the core on which it was recorded, if that is another
 * @param notCompared what was not compared, in words, as listed in {@code model-checker/TRACE.md}
 */
public record Repetition(
        Counterexample recorded,
        List<TraceStep> happened,
        List<Difference> differences,
        Optional<String> obstacle,
        Optional<String> refutation,
        Optional<String> otherCore,
        List<String> notCompared) {
    public Repetition {
        happened = List.copyOf(happened);
        differences = List.copyOf(differences);
        notCompared = List.copyOf(notCompared);
    }

    /**
     * Compares.
     *
     * @param now what a check would have recorded for the steps that could be taken
     * @param first differences that were found elsewhere
     * @param obstacle and the others: see there
     */
    public static Repetition of(
            Counterexample recorded,
            Counterexample now,
            List<Difference> first,
            Optional<String> obstacle,
            Optional<String> refutation,
            List<String> notCompared) {
        boolean sameCore = recorded.digest().equals(now.digest());
        var differences = new ArrayList<>(first);
        differences.addAll(Difference.between(recorded, now));
        for (int i = 0; i < now.steps().size(); i++) {
            differences.addAll(
                    Difference.between(recorded.steps().get(i), now.steps().get(i), recorded.peers(), sameCore));
        }
        return new Repetition(
                recorded,
                now.steps(),
                differences,
                obstacle,
                refutation,
                sameCore ? Optional.empty() : Optional.of(recorded.digest()),
                notCompared);
    }

    /** Whether everything was as recorded, on the same core or on another. */
    public boolean faithful() {
        return differences.isEmpty() && obstacle.isEmpty() && refutation.isEmpty();
    }

    /** The trace as far as it could be followed, drawn. */
    public String figure() {
        return as().figure();
    }

    /** The same for a page of so many columns. */
    public String figure(int width) {
        return as().figure(width);
    }

    /** @see Counterexample#steps */
    public String steps(boolean withRules) {
        return as().steps(withRules);
    }

    /** @see Counterexample#steps */
    public String steps(boolean withRules, int width) {
        return as().steps(withRules, width);
    }

    private Counterexample as() {
        return recorded.withSteps(happened);
    }

    /**
     * The differences, each below its step, and the obstacle; lines ended with {@code \n}, none when there is nothing
     * to say.
     */
    public String text() {
        var out = new StringBuilder();
        Optional<Integer> step = Optional.empty();
        for (Difference difference : differences) {
            if (!step.equals(Optional.of(difference.step()))) {
                step = Optional.of(difference.step());
                out.append(heading(difference.step())).append('\n');
            }
            out.append("  ").append(difference.text()).append('\n');
        }
        obstacle.ifPresent(why -> out.append(why).append('\n'));
        refutation.ifPresent(why -> out.append(why).append('\n'));
        return out.toString();
    }

    private String heading(int step) {
        return switch (step) {
            case Difference.WHOLE -> "the trace as a whole";
            case Difference.AT_FIRST -> "initial state";
            default -> "step " + step + ", " + recorded.actionText(step);
        };
    }
}
