package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The explorer against a search that fits on one screen, on random graphs. */
class ExplorerProperties {
    @Property(tries = 200)
    void agreesWithANaiveSearch(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40_000) int nodes,
            @ForAll @IntRange(min = 0, max = 4) int degree,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        var random = new Random(seed);
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] = random.ints(random.nextInt(degree + 1) + (i == 0 ? 1 : 0), 0, nodes)
                    .toArray();
        }
        List<Integer> watched = List.of(random.nextInt(nodes), random.nextInt(nodes));
        var graph = new GraphSystem(edges, watched, true);

        int[] depth = new int[nodes];
        Arrays.fill(depth, -1);
        depth[0] = 0;
        var queue = new ArrayDeque<>(List.of(0));
        long transitions = 0;
        var levels = new ArrayList<Long>();
        int nearest = -1;
        while (!queue.isEmpty()) {
            int node = queue.remove();
            if (depth[node] == levels.size()) {
                levels.add(0L);
            }
            levels.set(depth[node], levels.get(depth[node]) + 1);
            nearest = nearest < 0 && watched.contains(node) ? depth[node] : nearest;
            for (int target : edges[node]) {
                transitions++;
                if (depth[target] < 0) {
                    depth[target] = depth[node] + 1;
                    queue.add(target);
                }
            }
        }

        Exploration found = new Explorer(graph, Limits.none().withKeepGoing(true), threads, Progress.NONE).run();
        assertThat(found.exhaustive()).isTrue();
        assertThat(found.levels()).isEqualTo(levels);
        assertThat(found.transitions()).isEqualTo(transitions);
        assertThat(found.hits().getFirst().isPresent()).isEqualTo(nearest >= 0);
        if (nearest >= 0) {
            int[] path = found.path(found.hits().getFirst().orElseThrow());
            assertThat(path).hasSize(nearest);
            assertThat(watched).contains(graph.follow(path).getLast());
        }
    }

    /** Not only the counts: the very path must not depend on how many threads there are. */
    @Property(tries = 50)
    void theTraceDoesNotDependOnThreads(@ForAll long seed, @ForAll @IntRange(min = 20_000, max = 60_000) int nodes) {
        var random = new Random(seed);
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] = random.ints(3, 0, nodes).toArray();
        }
        var graph = new GraphSystem(edges, random.ints(20, 0, nodes).boxed().toList(), true);
        Exploration one = new Explorer(graph, Limits.none(), 1, Progress.NONE).run();
        Exploration four = new Explorer(graph, Limits.none(), 4, Progress.NONE).run();
        assertThat(four.hits()).isEqualTo(one.hits());
        assertThat(four.states()).isEqualTo(one.states());
        assertThat(four.transitions()).isEqualTo(one.transitions());
        one.hits().getFirst().ifPresent(hit -> assertThat(four.path(hit)).isEqualTo(one.path(hit)));
    }
}
