package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.TraceReplay;
import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Subject;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.StackRepetition;
import dev.sequent.cli.run.Stacks;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is explored is what runs: along random ways through every scenario of TCP, two real stacks do, step by step, what the
 * model does.
 */
class WalksOnTheStackTest {
    private static final long SEED = 20_240_229;
    private static final int WALKS = 60;
    private static final int LONGEST = 60;

    private static final Specification SPEC = load();
    private static final Stacks STACKS = CoreLinker.link(SPEC.core());

    private static Specification load() {
        System.setProperty("sequent.home", Sequent.HOME.toString());
        return Specification.load(new Specification.Request("", Map.of(), List.of(), false), Sequent.silent());
    }

    static Stream<String> scenarios() {
        return SPEC.protocol().scenarios().stream().map(Scenario::name);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theStackGoesTheSameWay(String name) {
        Scenario scenario = SPEC.protocol().scenarios().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        var random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            Counterexample trace = walk(scenario, random);
            StackRepetition again = STACKS.repeat(trace, SPEC.protocol(),
                    TraceReplay.parameters(SPEC.protocol(), TraceFile.of(trace)));
            assertThat(again.differences())
                    .as("seed %d, walk %d of %s\n%s\n%s", SEED, walk, name, trace.steps(false), again.text())
                    .isEmpty();
        }
    }

    private static Counterexample walk(Scenario scenario, Random random) {
        var plan = new Plan(SPEC.protocol(), SPEC.core().load(WalksOnTheStackTest.class.getClassLoader()), scenario,
                CheckOptions.defaults().payload(), Map.of());
        ScenarioSystem system = ScenarioSystem.of(plan);
        var replay = new Replay(system, Points.of(SPEC.core()));
        List<String> initial = replay.states();
        var steps = replay.run(ordinals(system, random));
        return new Counterexample("TCP", "", scenario.name(), scenario.timing().map(Scenario.Timing::tick).orElse(0L), List.of(),
                Subject.named("walk"), "", scenario.peers().stream().map(Scenario.Peer::name).toList(), initial, steps, OptionalInt.empty());
    }

    private static int[] ordinals(ScenarioSystem system, Random random) {
        TransitionSystem.Expander expander = system.expander();
        int[] state = new int[system.width()];
        system.initial(state);
        var ordinals = new ArrayList<Integer>();
        while (ordinals.size() < LONGEST) {
            List<int[]> next = successors(expander, state);
            if (next.isEmpty()) {
                break;
            }
            int ordinal = random.nextInt(next.size());
            state = next.get(ordinal);
            ordinals.add(ordinal);
        }
        return ordinals.stream().mapToInt(o -> o).toArray();
    }

    private static List<int[]> successors(TransitionSystem.Expander expander, int[] state) {
        List<int[]> next = new ArrayList<>();
        expander.expand(state, new TransitionSystem.Successors() {
            @Override
            public void add(int[] successor, int action) {
                next.add(successor.clone());
            }

            @Override
            public void hit(int watch) {}

            @Override
            public void hitOnTheWay(int watch, int action) {
                throw new AssertionError("a fault in a specification that has none");
            }
        });
        return next;
    }
}
