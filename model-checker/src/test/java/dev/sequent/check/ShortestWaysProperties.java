package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.system.Points;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Ways that are called shortest are: on random graphs, written down as the states of one machine, several properties of
 * different kinds at a time, of which some end the search before it has seen everything.
 */
class ShortestWaysProperties {
    private static final int EVENTS = 3;
    private static final Path SPILL = Path.of(System.getProperty("java.io.tmpdir"));

    private int[][] next;
    private int home;
    private int bad;

    private void draw(Random random, int states) {
        next = new int[states][EVENTS];
        for (int[] of : next) {
            Arrays.setAll(of, e -> random.nextInt(4) == 0 ? random.nextInt(states) : -1);
        }
        for (int s = 0; s + 1 < states; s++) {
            next[s][random.nextInt(EVENTS)] = s + 1; // a state that nothing leads to is an error
        }
        home = random.nextInt(states);
        bad = random.nextInt(states);
    }

    private String specification() {
        var text = new StringBuilder("protocol GRAPH\nmachine Node {\n  state ");
        for (int s = 0; s < next.length; s++) {
            text.append(s == 0 ? "" : ", ").append('S').append(s).append(s == 0 ? " initial" : "");
        }
        for (int e = 0; e < EVENTS; e++) {
            text.append("\n  event E").append(e).append("()");
            for (int s = 0; s < next.length; s++) {
                text.append(
                        next[s][e] < 0
                                ? "\n  ignore E" + e + " in S" + s
                                : "\n  on E" + e + " in S" + s + " { -> S" + next[s][e] + " }");
            }
        }
        return text + """

                }
                property hit(A : Node) : never A in S%2$d
                property back(A : Node) : possible A in S%1$d
                property settles(A : Node) : eventually always A in S%1$d
                property leads(A : Node) : A in S%2$d ~> A in S%1$d
                scenario s { peer A : Node { repeat E0() ; repeat E1() ; repeat E2() } ; check all }
                """.formatted(home, bad);
    }

