package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is explored is what runs: along random ways through every scenario of TCP, two real stacks do, step by step,
 * what the model does.
 */
class WalksOnTheStackTest {
    private static final long SEED = 20_240_229;
    private static final int WALKS = 30;
    private static final int LONGEST = 60;

    /** What may befall two peers, or one, beside what the scenarios of the specification let happen. */
    private static final String MORE = """

            scenario walk-crash "either loses everything, and opens again" {
              peer A : Connection { OPEN(active: true, remote: true) ; SEND(2, push: true, urgent: false) when in ESTABLISHED
                                    after crash { OPEN(active: true, remote: true) ; CLOSE(both: false) when in ESTABLISHED } }
              peer B : Connection { OPEN(active: false, remote: false) ; repeat RECEIVE(1) when RCV.USER > 0
                                    after crash { OPEN(active: false, remote: false) } }
              network { capacity 2 ; may lose, duplicate, reorder }
              crash A at most 1
              crash B at most 1
              choose isn in { 100, 4294967295 }
              check agreement
            }
            scenario walk-attack "forged and old segments" {
              peer A : Connection { OPEN(active: true, remote: true) ; SEND(3, push: true, urgent: true) when in ESTABLISHED
                                    CLOSE(both: true) when in ESTABLISHED }
              peer B : Connection { OPEN(active: false, remote: false) ; CLOSE(both: false) when in ESTABLISHED ; repeat RECEIVE(1) when RCV.USER > 0 }
              network { capacity 3 ; may lose, duplicate, reorder }
              holds A to B <SEQ=90><CTL=SYN>
              holds B to A <SEQ=7><ACK=101><CTL=SYN,ACK>
              attacker to B { <SEQ=101><CTL=RST> ; <SEQ=300><CTL=SYN> ; <SEQ=101><ACK=101><CTL=ACK><DATA=2> }
              attacker to A { <SEQ=101><ACK=101><CTL=RST,ACK> ; <SEQ=0><ACK=101><CTL=ACK> }
              choose isn in { 100 }
              check agreement
            }
            scenario walk-clocks "time passes" {
              peer A : Connection { OPEN(active: true, remote: true) ; SEND(1, push: true, urgent: false) when in ESTABLISHED
                                    CLOSE(both: false) when in ESTABLISHED
                                    OPEN(active: true, remote: true) when in CLOSED }
              peer B : Connection { OPEN(active: false, remote: false) ; CLOSE(both: false) when in CLOSE-WAIT
                                    OPEN(active: false, remote: false) when in CLOSED }
              network { capacity 2 ; may lose, duplicate, reorder }
              timed { tick 500 ms ; lifetime 1 s }
              set MSL = 1 s
              set RTO-MAX = 2 s
              set SYN-RETRIES = 2
              set SYNACK-RETRIES = 2
              set R2 = 3
              choose isn in turn { 100, 7000 }
              check agreement
            }
            scenario walk-alone "it calls itself" {
              peer Solo : Connection { OPEN(active: true, remote: true) ; SEND(2, push: true, urgent: false) when in ESTABLISHED
                                       CLOSE(both: false) when in ESTABLISHED ; repeat RECEIVE(1) when RCV.USER > 0 }
              network { capacity 2 ; may lose, duplicate, reorder }
              choose isn in { 4294967295 }
              check all
            }
            """;

    private static final Specification SPEC = load();
    private static final Core CORE = SPEC.core().load(WalksOnTheStackTest.class.getClassLoader());
    private static final Stacks STACKS = CoreLinker.link(SPEC.core());

    private static Specification load() {
        try {
            Path root = Sequent.copy("tcp", Files.createTempDirectory("walks"));
            Files.writeString(root, Files.readString(root) + MORE);
            System.setProperty("sequent.home", Sequent.HOME.toString());
            return Specification.load(
                    new Specification.Request(root.toString(), Map.of(), List.of(), false), Sequent.silent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls that no socket makes: an active OPEN of a listener, a SEND that is not pushed. */
    private static final Set<String> NOT_OF_SOCKETS = Set.of("wrong-calls", "opens-after-listening", "held-back");

    /** Those whose peers are machines that a stack runs, and whose users call what a socket's user can. */
    static Stream<String> scenarios() {
        return SPEC.protocol().scenarios().stream()
                .filter(s -> s.peers().stream().allMatch(p -> p.machine().name().equals("Connection")))
                .map(Scenario::name)
                .filter(name -> !NOT_OF_SOCKETS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theStackGoesTheSameWay(String name) {
        Scenario scenario = SPEC.protocol().scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        var random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            Counterexample trace = walk(scenario, random);
            StackRepetition again =
                    STACKS.repeat(trace, SPEC.protocol(), TraceReplay.parameters(SPEC.protocol(), TraceFile.of(trace)));
            assertThat(again.differences())
                    .as("seed %d, walk %d of %s\n%s\n%s", SEED, walk, name, trace.steps(false), again.text())
                    .isEmpty();
            assertThat(again.notes())
                    .as("seed %d, walk %d of %s\n%s", SEED, walk, name, trace.steps(false))
                    .filteredOn(note -> !forged(scenario, note))
                    .isEmpty();
        }
    }

    /** Octets of an attacker, or from before the scenario, reach the user: that is what the scenario is for. */
    private static boolean forged(Scenario scenario, StackRepetition.Note note) {
        return note.text().startsWith("octet ")
                && !(scenario.attacks().isEmpty() && scenario.network().held().isEmpty());
    }

    private static Counterexample walk(Scenario scenario, Random random) {
        var plan = new Plan(SPEC.protocol(), CORE, scenario, Map.of());
        ScenarioSystem system = ScenarioSystem.of(plan);
        var replay = new Replay(system, Points.of(SPEC.core()));
        List<String> initial = replay.states();
        var steps = replay.run(ordinals(system, random));
        return new Counterexample(
                "TCP",
                "",
                scenario.name(),
                scenario.timing().map(Scenario.Timing::tick).orElse(0L),
                List.of(),
                Subject.named("walk"),
                "",
                scenario.peers().stream().map(Scenario.Peer::name).toList(),
                initial,
                steps,
                OptionalInt.empty());
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
            public void hitStep(int watch) {}

            @Override
            public void hitOnTheWay(int watch, int action) {
                throw new AssertionError("a fault in a specification that has none");
            }
        });
        return next;
    }
}
