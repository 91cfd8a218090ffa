package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorerTest {
    private static final Limits ALL = Limits.none().withKeepGoing(true);

    private static Exploration explore(GraphSystem graph, Limits limits, int threads) {
        return new Explorer(graph, limits, threads, Progress.NONE).run();
    }

    @Test
    void countsStatesTransitionsAndLevelsOfASmallGraph() {
        // 0 -> 1, 2;  1 -> 3, 3;  2 -> 3;  3 -> 0;  4 is unreachable
        var graph = new GraphSystem(new int[][] {{1, 2}, {3, 3}, {3}, {0}, {0}}, List.of(), true);
        Exploration found = explore(graph, ALL, 1);
        assertThat(found.states()).isEqualTo(4);
        assertThat(found.transitions()).isEqualTo(6);
        assertThat(found.depth()).isEqualTo(2);
        assertThat(found.levels()).containsExactly(1L, 2L, 1L);
        assertThat(found.exhaustive()).isTrue();
        assertThat(found.queue()).isZero();
        assertThat(found.hits().getFirst()).isEmpty();
    }

    @Test
    void findsTheShortestWayAndOfThoseTheFirst() {
        // two ways of length 2 to node 5 (over 1 and 2), one of length 4
        var graph = new GraphSystem(new int[][] {{3, 1, 2}, {5}, {5}, {4}, {5}, {}}, List.of(5), true);
        Exploration found = explore(graph, ALL, 2);
        int[] path = found.path(found.hits().getFirst().orElseThrow());
        assertThat(graph.follow(path)).containsExactly(0, 1, 5);
    }

    @Test
    void aTransitionThatLeadsNowhereIsAHitOfItsOwn() {
        var graph = new GraphSystem(new int[][] {{1}, {0, -1}}, List.of(), true);
        Exploration found = explore(graph, ALL, 1);
        assertThat(found.states()).isEqualTo(2);
        assertThat(found.transitions()).isEqualTo(3);
        assertThat(graph.follow(found.path(found.hits().getFirst().orElseThrow())))
                .containsExactly(0, 1, -1);
    }

    @Test
    void aTransitionThatIsAHitLeadsOn() {
        var graph = new GraphSystem(
                new int[][] {{1, 2}, {0, GraphSystem.HIT + 3}, {GraphSystem.HIT + 3}, {4}, {}}, List.of(), true);
        Exploration found = explore(graph, ALL, 1);
        assertThat(found.states()).isEqualTo(5);
        assertThat(found.transitions()).isEqualTo(6);
        Exploration.Hit hit = found.hits().getFirst().orElseThrow();
        assertThat(hit.ordinal()).isEqualTo(1);
        assertThat(graph.follow(found.path(hit))).containsExactly(0, 1, 3);
        assertThat(explore(graph, Limits.none(), 1).stop()).contains(Exploration.Stop.VIOLATION);
    }

    @Test
    void anInitialStateCanBeTheHit() {
        var graph = new GraphSystem(new int[][] {{0}}, List.of(0), true);
        Exploration found = explore(graph, ALL, 1);
        assertThat(found.path(found.hits().getFirst().orElseThrow())).isEmpty();
    }

    @Test
    void stopsAtTheFirstViolationButNotAtAWitness() {
        int[][] line = line(20_000);
        Exploration violated = explore(new GraphSystem(line, List.of(50), true), Limits.none(), 2);
        assertThat(violated.stop()).contains(Exploration.Stop.VIOLATION);
        assertThat(violated.queue()).isPositive();
        Exploration witnessed = explore(new GraphSystem(line, List.of(50), false), Limits.none(), 2);
        assertThat(witnessed.exhaustive()).isTrue();
        assertThat(witnessed.states()).isEqualTo(20_000);
        assertThat(witnessed.depth()).isEqualTo(19_999);
    }

    @Test
    void neverCallsALimitedSearchExhaustive() {
        var tree = new GraphSystem(tree(200_000), List.of(), true);
        Exploration states = explore(tree, ALL.withStates(1000), 2);
        assertThat(states.stop()).contains(Exploration.Stop.STATES);
        assertThat(states.states()).isGreaterThan(1000).isLessThan(200_000);
        assertThat(states.queue()).isPositive();
        assertThat(states.levels().stream().mapToLong(Long::longValue).sum()).isEqualTo(states.states());
        assertThat(explore(tree, ALL.withTime(Duration.ofNanos(1)), 2).stop()).contains(Exploration.Stop.TIME);
        assertThat(explore(tree, ALL.withMemory(1), 2).stop()).contains(Exploration.Stop.MEMORY);
    }

    @Test
    void aLimitOfMemoryIsNoneWhereTheSearchGrowsOnDisk(@TempDir Path directory) {
        var tree = new GraphSystem(tree(20_000), List.of(), true);
        try (Space space = Space.spilling(1, directory)) {
            Exploration found = new Explorer(tree, ALL.withMemory(1), 2, Progress.NONE, space, false).run();
            assertThat(found.exhaustive()).isTrue();
            assertThat(space.inMemory()).isZero();
            assertThat(space.onDisk()).isPositive();
        }
    }

    @Test
    void aGraphNeedsTheNumbersOfStates() {
        var graph = new GraphSystem(tree(10), List.of(), true);
        try (Space space = Space.memory()) {
            var explorer = new Explorer(graph, ALL, 2, Progress.NONE, space, true);
            assertThatThrownBy(() -> explorer.run(StateSet.exact(3, 2, false, space)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("numbers");
        }
    }

    @Test
    void canBeCancelledFromItsOwnProgressReport() {
        var tree = new GraphSystem(tree(200_000), List.of(), true);
        var explorer = new ArrayList<Explorer>();
        explorer.add(new Explorer(tree, ALL, 2, snapshot -> explorer.getFirst().cancel()));
        Exploration found = explorer.getFirst().run();
        assertThat(found.stop()).contains(Exploration.Stop.INTERRUPTED);
        assertThat(found.queue()).isPositive();
    }

    @Test
    void anInterruptedThreadEndsTheSearch() {
        Thread.currentThread().interrupt();
        Exploration found = explore(new GraphSystem(tree(1000), List.of(), true), ALL, 2);
        assertThat(found.stop()).contains(Exploration.Stop.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFailureOfTheSystemReachesTheCaller() {
        var broken = new GraphSystem(new int[][] {{1}, {99}}, List.of(), true);
        assertThatThrownBy(() -> explore(broken, ALL, 2)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    private static int[][] line(int nodes) {
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] = i + 1 < nodes ? new int[] {i + 1} : new int[] {};
        }
        return edges;
    }

    /** Node i has the children 3i+1 to 3i+3. */
    private static int[][] tree(int nodes) {
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            int first = 3 * i + 1;
            int count = Math.max(0, Math.min(3, nodes - first));
            edges[i] = new int[count];
            for (int k = 0; k < count; k++) {
                edges[i][k] = first + k;
            }
        }
        return edges;
    }
}