    private int[] distances(int from) {
        int[] distance = new int[next.length];
        Arrays.fill(distance, -1);
        distance[from] = 0;
        var queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int to : next[state]) {
                if (to >= 0 && distance[to] < 0) {
                    distance[to] = distance[state] + 1;
                    queue.add(to);
                }
            }
        }
        return distance;
    }

    /** @return -1: there is none */
    private int nearest(IntPredicate wanted) {
        int[] distance = distances(0);
        return IntStream.range(0, next.length)
                .filter(s -> distance[s] >= 0 && wanted.test(s))
                .map(s -> distance[s])
                .min()
                .orElse(-1);
    }

    /**
     * Does a way lead out of a state, through another one, and back? What repeats for ever may begin in any of its
     * states.
     */
    private boolean comesBack(int state) {
        int[] there = distances(state);
        return IntStream.range(0, next.length).anyMatch(s -> s != state && there[s] > 0 && distances(s)[state] > 0);
    }

    private static void compare(ScenarioReport report, String property, int nearest) {
        if (report.verdict(property) instanceof Verdict.Violated violated) {
            int before = violated.trace().loop().orElse(violated.trace().steps().size());
            assertThat(before).as(property).isEqualTo(nearest);
            assertThat(violated.trace().finding()).doesNotContain("shorter");
        } else if (report.verdict(property) instanceof Verdict.Holds) {
            assertThat(nearest).as(property).isEqualTo(-1);
        }
    }

    /** Nobody is obliged to take a step that repeats: a run may rest in any state. */
    @Property(tries = 100)
    void nothingIsNearer(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 60) int states,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll boolean keepGoing,
            @ForAll boolean spilled) {
        draw(new Random(seed), states);
        Protocol protocol = compile(specification());
        CheckOptions options = CheckOptions.defaults()
                .withThreads(threads)
                .withLimits(Limits.none().withKeepGoing(keepGoing));
        ScenarioReport report = new CheckRun(protocol, new InterpretedCore(protocol), "", Points.UNKNOWN)
                .check(
                        protocol.scenarios().getFirst(),
                        spilled
                                ? options.withStorage(
                                        StorageOptions.inMemory().withMemory(1).withSpill(SPILL))
                                : options);
        compare(report, "hit", nearest(s -> s == bad));
        compare(report, "settles", nearest(s -> s != home || comesBack(s)));
        compare(report, "leads", bad == home ? -1 : nearest(s -> s == bad));
        compare(report, "back", nearest(s -> distances(s)[home] < 0));
        if (keepGoing) {
            assertThat(report.verdict("back") instanceof Verdict.Violated)
                    .isEqualTo(nearest(s -> distances(s)[home] < 0) >= 0);
        }
    }

    private static Protocol compile(String specification) {
        var compilation = SpecCompiler.compile("small.sqt", Map.of("small.sqt", specification), Options.NONE);
        return compilation
                .protocol()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    private static ScenarioReport check(String specification, Limits limits) {
        Protocol protocol = compile(specification);
        return new CheckRun(protocol, new InterpretedCore(protocol), "", Points.UNKNOWN)
                .check(
                        protocol.scenarios().getFirst(),
                        CheckOptions.defaults().withThreads(1).withLimits(limits));
    }

    /** Where the search stops, only the road's end is known to lead nowhere; the shaft, which never did, is long. */
    private static final String SHAFT = """
            protocol SHAFT
            machine Wanderer {
              state HOME initial, DOWN, ROAD
              var n : u8
              event JUMP()
              event WALK()
              event TURN()
              on JUMP in HOME { -> DOWN }
              on JUMP in DOWN { n := min(n + 1, 100) }
              ignore JUMP in ROAD
              on WALK in HOME { -> ROAD }
              on WALK in ROAD { n := min(n + 1, 3) }
              ignore WALK in DOWN
              on TURN in ROAD { if n < 2 { delete TCB } }
              ignore TURN in HOME, DOWN
            }
            property back(A : Wanderer) : possible A in HOME
            property deep(A : Wanderer) : never A.n = 9
            scenario s { peer A : Wanderer { repeat JUMP() ; repeat WALK() ; repeat TURN() } ; check all }
            """;

    @Example
    void aSearchThatStoppedEarlyGoesOnForTheShortestWay() {
        assertThat(check(SHAFT, Limits.none()).verdict("back"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().steps()).hasSize(1));
    }

    @Example
    void aSearchThatALimitEndedClaimsNoMoreThanItHasSeen() {
        Verdict verdict =
                check(SHAFT, Limits.none().withStates(12).withKeepGoing(true)).verdict("back");
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
            assertThat(violated.trace().steps()).hasSize(3);
            assertThat(violated.trace().finding())
                    .isEqualTo(
                            "from here on it is no longer possible; not everything was seen, so there may be a shorter path");
        });
    }

    /** Of p the loop is longer, and begins at once; how long loops are is not claimed. */
    @Example
    void ofTwoBindingsTheNearerLoopIsShown() {
        Verdict verdict = check("""
                protocol TWINS
                machine Twin {
                  state DOWN initial, UP
                  event TURN()
                  event CLIMB()
                  on TURN in DOWN { -> UP }
                  on TURN in UP { -> DOWN }
                  on CLIMB in any state { -> UP }
                }
                property settles(x : Twin) : eventually always x in DOWN
                scenario s { peer q : Twin { CLIMB() } ; peer p : Twin { repeat TURN() } ; fair no users }
                """, Limits.none()).verdict("settles");
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
            assertThat(violated.trace().subject().title()).isEqualTo("settles(p)");
            assertThat(violated.trace().loop()).hasValue(0);
        });
    }

    /** That a user's condition cannot be evaluated shows in the state; that a step is a fault, one step later. */
    @Example
    void aFaultOfAStateIsNearerThanOneOfAStepOutOfAnEarlierState() {
        ScenarioReport report = check("""
                protocol NEARER
                machine M {
                  state S initial
                  var n : u8
                  var since : duration?
                  event LEFT()
                  event RIGHT()
                  on LEFT in S {
                    assert n = 0 "once"
                    n := 1
                  }
                  on RIGHT in S { if n = 0 { n := 2 } }
                }
                scenario s { peer A : M { repeat LEFT() when n < 2 ; repeat RIGHT() when n < 2 or since < 1 s } }
                """, Limits.none());
        assertThat(report.verdict("no-fault"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().steps()).hasSize(1));
    }
}
