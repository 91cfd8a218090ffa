package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is assumed of parameters is presumed by proofs, and by what they remember. */
class PresumedTest {
    private static final String SOURCE = """
            protocol P "a clamp"
            param LOW  : u8 = 2 in 1 .. 20
            param HIGH : u8 = 9 in 5 .. 50
            %s
            machine M {
              state IDLE initial, BUSY
              var N : u8
              event TAKE(n : u8)
              on TAKE in IDLE, BUSY { N := min(max(n, LOW), HIGH) ; -> BUSY }
              invariant floor : in BUSY implies LOW <= N
            }
            """;

    private static List<Result> prove(Protocol protocol, Map<String, Long> set) {
        var settings = new Settings(2000, 1, true, true, Set.of(), false, set, true);
        return ProofRun.of(new Prover(protocol, settings, Cores.of(protocol)), 1, text -> {}, () -> false)
                .results();
    }

    private static Protocol protocol(String assumption) {
        return SpecCompiler.compile("p.sqt", Map.of("p.sqt", SOURCE.formatted(assumption)), Options.NONE)
                .protocol()
                .orElseThrow();
    }

    @Test
    void withoutTheAssumptionItIsRefuted() {
        assertThat(prove(protocol(""), Map.of())).anyMatch(r -> !r.proved());
    }

    @Test
    void withItIsProvedAndTheProofNamesIt() {
        var results = prove(protocol("assume LOW <= HIGH"), Map.of());
        assertThat(results).allMatch(Result::proved);
        assertThat(Lemmas.used(results).get("M.floor")).contains("LOW <= HIGH");
    }

    @Test
    void anAssumptionThatDoesNotHelpIsNoHelp() {
        assertThat(prove(protocol("assume LOW <= HIGH + 1"), Map.of())).anyMatch(r -> !r.proved());
    }

    /** A proof that took it must not be remembered as one of a specification without it. */
    @Test
    void whatIsAssumedIsPartOfWhatAProofDependsOn() {
        var with = protocol("assume LOW <= HIGH");
        var without = protocol("");
        assertThat(digest(with)).isNotEqualTo(digest(without));
        assertThat(digest(with)).isEqualTo(digest(protocol("assume   LOW <=  HIGH 'why'".replace('\'', '"'))));
    }

    private static String digest(Protocol protocol) {
        var settings = new Settings(2000, 1, true, true, Set.of(), false, Map.of(), false);
        var machine = protocol.machine("M");
        var task = new Prover(protocol, settings, Cores.of(protocol)).tasks().getFirst();
        assertThat(task.machine()).isEqualTo(machine);
        return new Dependencies("test", protocol, settings)
                .of(task, Set.of(), List.of())
                .digest();
    }
}
