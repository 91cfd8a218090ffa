package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.MachineType;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invariants: kept by every step, or not; and what that says, and does not say. */
class InvariantsTest {
    private static final String COUNTER = """
            protocol P "a counter"
            machine M {
              state IDLE initial, BUSY
              var N : u32
              var M : u32
              timer T
              event UP()
              event DOWN()
              on UP in IDLE, BUSY {
                if N < 100 { N := N + 1 ; M := M + 2 ; -> BUSY ; start T after 1 s }
              }
              on DOWN in BUSY {
                %s
                if N = 0 { -> IDLE ; stop T }
              }
              ignore DOWN in IDLE
              on timeout T in BUSY { start T after 1 s }
              ignore timeout T in IDLE
              %s
            }
            """;
    private static final String DOWN = "N := N - 1 ; M := M - 2";

    @Test
    void inductive() {
        var results = prove(COUNTER.formatted(DOWN, """
                invariant twice : M = 2 * N and N <= 100
                invariant busy  : in BUSY implies N > 0 and running T
                invariant idle  : in IDLE implies N = 0 and not running T
                """));
        assertThat(results).allMatch(Result::proved);
        assertThat(results)
                .filteredOn(r -> r.obligation().claim() instanceof Claim.Invariant)
                .isNotEmpty();
    }

    @Test
    void broken() {
        var results = prove(COUNTER.formatted("N := N - 1 ; M := M - 1", """
                invariant twice : M = 2 * N and N <= 100
                invariant busy  : in BUSY implies N > 0
                """));
        assertThat(open(results, "twice")).isNotEmpty().allMatch(Result::refuted);
        assertThat(open(results, "twice")).allMatch(r -> r.obligation().step().equals("DOWN in BUSY"));
    }

    /** True of every machine that can be reached, and yet no step shows it by itself. */
    @Test
    void notInductive() {
        var results = prove(COUNTER.formatted(
                DOWN, "invariant even : M mod 2 = 0 and M <= 200\n" + "invariant busy : in BUSY implies N > 0"));
        assertThat(open(results, "even")).isNotEmpty();
    }

    /** A timeout that is ignored stops its timer all the same. */
    @Test
    void ignoredTimeout() {
        var results = prove(COUNTER.formatted(DOWN, "invariant on : in IDLE implies running T"));
        assertThat(open(results, "on"))
                .anyMatch(r -> r.refuted() && r.obligation().step().equals("timeout T in IDLE"));
    }

    @Test
    void vacuous() {
        var results = prove(COUNTER.formatted(DOWN, "invariant idle : not in BUSY"));
        assertThat(results)
                .filteredOn(r -> r.obligation().claim() instanceof Claim.Possible)
                .filteredOn(r -> r.obligation().state().name().equals("BUSY"))
                .isNotEmpty()
                .allMatch(Result::unknown);
    }

    @Test
    void notInTheBeginning() {
        var results = prove(COUNTER.formatted(DOWN, "invariant some : N > 0"));
        assertThat(open(results, "some")).anyMatch(r -> r.obligation().trigger().isEmpty());
    }

    private static final String BATCHES = """
            protocol P "what arrives together"
            message PIECE as IN { N : u8 }
            machine M {
              state OPEN initial
              var DUE : bool
              receives PIECE
              event QUIET() after batch
              event GO()
              on PIECE arrives in OPEN { DUE := true }
              on QUIET in OPEN { %s }
              on GO in OPEN { assert not DUE "nothing is due between batches" }
              invariant settled : not DUE
            }
            """;

    /** An arrival breaks it, and what comes after the batch mends it; a call comes after that. */
    @Test
    void betweenBatches() {
        var outcome = run(BATCHES.formatted("DUE := false"));
        assertThat(outcome.resting()).extracting(MachineType.Invariant::name).containsExactly("settled");
        assertThat(outcome.results()).allMatch(Result::proved);
    }

    /** The event after the batch may not rely on it. */
    @Test
    void neverMended() {
        var outcome = run(BATCHES.formatted("if IN-DOUBT() { DUE := false }")
                .replace("machine M", "extern function IN-DOUBT() : bool\n            machine M"));
        assertThat(open(outcome.results(), "settled"))
                .isNotEmpty()
                .allMatch(r -> r.refuted() && r.obligation().step().equals("QUIET in OPEN"));
    }

    @Test
    void alternatingBit() {
        assertThat(prove(Path.of("../spec/abp/abp.sqt"))).allMatch(Result::proved);
    }

    @Test
    void goBackN() {
        var results = prove(Path.of("../spec/gbn/gbn.sqt"));
        assertThat(results)
                .filteredOn(r -> r.obligation().claim() instanceof Claim.Invariant)
                .allMatch(Result::proved);
    }

    private static List<Result> open(List<Result> results, String invariant) {
        return results.stream()
                .filter(r -> r.obligation().demand().equals(invariant) && !r.proved())
                .toList();
    }

    private static List<Result> prove(String source) {
        return run(source).results();
    }

    private static ProofRun.Outcome run(String source) {
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", source), Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        var protocol = compilation.protocol().get();
        var prover = new Prover(protocol, Settings.USUAL, Cores.of(protocol));
        return ProofRun.of(prover, 1, text -> {}, () -> false);
    }

    private static List<Result> prove(Path root) {
        var protocol = SpecCompiler.compile(root, Options.NONE).protocol().orElseThrow();
        var prover = new Prover(protocol, Settings.USUAL, Cores.of(protocol));
        return ProofRun.of(prover, 1, text -> {}, () -> false).results();
    }
}
