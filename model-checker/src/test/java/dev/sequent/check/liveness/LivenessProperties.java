package dev.sequent.check.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Against the definition itself, on random graphs with random fairness: a run comes, in the end, to visit some set of
 * states again and again, so all sets are tried. jqwik prints the seed of a failure.
 */
class LivenessProperties {
    private static final int LABELS = 5;

    private LabelledGraph graph;
    private Fairness fairness;
    private int[][] due;

    private void draw(long seed, int nodes, int cutPercent) {
        var random = new Random(seed);
        int[][][] edges = new int[nodes][][];
        long[] marks = new long[nodes];
        int degree = 1 + random.nextInt(4);
        for (int i = 0; i < nodes; i++) {
            edges[i] = new int[random.nextInt(degree + 1)][];
            for (int e = 0; e < edges[i].length; e++) {
                boolean cut = random.nextInt(100) < cutPercent;
                edges[i][e] = new int[] {cut ? -1 : random.nextInt(nodes), random.nextInt(LABELS)};
            }
            marks[i] = random.nextInt(4) & (random.nextBoolean() ? 1 : 3);
        }
        graph = new LabelledGraph(edges, marks);
        var weak = new StringBuilder();
        var strong = new StringBuilder();
        for (int label = 0; label < LABELS; label++) {
            switch (random.nextInt(3)) {
                case 0 -> weak.append((char) ('a' + label));
                case 1 -> strong.append((char) ('a' + label));
                default -> {}
            }
        }
        due = new int[LABELS][];
        boolean links = random.nextBoolean();
        for (int label = 0; label < LABELS; label++) {
            due[label] = links && random.nextInt(3) == 0 ? new int[] {random.nextInt(LABELS)} : new int[0];
        }
        fairness = LabelledGraph.fair(weak.toString(), strong.toString(), due);
    }

