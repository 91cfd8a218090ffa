package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Properties of steps: what one step of a machine decides; what it does not; and that a refutation is one. */
class PropertiesTest {
    private static final String AROUND = """
            protocol P "a source of pieces"
            message PIECE as IN {
              N    : u8
              LAST : u8
            }
            extern function ROOM() : bool
            machine M {
              state IDLE initial, BUSY
              var LEFT  : u32
              var OWED  : u32
              var MAYBE : u32?
              timer T
              receives PIECE
              signal full
              signal over
              event ADD(n : u32)
              event FLUSH()
              event QUIET() after batch
              %s
              on ADD in IDLE, BUSY {
                if LEFT + n > 100 { signal full ; done }
                LEFT := LEFT + n
                -> BUSY
                start T after 1 s
              }
              on FLUSH in BUSY {
                while LEFT > 0 at most 100 {
                  send PIECE <N=LEFT><LAST=ord(LEFT = 1)>
                  LEFT := LEFT - 1
                  if ROOM() { -> IDLE ; stop T ; signal over ; done }
                }
                -> IDLE
                stop T
              }
              ignore FLUSH in IDLE
              on timeout T in BUSY { start T after 1 s }
              ignore timeout T in IDLE
              on PIECE arrives in IDLE { drop }
              on PIECE arrives in BUSY { OWED := OWED + ord(IN.N > 3) }
              on QUIET in BUSY { if OWED > 0 { send PIECE <N=OWED> ; OWED := 0 } }
              ignore QUIET in IDLE
              invariant few   : LEFT <= 100
              invariant paid  : OWED = 0
              invariant armed : in BUSY implies running T
            }
            %s
            """;

    @Test
    void beforeAndAfter() {
        assertThat(prove("step A calls ADD and not A signals full implies old(A.LEFT) <= A.LEFT and A in BUSY"))
                .allMatch(Result::proved);
        assertThat(prove("step A calls ADD implies old(A.LEFT) < A.LEFT"))
                .filteredOn(r -> !r.proved())
                .isNotEmpty()
                .allMatch(r -> r.refuted() && r.obligation().step().startsWith("ADD in "))
                .allMatch(r -> ProofText.why(r.verdict()).equals("p does not hold of the step"));
    }

    @Test
    void whatACallWasGiven() {
        assertThat(prove("whenever A calls ADD then A signals full or A.LEFT = old(A.LEFT) + n"))
                .allMatch(Result::proved);
        assertThat(prove("step A calls ADD where old(A.LEFT + n > 100) implies A signals full"))
                .allMatch(Result::proved);
        assertThat(prove("step A calls ADD where n > 99 implies A signals full"))
                .filteredOn(r -> !r.proved())
                .extracting(r -> r.obligation().step())
                .as("an empty one has room for 100")
                .containsExactlyInAnyOrder("ADD in IDLE", "ADD in BUSY");
        assertThat(prove("step A calls ADD where n > 100 implies A signals full"))
                .allMatch(Result::proved);
    }

