package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.Many;
import dev.sequent.check.RandomScenario;
import dev.sequent.check.Specs;
import dev.sequent.check.engine.Exploration;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The harness, driven by a {@code Verify} that is not JPF's: it must come to the embedded engine's states, and hit what
 * that hits.
 */
class HarnessTest {
    private static final long SEED = 20261127;
    private static final int RANDOM = 25;
    private static final int MOST_STATES = 1500;

    @TempDir
    static Path folder;

    private static Set<String> assertSame(Protocol protocol, String scenario) throws Exception {
        try (StubRun run = StubRun.of(folder, protocol, scenario)) {
            return run.compare(run.own(Long.MAX_VALUE).orElseThrow());
        }
    }

    @Test
    void alternatingBit() throws Exception {
        assertSame(Specs.of("abp").compile(), "three-messages");
    }

    @Test
    void goBackN() throws Exception {
        assertSame(Specs.of("gbn").compile(), "window-of-two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "self-connect", "crash-and-silence"})
    void tcp(String scenario) throws Exception {
        assertSame(Specs.of("tcp").compile(), scenario);
    }

    /** One peer that hears itself, a choice of the runtime's, a table, ranges. */
    @Test
    void canary() throws Exception {
        assertThat(assertSame(Canary.protocol(), "song"))
                .contains("alive", "witness alive")
                .doesNotContain("no-fault", "no-deadlock");
    }

    /** That time makes a difference, and the run is not at its end, only the table says. */
    @Test
    void timesInTables() throws Exception {
        assertSame(Specs.resource("guestbook.sqt").compile(), "night");
    }

    /** Streams that are declared otherwise than TCP's. */
    @Test
    void streamsOfAnotherKind() throws Exception {
        Protocol pipe = Specs.resource("pipe.sqt").compile();
        assertThat(assertSame(pipe, "three")).containsExactly("some");
        assertThat(assertSame(pipe, "fewer-than-none")).containsExactly("no-fault");
        assertThat(assertSame(pipe, "more-than-can-be-counted")).containsExactly("no-fault");
    }

    /** Each binding is looked out for by itself; a witness that has none in a scenario is never reached. */
    @Test
    void bindings() throws Exception {
        String text = """
                protocol TWINS
                message NOTE as N { A : u8 }
                machine Twin {
                  state DOWN initial, UP
                  receives NOTE
                  event CLIMB()
                  on CLIMB in DOWN {
                    -> UP
                    send <A=1>
                  }
                  ignore CLIMB in UP
                  ignore NOTE arrives in any state
                }
                property two(x, y : Twin) : never x in UP and y in DOWN
                property lower(x : Twin) : always x in UP | DOWN
                witness lower(x, y : Twin) : x in DOWN and y in UP
                property steps(x : Twin) : step not (old(x in UP) and x in DOWN)
                witness steps(x : Twin) : step x in UP and old(x in DOWN)
                scenario s { peer p : Twin { } ; peer q : Twin { CLIMB() } }
                scenario alone { peer p : Twin { CLIMB() } }
                """;
        Protocol protocol = SpecCompiler.compile("twins.sqt", Map.of("twins.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow();
        assertThat(assertSame(protocol, "s")).containsExactlyInAnyOrder("two", "witness lower", "witness steps");
        assertThat(assertSame(protocol, "alone")).containsExactly("witness steps");
    }

    /** What is kept in bits is more than a word of them. */
    @ParameterizedTest
    @ValueSource(ints = {64, 65, 129})
    void many(int count) throws Exception {
        assertThat(assertSame(Many.of(count), Many.SCENARIO))
                .contains(
                        "runs0", "fires0", "heard0", "runs" + (count - 1), "says" + (count - 1), "heard" + (count - 1))
                .doesNotContain("fires" + (count - 1), "runs1", "heard1", "says1");
    }

    private static Specs abp(String from, String to) {
        return Specs.of("abp").edit("abp.sqt", from, to);
    }

    @Test
    void whatIsViolatedIsMarked() throws Exception {
        Protocol mutant = abp("if B and not BIT or BIT and not B { drop }", "if B and not BIT { drop }")
                .compile();
        assertThat(assertSame(mutant, "three-messages")).contains("in-step");
    }

    @Test
    void aDeadlockIsMarked() throws Exception {
        Protocol mutant = abp("start RETRANSMISSION after RETRY", "if SIZE = 0 { start RETRANSMISSION after RETRY }")
                .compile();
        assertThat(assertSame(mutant, "three-messages")).contains("no-deadlock");
    }

    @Test
    void aFaultEndsTheRun() throws Exception {
        Protocol mutant = abp("SIZE := 0", "SIZE := SIZE - 2").compile();
        assertThat(assertSame(mutant, "three-messages")).contains("no-fault");
    }

    /** What is asserted throws, with its name. */
    @Test
    void whatIsAssertedThrows() throws Exception {
        Protocol mutant = abp("if B and not BIT or BIT and not B { drop }", "if B and not BIT { drop }")
                .compile();
        try (StubRun run = StubRun.of(folder, mutant, "three-messages")) {
            Recording stopped = run.record(Set.of(run.watch("in-step")));
            assertThat(stopped.errors()).isNotEmpty().allSatisfy(e -> {
                assertThat(e.details()).isEqualTo("java.lang.AssertionError: in-step");
                assertThat(e.cause()).isEqualTo(Recording.Failure.Cause.STATE);
            });
            // What the lemmas say of messages in flight is broken as well.
            assertThat(Failures.watches(stopped)).contains(run.watch("in-step"));
        }
    }

    /** Crashes, attackers, clocks, old duplicates, octets with identity, properties of steps, thrown together. */
    @Test
    void anything() throws Exception {
        var random = new Random(SEED);
        int compared = 0;
        for (int i = 0; i < RANDOM; i++) {
            long seed = random.nextLong();
            var dice = new RandomScenario(seed);
            List<String> checks = dice.checks();
            String body = dice.body(checks);
            try (StubRun run = StubRun.of(folder, RandomScenario.with(body).compile(), "s")) {
                Optional<Exploration> own = run.own(MOST_STATES);
                if (own.isPresent()) {
                    compared++;
                    run.compare(own.get());
                }
            } catch (EnginesDisagree | IllegalStateException e) {
                throw new AssertionError("seed " + seed + ":\n" + body, e);
            }
        }
        assertThat(compared).isGreaterThan(RANDOM / 4);
    }
}