    @Property(tries = 1000)
    void leadsToAgreesWithTheDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int nodes, @ForAll boolean cuts) {
        draw(seed, nodes, cuts ? 10 : 0);
        IntPredicate due = n -> is(0, n) && !is(1, n);
        int[] before = distances(0, n -> true);
        int[] waiting = new int[nodes];
        Arrays.fill(waiting, -1);
        for (int source = 0; source < nodes; source++) {
            if (before[source] >= 0 && due.test(source)) {
                int[] from = distances(source, n -> !is(1, n));
                for (int n = 0; n < nodes; n++) {
                    int length = from[n] < 0 ? -1 : before[source] + from[n];
                    waiting[n] = length >= 0 && (waiting[n] < 0 || length < waiting[n]) ? length : waiting[n];
                }
            }
        }
        int nearest = nearestFair(n -> waiting[n] >= 0, n -> true, waiting);
        Answer answer = graph.check(new Formula.LeadsTo(0, 1), fairness);
        boolean says = IntStream.range(0, nodes).anyMatch(n -> before[n] >= 0 && is(0, n));
        assertThat(answer instanceof Answer.Vacuous).isEqualTo(!says && !anyCut());
        if (says || anyCut()) {
            compare(answer, nearest);
        }
        if (answer instanceof Answer.Violated violated) {
            List<Integer> prefix = graph.follow(0, violated.lasso().prefix());
            List<Integer> loop = loop(violated.lasso());
            assertThat(loop).allMatch(n -> !is(1, n));
            int last = prefix.stream()
                    .filter(n -> is(1, n))
                    .mapToInt(prefix::lastIndexOf)
                    .max()
                    .orElse(-1);
            assertThat(prefix.subList(last + 1, prefix.size())).anyMatch(due::test);
        }
    }

    @Property(tries = 1000)
    void eventuallyAlwaysAgreesWithTheDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int nodes, @ForAll boolean cuts) {
        draw(seed, nodes, cuts ? 10 : 0);
        int[] distance = distances(0, n -> true);
        int nearest = nearestFair(n -> distance[n] >= 0, n -> !is(0, n), distance);
        Answer answer = graph.check(new Formula.EventuallyAlways(0), fairness);
        compare(answer, nearest);
        if (answer instanceof Answer.Violated violated) {
            assertThat(loop(violated.lasso())).anyMatch(n -> !is(0, n));
        }
    }

    @Property(tries = 1000)
    void alwaysPossibleAgreesWithTheDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int nodes, @ForAll boolean cuts) {
        draw(seed, nodes, cuts ? 10 : 0);
        int[] distance = distances(0, n -> true);
        int nearest = -1;
        for (int n = 0; n < nodes; n++) {
            int[] onwards = distances(n, x -> true);
            boolean can = IntStream.range(0, nodes).anyMatch(x -> onwards[x] >= 0 && (is(0, x) || cutAt(x)));
            if (distance[n] >= 0 && !can && (nearest < 0 || distance[n] < nearest)) {
                nearest = distance[n];
            }
        }
        Answer answer = graph.check(new Formula.AlwaysPossible(0), fairness);
        assertThat(answer instanceof Answer.Violated).isEqualTo(nearest >= 0);
        if (answer instanceof Answer.Violated violated) {
            assertThat(violated.lasso().prefix()).hasSize(nearest);
        } else {
            assertThat(answer instanceof Answer.Holds).isEqualTo(!anyCut());
        }
    }

    /** A larger graph, so that components are large, too: lassos are checked, and threads must not matter. */
    @Property(tries = 40)
    void lassosOfLargerGraphsAreFair(@ForAll long seed, @ForAll @IntRange(min = 50, max = 3000) int nodes) {
        draw(seed, nodes, 0);
        Answer one = new Liveness(graph.explore(Limits.none(), 1), fairness).check(new Formula.LeadsTo(0, 1));
        Answer three = new Liveness(graph.explore(Limits.none(), 3), fairness).check(new Formula.LeadsTo(0, 1));
        assertThat(three).usingRecursiveComparison().isEqualTo(one);
        if (one instanceof Answer.Violated violated) {
            loop(violated.lasso());
        }
    }

    private boolean is(int condition, int node) {
        return (graph.marks[node] >>> condition & 1) != 0;
    }

    private boolean cutAt(int node) {
        return Arrays.stream(graph.edges[node]).anyMatch(e -> e[0] < 0);
    }

    private boolean anyCut() {
        int[] distance = distances(0, n -> true);
        return IntStream.range(0, distance.length).anyMatch(n -> distance[n] >= 0 && cutAt(n));
    }

    private void compare(Answer answer, int nearest) {
        if (nearest >= 0) {
            assertThat(answer).isInstanceOf(Answer.Violated.class);
            assertThat(((Answer.Violated) answer).lasso().prefix()).hasSize(nearest);
        } else {
            assertThat(answer).isInstanceOf(anyCut() ? Answer.Unknown.class : Answer.Holds.class);
        }
    }

    /** The states of a lasso's loop; checks that it closes and is fair. */
    private List<Integer> loop(Lasso lasso) {
        int start = graph.follow(0, lasso.prefix()).getLast();
        List<Integer> loop = graph.follow(start, lasso.loop());
        assertThat(loop.getLast()).isEqualTo(start);
        var taken = new ArrayList<Integer>();
        for (int i = 0; i < lasso.loop().length; i++) {
            taken.add(graph.edge(loop.get(i), lasso.loop()[i])[1]);
        }
        assertThat(fair(Set.copyOf(loop), Set.copyOf(taken))).isTrue();
        return loop;
    }

    private boolean fair(Set<Integer> states, Set<Integer> taken) {
        for (int label = 0; label < LABELS; label++) {
            int wanted = label;
            long possible = states.stream()
                    .filter(n -> Arrays.stream(graph.edges[n]).anyMatch(e -> e[1] == wanted))
                    .count();
            boolean broken = switch (fairness.of(label)) {
                case NONE -> false;
                case WEAK -> possible == states.size();
                case STRONG -> possible > 0;
            };
            if (broken && !taken.contains(label)) {
                return false;
            }
        }
        return taken.stream()
                .flatMapToInt(label -> Arrays.stream(due[label]))
                .allMatch(action -> fairness.of(action) != Fairness.Strength.STRONG || taken.contains(action));
    }

    /** Of all sets of states that a fair run may visit again and again, the nearest state of any; -1: there is none. */
    private int nearestFair(IntPredicate within, IntPredicate visit, int[] distance) {
        int nearest = -1;
        int nodes = graph.edges.length;
        for (int set = 1; set < 1 << nodes; set++) {
            int bits = set;
            Set<Integer> states = IntStream.range(0, nodes)
                    .filter(n -> (bits >> n & 1) != 0)
                    .boxed()
                    .collect(Collectors.toSet());
            if (!states.stream().allMatch(within::test) || states.stream().noneMatch(visit::test)) {
                continue;
            }
            if (avoidances().anyMatch(avoided -> connected(states, avoided) && fair(states, taken(states, avoided)))) {
                int here = states.stream().mapToInt(n -> distance[n]).min().orElseThrow();
                nearest = nearest < 0 ? here : Math.min(nearest, here);
            }
        }
        return nearest;
    }

    /** A run may keep away from labels that make something due: all ways to choose such, as bits. */
    private IntStream avoidances() {
        return IntStream.range(0, 1 << LABELS)
                .filter(bits -> IntStream.range(0, LABELS).allMatch(l -> (bits >> l & 1) == 0 || due[l].length > 0));
    }

    private Set<Integer> taken(Set<Integer> states, int avoided) {
        return states.stream()
                .flatMap(n -> Arrays.stream(graph.edges[n]))
                .filter(e -> states.contains(e[0]) && (avoided >> e[1] & 1) == 0)
                .map(e -> e[1])
                .collect(Collectors.toSet());
    }

    private boolean connected(Set<Integer> states, int avoided) {
        return states.stream().allMatch(from -> {
            int[] reach = distances(from, states::contains, avoided);
            return states.stream().allMatch(to -> reach[to] >= 0);
        });
    }

    /** Lengths of shortest ways among such nodes; -1: there is none. */
    private int[] distances(int from, IntPredicate through) {
        return distances(from, through, 0);
    }

    private int[] distances(int from, IntPredicate through, int avoided) {
        int[] distance = new int[graph.edges.length];
        Arrays.fill(distance, -1);
        distance[from] = 0;
        var queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int[] edge : graph.edges[node]) {
                if (edge[0] >= 0 && (avoided >> edge[1] & 1) == 0 && through.test(edge[0]) && distance[edge[0]] < 0) {
                    distance[edge[0]] = distance[node] + 1;
                    queue.add(edge[0]);
                }
            }
        }
        return distance;
    }
}
