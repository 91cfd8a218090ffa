package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Wherever states are kept, and however: the same states, in the same order, by the same ways. */
class StorageProperties {
    private static final Limits ALL = Limits.none().withKeepGoing(true);

    @Property(tries = 30)
    void everyStorageFindsTheSame(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30_000) int nodes,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll GraphSystem.Look look)
            throws IOException {
        var random = new Random(seed);
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] =
                    random.ints(random.nextInt(4) + (i == 0 ? 1 : 0), 0, nodes).toArray();
        }
        var graph = new GraphSystem(edges, List.of(random.nextInt(nodes)), true, look);
        int width = graph.width();
        Path directory = Files.createTempDirectory("sequent-storage");
        Exploration plain = run(graph, 1, Space.memory(), true, space -> StateSet.exact(width, 1, true, space));
        var spilling = Space.spilling(random.nextInt(3) * 500_000L, directory);
        var others = List.of(
                run(graph, threads, spilling, true, space -> StateSet.exact(width, threads, true, space)),
                run(graph, threads, Space.memory(), false, space -> StateSet.exact(width, threads, false, space)),
                run(graph, threads, Space.memory(), true, space -> StateSet.fingerprints(width, threads, true, space)),
                run(
                        graph,
                        threads,
                        Space.spilling(0, directory),
                        false,
                        space -> StateSet.fingerprints(width, threads, false, space)));
        assertThat(spilling.onDisk()).isPositive();
        assertThat(Files.list(directory).toList()).as("files that are left").isEmpty();
        Files.delete(directory);
        for (Exploration other : others) {
            assertThat(other.levels()).isEqualTo(plain.levels());
            assertThat(other.transitions()).isEqualTo(plain.transitions());
            assertThat(other.hits()).isEqualTo(plain.hits());
            for (int state = 0; state < plain.states(); state += 1 + random.nextInt(50)) {
                assertThat(other.ancestry().path(state))
                        .isEqualTo(plain.ancestry().path(state));
            }
            other.graph()
                    .ifPresent(kept -> assertThat(edges(kept))
                            .isEqualTo(edges(plain.graph().orElseThrow())));
        }
        compareWithTheGraph(plain, graph, edges);
    }

    private static Exploration run(
            GraphSystem graph, int threads, Space space, boolean recording, Function<Space, VisitedSet> set) {
        return new Explorer(graph, ALL, threads, Progress.NONE, space, recording).run(set.apply(space));
    }

    private static List<Integer> edges(Graph graph) {
        var targets = new ArrayList<Integer>();
        for (int state = 0; state < graph.expanded(); state++) {
            targets.add(-7);
            for (long edge = graph.begin(state); edge < graph.end(state); edge++) {
                targets.add(graph.target(edge));
            }
        }
        return targets;
    }

    /** The recorded transitions are those of the graph itself. */
    private static void compareWithTheGraph(Exploration found, GraphSystem graph, int[][] edges) {
        Graph kept = found.graph().orElseThrow();
        int[] nodes = new int[(int) found.states()];
        for (int number = 0; number < nodes.length; number++) {
            nodes[number] = graph.follow(found.ancestry().path(number)).getLast();
        }
        assertThat(nodes).doesNotHaveDuplicates();
        for (int number = 0; number < kept.expanded(); number++) {
            int[] targets = edges[nodes[number]];
            assertThat(kept.end(number) - kept.begin(number)).isEqualTo(targets.length);
            for (int i = 0; i < targets.length; i++) {
                assertThat(nodes[kept.target(kept.begin(number) + i)]).isEqualTo(targets[i]);
            }
        }
    }
}
