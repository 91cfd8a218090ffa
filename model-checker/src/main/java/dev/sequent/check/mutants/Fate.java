package dev.sequent.check.mutants;

import java.util.List;
import java.util.Locale;

/** What became of a mutant. Only {@link Killed} is what its author promised. */
public sealed interface Fate {
    /**
     * Everything that it names failed, in worlds in which it holds without the mutant, and the figure tells the story.
     */
    record Killed() implements Fate {}

    /** It was killed as promised, but the figure does not tell the story. */
    record Untold(Story.Gap gap) implements Fate {}

    /**
     * What should fail does not hold without the mutant either, so that its failure says nothing. @param verdict there
     */
    record Unfounded(String property, String scenario, String verdict) implements Fate {}

    /** What should fail does not fail in any scenario that was tried, and nothing else fails. */
    record Survived(String property, List<Attempt> attempts) implements Fate {}

    /** What should fail does not; something else failed. */
    record KilledByAnother(String property, Kill other) implements Fate {}

    /** A limit came before what should fail did. */
    record NotExhausted(String property, List<Attempt> attempts) implements Fate {}

    /**
     * The run was interrupted before there was a result. @param before what was known, for instance {@code anything
     * failed}
     */
    record Interrupted(String before) implements Fate {}

    /**
     * A scenario in which what should fail did not.
     *
     * @param verdict for instance {@code holds}, {@code vacuous}, {@code not exhausted: the time limit is reached}
     */
    record Attempt(String scenario, String verdict, long states) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s in %s (%,d states)", verdict, scenario, states);
        }
    }

    /** One or two words, for a table. */
    default String word() {
        return switch (this) {
            case Killed ignored -> "killed";
            case Untold ignored -> "STORY NOT TOLD";
            case Unfounded ignored -> "UNFOUNDED";
            case Survived ignored -> "SURVIVED";
            case KilledByAnother ignored -> "BY ANOTHER";
            case NotExhausted ignored -> "NOT EXHAUSTED";
            case Interrupted ignored -> "interrupted";
        };
    }

    /** One line that says it in full. */
    default String text() {
        return switch (this) {
            case Killed ignored -> "killed, with its story";
            case Untold untold ->
                "killed, but the figure does not tell the story: "
                        + untold.gap().text();
            case Unfounded u ->
                "the failure of " + u.property() + " says nothing: without the mutant, it is " + u.verdict() + " in "
                        + u.scenario() + " too";
            case Survived s -> "survived: " + s.property() + " " + joined(s.attempts());
            case KilledByAnother k ->
                k.property() + " does not fail; " + k.other().property() + " does, in "
                        + k.other().scenario() + ", in " + k.other().steps()
                        + (k.other().steps() == 1 ? " step" : " steps");
            case NotExhausted n -> n.property() + " did not fail: " + joined(n.attempts());
            case Interrupted interrupted -> "interrupted before " + interrupted.before();
        };
    }

    private static String joined(List<Attempt> attempts) {
        return String.join(", ", attempts.stream().map(Attempt::toString).toList());
    }
}