    @Test
    void timers() {
        assertThat(prove("step expires A.T implies running A.T"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(r.refuted()).isTrue())
                .satisfies(r -> assertThat(r.obligation().step()).isEqualTo("timeout T in IDLE"));
        assertThat(prove("step not expires A.T or old(A in IDLE) or running A.T"))
                .allMatch(Result::proved);
    }

    /** What a machine ignores is a step all the same. */
    @Test
    void ignored() {
        assertThat(prove("step A calls FLUSH implies A signals over or old(A in BUSY)"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(r.refuted()).isTrue())
                .satisfies(r -> assertThat(r.obligation().step()).isEqualTo("FLUSH in IDLE"));
    }

    /** The event after the batch belongs to the arrival: what it sends, the arrival sends. */
    @Test
    void arrivals() {
        assertThat(
                        prove(
                                "whenever A receives PIECE then IN.N > 3 and old(A in BUSY) implies A sends PIECE where OUT.N = 1"))
                .allMatch(Result::proved);
        assertThat(prove("whenever A receives PIECE then old(A in BUSY) implies A sends PIECE"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(r.refuted()).isTrue())
                .satisfies(r -> assertThat(r.obligation().step()).isEqualTo("PIECE in BUSY"));
        assertThat(prove("step not A calls QUIET")).allMatch(Result::proved);
    }

    /** What any turn of a loop sends is looked at, whatever the loop leaves behind. */
    @Test
    void whatALoopSends() {
        assertThat(prove("whenever A sends PIECE then A calls FLUSH implies OUT.N > 0 and OUT.N <= old(A.LEFT)"))
                .filteredOn(r -> r.obligation().step().equals("FLUSH in BUSY"))
                .isNotEmpty()
                .allMatch(Result::proved);
        assertThat(prove("whenever A sends PIECE then A calls FLUSH implies OUT.LAST = 1"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(r.obligation().step()).isEqualTo("FLUSH in BUSY"));
    }

    /** Two questions may be answered by two turns: one turn that answers both with yes is not asked for. */
    @Test
    void twoTurns() {
        assertThat(prove("step not (A sends PIECE where (OUT.N = 1) and A sends PIECE where (OUT.N = 2))"))
                .filteredOn(r -> !r.proved())
                .extracting(r -> r.obligation().step())
                .contains("FLUSH in BUSY");
    }

    /** A turn that leaves is the last one, and not the only one. */
    @Test
    void theTurnThatLeaves() {
        assertThat(prove("step A signals over implies not A sends PIECE where (OUT.N = 7)"))
                .filteredOn(r -> !r.proved())
                .extracting(r -> r.obligation().step())
                .contains("FLUSH in BUSY");
        assertThat(prove("step A signals over implies A sends PIECE and A calls FLUSH"))
                .allMatch(Result::proved);
    }

    /** Where a loop must take a turn, there is one that did what each turn does. */
    @Test
    void thereWasATurn() {
        assertThat(prove("step A calls FLUSH and old(A in BUSY and A.LEFT > 0) implies A sends PIECE where OUT.N > 0"))
                .allMatch(Result::proved);
        assertThat(prove("step A calls FLUSH and old(A in BUSY) implies A sends PIECE"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(r.refuted()).isTrue());
    }

    /** Which turn it was that is looked at, nobody knows: not, for instance, the first. */
    @Test
    void notDecided() {
        assertThat(prove("step A calls FLUSH and old(A in BUSY and A.LEFT = 2) implies A sends PIECE where OUT.N = 2"))
                .filteredOn(r -> !r.proved())
                .singleElement()
                .satisfies(r -> assertThat(r.unknown()).isTrue())
                .satisfies(r -> assertThat(ProofText.why(r.verdict())).contains("too coarse"));
    }

    @Test
    void whatCannotBeEvaluated() {
        assertThat(prove("step A calls ADD implies A.MAYBE < 10"))
                .filteredOn(Result::refuted)
                .isNotEmpty()
                .allMatch(r -> ProofText.why(r.verdict()).startsWith("p cannot be evaluated: "));
    }

    @Test
    void leftOut() {
        var outcome = run("""
                property sent(A : M) : always sent(A) = 0
                property two(A, B : M) : never A in BUSY and B in BUSY
                property ends(A : M) : A in BUSY ~> A in IDLE
                property old-ones(A : M) : whenever A receives PIECE then stale implies A in IDLE
                property rests(A : M) : always A.LEFT <= 100
                property few(A : M) : step A.LEFT <= 100
                witness few(A : M) : step A.LEFT > 10
                """);
        assertThat(outcome.leftOut())
                .extracting(l -> l.property().name() + ": " + l.why())
                .containsExactly(
                        "sent: a claim with ghosts",
                        "two: a claim about two peers, of which no lemma says what is on its way between them",
                        "ends: a claim about runs",
                        "old-ones: it asks where a message comes from: stale",
                        "rests: a claim about states, and no invariant of a machine");
        assertThat(outcome.results())
                .filteredOn(r -> r.obligation().claim() instanceof Claim.OfStep)
                .isNotEmpty()
                .allMatch(r -> r.obligation().demand().equals("few"))
                .allMatch(Result::proved);
    }

    /** What speaks of no step that the invariants allow is true, and says nothing. */
    @Test
    void vacuous() {
        assertThat(witnesses("""
                property full(A : M) : whenever A calls ADD then n > 100 implies A signals full
                witness full(A : M) : step A calls ADD where n > 100
                property crowded(A : M) : step old(A.LEFT) > 100 implies A in IDLE
                witness crowded(A : M) : step old(A.LEFT) > 100
                property unasked(A : M) : step old(A.LEFT) > 100 implies A in IDLE
                property unarmed(A : M) : step A calls FLUSH and old(A in BUSY) and not running A.T implies A in IDLE
                witness unarmed(A : M) : step A calls FLUSH and old(A in BUSY and not running A.T)
                """))
                .containsExactly(
                        "some step is one that full speaks of: proved",
                        "some step is one that crowded speaks of: unknown",
                        "some step is one that unarmed speaks of: unknown");
    }

    private static List<String> witnesses(String properties) {
        return run(properties).results().stream()
                .filter(r -> r.obligation().claim() instanceof Claim.Witnessed)
                .map(r -> r.obligation().demand() + ": " + ProofText.word(r.verdict()))
                .toList();
    }

    private static List<Result> prove(String claim) {
        var outcome = run("property p(A : M) : " + claim);
        assertThat(outcome.leftOut()).isEmpty();
        return outcome.results().stream()
                .filter(r -> r.obligation().claim() instanceof Claim.OfStep)
                .toList();
    }

    private static ProofRun.Outcome run(String properties) {
        var source = AROUND.formatted("", properties);
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", source), Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        var settings = new Settings(2000, 1, false, true, Set.of(), false, Map.of());
        return ProofRun.of(
                new Prover(
                        compilation.protocol().get(),
                        settings,
                        Cores.of(compilation.protocol().get())),
                1,
                text -> {},
                () -> false);
    }
}
