package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counterexamples: as small as they can be, and replayed on the generated core. */
class RefutedTest {
    /**
     * What breaks {@code bounded}: DEBT present and at least 30, and one of two timers running; nothing else matters.
     */
    private static final String LEDGER = """
            protocol P "a ledger"
            param MOST : u32 = 100 in 1 .. 1000
            machine M {
              state IDLE initial, BUSY
              var N    : u32
              var DEBT : u32?
              var NOTE : u32?
              var OPEN : bool
              var SEEN : time
              var HELD : ranges[2]
              timer T
              timer U
              event UP(by : u32, why : bool)
              event REST()
              on UP in IDLE, BUSY {
                if DEBT present and DEBT >= 30 and (running T or running U) {
                  if by < 20000 { N := N + by %s }
                }
              }
              on REST in IDLE { -> BUSY start T after 1 s start U after 2 s }
              on REST in BUSY { -> IDLE DEBT := 1 }
              on timeout T in IDLE, BUSY { N := 0 }
              on timeout U in IDLE, BUSY { N := 0 }
              invariant bounded : N <= MOST
            }
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void asSmallAsItCanBe(int seed) {
        var step = refuted(LEDGER.formatted(""), seed);
        var before = step.before();
        assertThat(before.scalars())
                .containsEntry(0, OptionalLong.of(0))
                .containsEntry(1, OptionalLong.of(30))
                .containsEntry(2, OptionalLong.empty())
                .containsEntry(3, OptionalLong.of(0));
        assertThat(before.running()).as("one timer is enough").containsOnlyOnce(true);
        assertThat(before.ranges().values()).allMatch(List::isEmpty);
        assertThat(step.parameters()).containsExactly(100L);
        assertThat(step.given()).as("just too much").containsEntry(0, OptionalLong.of(101));
        assertThat(step.given()).containsEntry(1, OptionalLong.of(0));
    }

    /** The solver's first counterexample is another one: else the test above says nothing. */
    @Test
    void notMadeSmall() {
        var protocol = protocol(LEDGER.formatted(""));
        var settings = new Settings(2000, 1, true, true, Set.of(), false, Map.of());
        assertThat(refuted(protocol, new Prover(protocol, settings, Cores.of(protocol))))
                .isNotEqualTo(refuted(LEDGER.formatted(""), 1));
    }

    @Test
    void aCoreThatDoesSomethingElse() {
        var protocol = protocol(LEDGER.formatted(""));
        var other = Cores.of(protocol(LEDGER.formatted("+ 1")));
        assertThatThrownBy(() -> refuted(protocol, new Prover(protocol, Settings.USUAL, other)))
                .isInstanceOf(Replay.CoresDiffer.class)
                .hasMessageContaining("M, UP in IDLE: after")
                .hasMessageContaining("generated:");
    }

    private static Concrete.Step refuted(String source, int seed) {
        var protocol = protocol(source);
        var settings = new Settings(2000, seed, true, true, Set.of(), true, Map.of());
        return refuted(protocol, new Prover(protocol, settings, Cores.of(protocol)));
    }

    /** By UP in IDLE, of the invariant. */
    private static Concrete.Step refuted(Protocol protocol, Prover prover) {
        var results = ProofRun.of(prover, 1, text -> {}, () -> false).results();
        return results.stream()
                .filter(r -> r.obligation().step().equals("UP in IDLE"))
                .filter(r -> r.obligation().demand().equals("bounded"))
                .map(r -> ((Verdict.Refuted) r.verdict()).step())
                .findFirst()
                .orElseThrow();
    }

    private static Protocol protocol(String source) {
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", source), Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        return compilation.protocol().get();
    }
}
