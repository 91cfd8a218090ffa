package dev.sequent.check.liveness;

import static dev.sequent.check.liveness.LabelledGraph.fair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small graphs whose answers can be seen by looking at them. */
class LivenessTest {
    private static final Formula LEADS_TO = new Formula.LeadsTo(0, 1);
    private static final Formula ALWAYS = new Formula.EventuallyAlways(0);
    private static final Formula POSSIBLE = new Formula.AlwaysPossible(0);

    private static LabelledGraph graph(String edges, List<Integer> p, List<Integer> q) {
        return LabelledGraph.of(edges, p, q);
    }

    private static Lasso lasso(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Violated.class);
        return ((Answer.Violated) answer).lasso();
    }

    private static void assertLasso(Answer answer, LabelledGraph graph, List<Integer> prefix, List<Integer> loop) {
        Lasso lasso = lasso(answer);
        List<Integer> way = graph.follow(0, lasso.prefix());
        assertThat(way).isEqualTo(prefix);
        assertThat(graph.follow(way.getLast(), lasso.loop())).isEqualTo(loop);
        assertThat(lasso.shape()).isEqualTo(loop.size() == 1 ? Lasso.Shape.REST : Lasso.Shape.CYCLE);
    }

    private static void assertHolds(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Holds.class);
    }

    @Test
    void withoutFairnessNothingNeedHappen() {
        var graph = graph("0 a 1", List.of(0), List.of(1));
        assertLasso(graph.check(LEADS_TO, Fairness.NOTHING), graph, List.of(0), List.of(0));
        assertHolds(graph.check(LEADS_TO, fair("a", "")));
        assertHolds(graph.check(LEADS_TO, fair("", "a")));
    }

    @Test
    void aDeadlockRestsForEver() {
        var graph = graph("0 a 1, 1 a 2, 2", List.of(0), List.of());
        assertLasso(graph.check(LEADS_TO, fair("a", "")), graph, List.of(0, 1, 2), List.of(2));
    }

    @Test
    void aSelfLoopIsARunUnlessTheWayOutIsFair() {
        var graph = graph("0 a 1, 1 b 1, 1 c 2", List.of(0), List.of(2));
        assertLasso(graph.check(LEADS_TO, fair("ab", "")), graph, List.of(0, 1), List.of(1, 1));
        assertHolds(graph.check(LEADS_TO, fair("abc", "")));
    }

    /** The way out is possible in every other state: strong fairness must take it, weak need not. */
    @Test
    void weakAndStrongDiffer() {
        var graph = graph("0 a 1, 1 a 0, 1 c 2", List.of(0), List.of(2));
        assertLasso(graph.check(LEADS_TO, fair("ac", "")), graph, List.of(0), List.of(0, 1, 0));
        assertHolds(graph.check(LEADS_TO, fair("a", "c")));
        var both = graph("0 a 1, 1 a 0, 1 c 2, 0 c 2", List.of(0), List.of(2));
        assertHolds(both.check(LEADS_TO, fair("ac", "")));
    }

    /** The outer cycle 0-1-2-0 passes where s leads out; the inner one 0-1-0 does not, and stays. */
    @Test
    void aFairCycleHidesInsideAnUnfairComponent() {
        var graph = graph("0 a 1, 1 a 0, 1 b 2, 2 a 0, 2 s 3", List.of(0), List.of(3));
        assertLasso(graph.check(LEADS_TO, fair("a", "s")), graph, List.of(0), List.of(0, 1, 0));
        // now 1 must leave for 2 again and again, and there s is possible again and again
        assertHolds(graph.check(LEADS_TO, fair("a", "sb")));
    }

    /** Three strong actions, each forbidding a state that only stands out once the one before it is gone. */
    @Test
    void componentsFallApartStepByStep() {
        var graph = graph("0 a 1, 1 a 2, 2 a 3, 3 a 2, 2 a 1, 1 a 0, 3 x 4, 2 a 2, 4", List.of(0), List.of(4));
        assertLasso(graph.check(LEADS_TO, fair("a", "x")), graph, List.of(0), List.of(0, 1, 0));
        var falling = graph("0 x 1, 1 y 0, 1 a 2, 2 x 0, 2 z 3", List.of(0), List.of(3));
        // without 2 (z): 0 and 1, where a is possible and leads out: without 1, 0 cannot take x
        assertHolds(falling.check(LEADS_TO, fair("", "xyza")));
    }

    @Test
    void theCycleTakesWhatIsFairInsideIt() {
        var graph = graph("0 a 1, 1 b 0, 0 c 2, 2 d 0, 0 e 0", List.of(0), List.of());
        Lasso lasso = lasso(graph.check(LEADS_TO, fair("", "abcd")));
        assertThat(lasso.prefix()).isEmpty();
        assertThat(graph.follow(0, lasso.loop())).containsExactlyInAnyOrder(0, 1, 0, 2, 0);
    }

    @Test
    void theCycleIsNotTheWholeComponent() {
        var graph = graph("0 a 1, 1 a 2, 2 a 3, 3 a 4, 4 a 0, 2 b 2", List.of(0), List.of());
        assertLasso(graph.check(LEADS_TO, fair("b", "")), graph, List.of(0), List.of(0));
        assertLasso(graph.check(LEADS_TO, fair("a", "")), graph, List.of(0), List.of(0, 1, 2, 3, 4, 0));
    }

    @Test
    void whatIsDueMayComeLaterAndFromElsewhere() {
        // P at 1; from there Q (3) can be missed only over 2
        var graph = graph("0 a 1, 1 a 2, 1 a 3, 2 b 2, 3 a 4, 4 a 4", List.of(1), List.of(3));
        assertLasso(graph.check(LEADS_TO, fair("ab", "")), graph, List.of(0, 1, 2), List.of(2, 2));
        var both = graph("0 a 0", List.of(0), List.of(0));
        assertHolds(both.check(LEADS_TO, Fairness.NOTHING));
        var never = graph("0 a 0", List.of(), List.of());
        assertThat(never.check(LEADS_TO, Fairness.NOTHING)).isInstanceOf(Answer.Vacuous.class);
    }

    @Test
    void eventuallyAlways() {
        var settles = graph("0 a 1, 1 a 2, 2 a 2", List.of(2), List.of());
        assertHolds(settles.check(ALWAYS, fair("a", "")));
        assertLasso(settles.check(ALWAYS, Fairness.NOTHING), settles, List.of(0), List.of(0));
        var swings = graph("0 a 1, 1 a 2, 2 a 1", List.of(2), List.of());
        assertLasso(swings.check(ALWAYS, fair("a", "")), swings, List.of(0, 1), List.of(1, 2, 1));
        // 2 can stay for ever, but b, possible again and again, leads back through 1, where P is not
        var strong = graph("0 a 1, 1 a 2, 2 a 2, 2 b 1", List.of(2), List.of());
        assertLasso(strong.check(ALWAYS, fair("a", "b")), strong, List.of(0, 1), List.of(1, 2, 1));
        assertLasso(strong.check(ALWAYS, fair("a", "")), strong, List.of(0, 1), List.of(1, 2, 1));
    }

    @Test
    void alwaysPossibleFindsTheShortestWayIntoATrap() {
        var open = graph("0 a 1, 1 a 2, 2 a 0", List.of(1), List.of());
        assertHolds(open.check(POSSIBLE, Fairness.NOTHING));
        var trap = graph("0 a 1, 1 a 0, 0 b 2, 2 a 3, 3 a 4, 4 a 3, 1 b 4", List.of(1, 2), List.of());
        Lasso lasso = lasso(trap.check(POSSIBLE, Fairness.NOTHING));
        assertThat(lasso.shape()).isEqualTo(Lasso.Shape.TRAP);
        assertThat(trap.follow(0, lasso.prefix())).hasSize(3).endsWith(4);
        var end = graph("0 a 1, 1", List.of(0), List.of());
        assertThat(lasso(end.check(POSSIBLE, fair("a", ""))).prefix()).hasSize(1);
    }

    /** What a bound has cut off is possible: resting before it is no counterexample, and nothing holds for certain. */
    @Test
    void aCutIsNeitherTakenNorForgotten() {
        var graph = graph("0 a 1, 1 b !", List.of(0), List.of());
        assertThat(graph.check(LEADS_TO, fair("ab", "")))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("bound").contains("1 transition"));
        assertLasso(graph.check(LEADS_TO, fair("a", "")), graph, List.of(0, 1), List.of(1));
        var answered = graph("0 a 1, 1 b !", List.of(0), List.of(1));
        assertThat(answered.check(LEADS_TO, fair("ab", ""))).isInstanceOf(Answer.Unknown.class);
        assertThat(graph.check(POSSIBLE, Fairness.NOTHING)).isInstanceOf(Answer.Unknown.class);
        var trap = graph("0 a 1, 0 b !, 1", List.of(0), List.of());
        assertThat(lasso(trap.check(POSSIBLE, Fairness.NOTHING)).prefix()).hasSize(1);
    }

    /** True of all that was seen, and false: the search stopped one level before the lasso. */
    @Test
    void anIncompleteSearchNeverHolds() {
        var graph = graph("0 a 1, 1 a 2, 2 a 1", List.of(0), List.of());
        var cut = new Liveness(graph.explore(Limits.none().withStates(1), 1), fair("a", ""));
        assertThat(cut.check(LEADS_TO))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("state limit"));
        assertThat(cut.check(ALWAYS)).isInstanceOf(Answer.Unknown.class);
        assertThat(cut.check(POSSIBLE)).isInstanceOf(Answer.Unknown.class);
        assertLasso(graph.check(LEADS_TO, fair("a", "")), graph, List.of(0, 1), List.of(1, 2, 1));
        // what was seen suffices for this one
        var early = graph("0 a 0, 0 b 1, 1 a 2, 2 a 2", List.of(0), List.of(2));
        var stopped = new Liveness(early.explore(Limits.none().withStates(1), 1), fair("a", ""));
        assertThat(lasso(stopped.check(LEADS_TO)).loop()).hasSize(1);
    }

    @Test
    void labelsCanStandForOneAction() {
        var graph = graph("0 a 1, 1 b 0, 0 c 2, 1 d 2", List.of(0), List.of(2));
        Fairness apart = fair("cd", "");
        assertThat(graph.check(LEADS_TO, apart)).isInstanceOf(Answer.Violated.class);
        Fairness together = new Fairness() {
            @Override
            public Strength of(int action) {
                return action == 1 ? Strength.WEAK : Strength.NONE;
            }

            @Override
            public int action(int label) {
                return label >= 2 ? 1 : 0;
            }

            @Override
            public String text() {
                return "weak c or d";
            }
        };
        assertHolds(graph.check(LEADS_TO, together));
    }

    @Test
    void deepGraphsNeedNoDeepStack() {
        int length = 300_000;
        int[][][] edges = new int[length][][];
        for (int i = 0; i < length; i++) {
            edges[i] = new int[][] {{(i + 1) % length, 0}};
        }
        long[] marks = new long[length];
        marks[0] = 1;
        var ring = new LabelledGraph(edges, marks);
        assertThat(lasso(ring.check(ALWAYS, fair("a", ""))).loop()).hasSize(length);
        assertHolds(ring.check(POSSIBLE, fair("a", "")));
    }

    @Test
    void asksForAGraph() {
        var graph = graph("0 a 0", List.of(), List.of());
        var found = new Explorer(graph, Limits.none(), 1, Progress.NONE).run();
        assertThatThrownBy(() -> new Liveness(found, Fairness.NOTHING)).hasMessageContaining("kept no graph");
    }

    /** A fair-lossy link: a sends and loses at once, b delivers; who sends for ever is heard in the end. */
    @Test
    void whatIsSentAgainAndAgainArrives() {
        LabelledGraph link = LabelledGraph.of("0 a 0, 0 c 1, 1 b 2, 1 d 0, 2", List.of(0), List.of(2));
        Formula arrives = new Formula.LeadsTo(0, 1);
        assertThat(link.check(arrives, LabelledGraph.fair("ac", ""))).isInstanceOf(Answer.Violated.class);
        Fairness fairLossy = LabelledGraph.fair("ac", "b", new int[][] {{1}});
        assertThat(link.check(arrives, fairLossy)).isInstanceOf(Answer.Holds.class);
        LabelledGraph deaf = LabelledGraph.of("0 a 0", List.of(0), List.of());
        assertThat(deaf.check(arrives, fairLossy))
                .as("it can never arrive, so no run that sends for ever is fair; to rest is not fair either")
                .isInstanceOf(Answer.Holds.class);
    }
}
