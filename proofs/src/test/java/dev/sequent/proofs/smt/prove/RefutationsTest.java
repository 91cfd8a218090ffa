package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.system.Points;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is drawn of a refutation. */
class RefutationsTest {
    private static final String SOURCE = """
            protocol A "numbers"
            message SEGMENT as SEG "s" {
              SEQ      : seq "s"
              ACK      : seq when ACK "a"
              RESERVED : 6 bits zero
              CTL      : bits { ACK, FIN } "c"
            }
            machine M {
              state OPEN initial final
              var SND.UNA : seq
              var SND.NXT : seq
              var SND.UP  : seq
              var OTHER   : u32
              var LIMIT   : u32?
              var ASIDE   : u32
              timer T
              signal closed
              receives SEGMENT
              event WRITE(n : u16)
              on SEGMENT arrives in OPEN @rfc(9293, "3.10.7.4") {
                step first "check the ACK" {
                  if ACK and SND.UNA < SEG.ACK { SND.UNA := SEG.ACK }
                }
                if LIMIT present { signal closed }
                send <SEQ=SND.NXT><ACK=SEG.SEQ><CTL=ACK>
              }
              on WRITE in OPEN {
                SND.NXT := SND.NXT + n
                if OTHER > 0 { OTHER := OTHER - 1 }
                start T after 1 s
                ASIDE := 1
                SND.UP := SND.UNA
                LIMIT := ASIDE
              }
              on timeout T in OPEN { signal closed }
              invariant order : OTHER = 7 or SND.UNA <= SND.UP <= SND.NXT
            }
            """;

    @Test
    void anAcknowledgmentOfWhatWasNeverSent() {
        assertThat(drawn("SEGMENT in OPEN")).containsExactly("""
                <SEQ=0><ACK=1001><CTL=ACK> arrives  (SEG.ACK = SND.UNA+1)
                M          before             after
                  state    OPEN               OPEN
                  SND.UNA  1000            *  1001 (SND.UNA+1)
                  SND.NXT  1000 (SND.UNA)     1000 (SND.UNA)
                  SND.UP   1000 (SND.UNA)     1000 (SND.UNA)
                  OTHER    0                  0
                  as in the beginning: LIMIT
                  and 2 others, which neither rule nor claim is about
                sends <SEQ=1000><ACK=0><CTL=ACK>
                claimed: OTHER = 7 or SND.UNA <= SND.UP <= SND.NXT
                OTHER = 7 does not hold: OTHER 0
                SND.UNA <= SND.UP does not hold: SND.UNA 1001, SND.UP 1000
                by a.sqt:20  on SEGMENT arrives in OPEN @rfc(9293, "3.10.7.4") {  [RFC 9293, 3.10.7.4]
                by a.sqt:21  step first "check the ACK" {  [RFC 9293, 3.10.7.4]
                by a.sqt:22  if ACK and SND.UNA < SEG.ACK { SND.UNA := SEG.ACK }  [RFC 9293, 3.10.7.4]
                by a.sqt:25  send <SEQ=SND.NXT><ACK=SEG.SEQ><CTL=ACK>  [RFC 9293, 3.10.7.4]
                """.lines().toArray(String[]::new));
    }

    /** All of it is there for whoever wants more than the drawing. */
    @Test
    void allOfTheMemory() {
        var refutation = refutation("SEGMENT in OPEN");
        assertThat(refutation.memory())
                .extracting(Refutation.Memory::name)
                .containsExactly("state", "SND.UNA", "SND.NXT", "SND.UP", "OTHER", "LIMIT", "ASIDE", "running");
        assertThat(refutation.memory())
                .filteredOn(Refutation.Memory::claimed)
                .extracting(Refutation.Memory::name)
                .containsExactly("SND.UNA", "SND.UP", "OTHER");
        assertThat(refutation.memory())
                .filteredOn(Refutation.Memory::changed)
                .extracting(Refutation.Memory::name)
                .containsExactly("SND.UNA");
        assertThat(refutation.parameters()).isEmpty();
    }

    private static List<String> drawn(String step) {
        return RefutationText.lines(refutation(step));
    }

    private static Refutation refutation(String step) {
        var sources = Map.of("a.sqt", SOURCE);
        var compilation = SpecCompiler.compile("a.sqt", sources, Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        var protocol = compilation.protocol().get();
        var compiled = CoreCompiler.compile(protocol);
        var core = compiled.load(RefutationsTest.class.getClassLoader());
        var text = new ProofText(new Refutations(protocol, core, Points.of(compiled, sources), sources));
        return ProofRun.of(new Prover(protocol, Settings.USUAL, core), 1, t -> {}, () -> false).results().stream()
                .filter(r -> r.obligation().step().equals(step)
                        && r.obligation().demand().equals("order"))
                .flatMap(r -> text.refutation(r).stream())
                .findFirst()
                .orElseThrow();
    }
}
