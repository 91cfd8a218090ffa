package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which invariants a proof takes. */
class LemmasTest {
    private static final String SOURCE = """
            protocol P "a counter"
            machine M {
              state IDLE initial, BUSY
              var N    : u8
              var M    : u8
              var SEEN : u8
              event UP()
              event DOWN()
              event LOOK()
              on UP in IDLE, BUSY { if N < 100 { N := N + 1 ; M := M + 2 ; -> BUSY } }
              on DOWN in BUSY {
                N := N - 1
                M := M - 2
                if N = 0 { -> IDLE }
              }
              ignore DOWN in IDLE
              on LOOK in IDLE, BUSY {
                var i := 0
                while i < N at most 100 { i := i + 1 ; SEEN := i }
              }
              invariant twice : M = 2 * N
              invariant few   : N <= 100
              invariant some  : in BUSY implies N > 0
              invariant seen  : SEEN <= 100
            }
            """;

    private final Protocol protocol = SpecCompiler.compile("p.sqt", Map.of("p.sqt", SOURCE), Options.NONE)
            .protocol()
            .orElseThrow();

    @Test
    void used() {
        var used = Lemmas.used(prove(true));
        assertThat(used.get("M.twice")).containsExactly("twice");
        assertThat(used.get("M.no fault")).contains("some", "twice", "few");
    }

    /** It is shown, and nothing else rests on it. */
    @Test
    void unused() {
        assertThat(Lemmas.unused(protocol, prove(true))).containsExactly("M.seen");
    }

    /** Nobody asked: then every question is as quick as it can be, and nothing is said. */
    @Test
    void notAskedFor() {
        assertThat(prove(false)).allMatch(r -> r.lemmas().isEmpty());
    }

    private List<Result> prove(boolean lemmas) {
        var settings = new Settings(2000, 1, true, true, Set.of(), false, Map.of(), lemmas);
        var results = ProofRun.of(new Prover(protocol, settings, Cores.of(protocol)), 1, text -> {}, () -> false)
                .results();
        assertThat(results).allMatch(Result::proved);
        return results;
    }
}
