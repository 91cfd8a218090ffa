package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search that was ended, by whatever, and goes on comes to what it would have come to. */
class CheckpointsTest {
    private static final Limits ALL = Limits.none().withKeepGoing(true);
    private static final List<String> WHAT = List.of("graph of seed 5", "exact states");

    @TempDir
    private Path directory;

    private static GraphSystem graph(int nodes) {
        var random = new Random(5);
        int[][] edges = new int[nodes][];
        for (int i = 0; i < nodes; i++) {
            edges[i] = random.ints(3, 0, nodes).toArray();
        }
        return new GraphSystem(edges, List.of(nodes / 2, nodes / 3), true);
    }

    private Checkpoints checkpoints(boolean resume, List<String> identity) {
        return new Checkpoints(directory, Duration.ZERO, resume, identity);
    }

    private Exploration search(GraphSystem graph, Limits limits, int threads, boolean fingerprint, boolean resume) {
        Space space = Space.memory();
        return new Explorer(graph, limits, threads, Progress.NONE, space, true)
                .keep(checkpoints(resume, WHAT))
                .run(
                        fingerprint
                                ? StateSet.fingerprints(graph.width(), threads, true, space)
                                : StateSet.exact(graph.width(), threads, true, space));
    }

    private static void assertSame(Exploration found, Exploration whole) {
        assertThat(found.exhaustive()).isTrue();
        assertThat(found.states()).isEqualTo(whole.states());
        assertThat(found.transitions()).isEqualTo(whole.transitions());
        assertThat(found.levels()).isEqualTo(whole.levels());
        assertThat(found.hits()).isEqualTo(whole.hits());
        found.hits().forEach(hit -> assertThat(found.path(hit.orElseThrow())).isEqualTo(whole.path(hit.orElseThrow())));
        Graph one = found.graph().orElseThrow();
        Graph other = whole.graph().orElseThrow();
        assertThat(one.transitions()).isEqualTo(other.transitions());
        for (long edge = 0; edge < one.transitions(); edge += 7) {
            assertThat(one.target(edge)).isEqualTo(other.target(edge));
        }
    }

    private static Exploration whole(GraphSystem graph) {
        return new Explorer(graph, ALL, 2, Progress.NONE, Space.memory(), true).run();
    }

    @Test
    void goesOnWhereALimitStoppedIt() {
        var graph = graph(150_000);
        for (boolean fingerprint : new boolean[] {false, true}) {
            assertThat(search(graph, ALL.withStates(30_000), 1, fingerprint, fingerprint)
                            .exhaustive())
                    .isFalse();
            assertThat(search(graph, ALL.withStates(90_000), 3, fingerprint, true)
                            .exhaustive())
                    .isFalse();
            Exploration end = search(graph, ALL, 2, fingerprint, true);
            assertSame(end, whole(graph));
            assertSame(search(graph, ALL, 2, fingerprint, true), end); // a finished one is finished at once
            delete();
        }
    }

    private void delete() {
        for (File file : directory.toFile().listFiles()) {
            assertThat(file.delete()).isTrue();
        }
    }

    /** What a process that died had appended after its last checkpoint does not count. */
    @Test
    void cutsOffWhatCameAfterTheCheckpoint() throws IOException {
        var graph = graph(50_000);
        search(graph, ALL.withStates(20_000), 2, false, false);
        for (String log : List.of("states", "ancestry", "edges", "nodes")) {
            Files.write(directory.resolve(log), new byte[12_345], StandardOpenOption.APPEND);
        }
        Files.write(directory.resolve("manifest.new"), new byte[10]);
        assertSame(search(graph, ALL, 2, false, true), whole(graph));
    }

    @Test
    void refusesAnotherSearchsCheckpoint() {
        var graph = graph(1000);
        search(graph, ALL, 1, false, false);
        var other = new Explorer(graph, ALL, 1, Progress.NONE, Space.memory(), true)
                .keep(checkpoints(true, List.of("graph of seed 6", "exact states")));
        assertThatThrownBy(other::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has [graph of seed 5], this one [graph of seed 6]")
                .hasMessageContaining("remove it");
        var unasked = new Explorer(graph, ALL, 1, Progress.NONE, Space.memory(), true).keep(checkpoints(false, WHAT));
        assertThatThrownBy(unasked::run).hasMessageContaining("already").hasMessageContaining("resume");
    }

    @Test
    void refusesADamagedOne() throws IOException {
        var graph = graph(1000);
        search(graph, ALL, 1, false, false);
        for (String part : List.of("states", "ancestry", "edges", "nodes", "manifest")) {
            Path file = directory.resolve(part);
            byte[] bytes = Files.readAllBytes(file);
            byte[] changed = bytes.clone();
            changed[bytes.length * 2 / 3] ^= 4;
            Files.write(file, changed);
            assertRefused(graph, "is damaged: " + part);
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            assertRefused(graph, "is damaged: " + part);
            Files.delete(file);
            if (!part.equals("manifest")) {
                assertRefused(graph, "cannot be read");
            }
            Files.write(file, bytes);
        }
        assertSame(search(graph, ALL, 1, false, true), whole(graph));
        Files.writeString(directory.resolve("manifest"), "something else altogether");
        assertRefused(graph, "is not a checkpoint");
        Files.writeString(directory.resolve("manifest"), "");
        assertRefused(graph, "is not a checkpoint");
    }

    private void assertRefused(GraphSystem graph, String why) {
        assertThatThrownBy(() -> search(graph, ALL, 1, false, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(why)
                .hasMessageContaining("remove it to start over");
    }

    @Test
    void beginsWhereThereIsNothingToGoOnWith() {
        var graph = graph(1000);
        assertSame(search(graph, ALL, 1, false, true), whole(graph));
    }

    /** A process of its own, killed without warning in the middle. */
    @Test
    @Timeout(120)
    void outlivesAKill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!Checkpoints.existsIn(directory) && process.isAlive()) {
                Thread.sleep(5);
            }
            assertThat(process.isAlive())
                    .as("the search was to be in its middle")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        var graph = graph(Victim.NODES);
        assertSame(search(graph, ALL, 2, false, true), whole(graph));
    }

    /** Searches slowly, so that there is time to kill it. */
    static final class Victim {
        static final int NODES = 120_000;

        private Victim() {}

        public static void main(String[] args) {
            var graph = graph(NODES);
            new Explorer(new Slow(graph), ALL, 2, Progress.NONE, Space.memory(), true)
                    .keep(new Checkpoints(Path.of(args[0]), Duration.ofMillis(1), false, WHAT))
                    .run();
        }
    }

    private record Slow(GraphSystem graph) implements TransitionSystem {
        @Override
        public int width() {
            return graph.width();
        }

        @Override
        public void initial(int[] into) {
            graph.initial(into);
        }

        @Override
        public int watches() {
            return graph.watches();
        }

        @Override
        public boolean bad(int watch) {
            return graph.bad(watch);
        }

        @Override
        public Expander expander() {
            Expander fast = graph.expander();
            return (state, out) -> {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000);
                fast.expand(state, out);
            };
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
