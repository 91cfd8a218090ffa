package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of fault: a machine that has it is refuted there, and not otherwise; mended, it is proved. */
class FaultsTest {
    private static final String AROUND = """
            protocol P "faults"
            param LIMIT : u32 = 10 in 0 .. 1000
            param SLOW  : duration = 1 s in 1 ms .. 1 h
            extern function random() : u32
            machine M {
              state IDLE initial, BUSY
              var N     : u16
              var WIDE  : u32
              var MAYBE : u32?
              var AT    : seq
              var LEN   : duration
              var SEEN  : time
              var HELD  : ranges[2]
              table ROWS[2] { KEY : u32 }
              timer T
              event GO(n : u32, s : seq, d : duration)
              %s
              on GO in IDLE {
                %s
              }
              ignore GO in BUSY
              event REST()
              on REST in IDLE, BUSY {
                -> BUSY
                start T after 1 s
              }
              on timeout T in IDLE, BUSY { -> IDLE }
            }
            """;

    static Stream<Arguments> faults() {
        return Stream.of(
                both(FaultKind.RANGE, "N := N + 1", "if N < 65535 { N := N + 1 }"),
                both(FaultKind.RANGE, "WIDE := WIDE - n", "if n <= WIDE { WIDE := WIDE - n }"),
                both(FaultKind.RANGE, "let x = twice(n)", "if n < 1000 { let x = twice(n) }"),
                both(FaultKind.OVERFLOW, "LEN := d + SLOW", "if d < 24 h { LEN := d + SLOW }"),
                both(FaultKind.OVERFLOW, "LEN := -d", "if d > 0 ms { LEN := -d }"),
                both(FaultKind.OVERFLOW, "LEN := abs(d)", "if d >= 0 ms { LEN := abs(d) }"),
                both(FaultKind.OVERFLOW, "LEN := d * 3", "if 0 ms < d < 24 h { LEN := d * 3 }"),
                both(FaultKind.OVERFLOW, "start T after d", "if 0 ms < d < 24 h { start T after d }"),
                both(FaultKind.OVERFLOW, "LEN := SLOW * (1 << N)", "if N < 20 { LEN := SLOW * (1 << N) }"),
                both(FaultKind.SHIFT, "LEN := SLOW * (1 << N)", "if N < 20 { LEN := SLOW * (1 << N) }"),
                both(FaultKind.DIVISION, "WIDE := 1000 / n", "if n > 0 { WIDE := 1000 / n }"),
                both(FaultKind.DIVISION, "WIDE := n mod LIMIT", "if LIMIT > 0 { WIDE := n mod LIMIT }"),
                both(FaultKind.ABSENT, "WIDE := MAYBE", "if MAYBE present { WIDE := MAYBE }"),
                both(FaultKind.ASSERTION, "assert n <= WIDE", "if n < WIDE { assert n <= WIDE }"),
                // A range may lie anywhere, and on both sides of half the space from whatever one counts from.
                both(
                        FaultKind.ASSERTION,
                        "assert not (covers(HELD, AT + 2147483647) and covers(HELD, AT + 2147483648))",
                        "assert not (covers(HELD, AT + 2147483647) and covers(HELD, AT - 1))"),
                both(
                        FaultKind.UNREACHABLE,
                        "if n mod 7 > 5 { unreachable \"six days\" }",
                        "if n mod 7 > 6 { unreachable \"seven days\" }"),
                both(
                        FaultKind.FULL,
                        "insert into ROWS { KEY := n }",
                        "if room(ROWS) > 0 { insert into ROWS { KEY := n } }"),
                both(
                        FaultKind.FULL,
                        "if near(s) { add s .. s + 1 to HELD }",
                        "if near(s) and room(HELD) > 0 { add s .. s + 1 to HELD }"),
                both(FaultKind.EMPTY, "AT := first(HELD)", "if count(HELD) > 0 { AT := first(HELD) }"),
                both(
                        FaultKind.SPREAD,
                        "if room(HELD) > 0 { add s .. s + 1 to HELD }",
                        "if room(HELD) > 0 and near(s) { add s .. s + 1 to HELD }"),
                both(
                        FaultKind.LOOP,
                        "var i := 0\nwhile i < n at most LIMIT { i := i + 1 }",
                        "var i := 0\nwhile i < n and i < LIMIT at most LIMIT { i := i + 1 }"),
                both(
                        FaultKind.LOOP,
                        "while WIDE > 0 at most LIMIT { WIDE := WIDE - 1 }",
                        "WIDE := min(WIDE, LIMIT)\nwhile WIDE > 0 at most LIMIT { WIDE := WIDE - 1 }"),
                both(
                        FaultKind.ASSERTION,
                        "while count(HELD) > 0 at most 2 { clear HELD }\nassert n < 5",
                        "if n < 5 { while count(HELD) > 0 at most 2 { clear HELD }\nassert n < 5 }"),
                both(FaultKind.TIME, "LEN := now - SEEN", "SEEN := now\nLEN := now - SEEN"),
                both(
                        FaultKind.RANGE,
                        "for i from 1 to 3 { N := N + i }",
                        "if N < 60000 { for i from 1 to 3 { N := N + i } }"),
                both(
                        FaultKind.RANGE,
                        "WIDE := random()\nWIDE := WIDE + 1",
                        "WIDE := random()\nif WIDE < 7 { WIDE := WIDE + 1 }"));
    }

    private static Arguments both(FaultKind kind, String faulty, String mended) {
        return Arguments.of(kind, faulty, mended);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void refuted(FaultKind kind, String faulty, String mended) {
        var results = prove(faulty);
        assertThat(results)
                .filteredOn(r -> ((Claim.NoFault) r.obligation().claim()).kind() == kind)
                .anyMatch(Result::refuted);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void proved(FaultKind kind, String faulty, String mended) {
        var results = prove(mended);
        assertThat(results)
                .filteredOn(r -> ((Claim.NoFault) r.obligation().claim()).kind() != FaultKind.TURNS)
                .allMatch(Result::proved);
    }

    /** Whether a number lies in a window can be asked of any number; which of two comes first, only of near ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if AT <= s < AT + 100 { WIDE := 0 }",
                "if AT + min(n, 1000) > s > AT { WIDE := 0 }",
                "if s - AT < 100 and AT <= s { WIDE := 0 }"
            })
    void asksOfNearNumbers(String body) {
        assertThat(comparisons(body)).isNotEmpty().containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if AT + 100 <= s { WIDE := 0 }",
                "if s < AT + 100 and AT <= s { WIDE := 0 }",
                "if AT <= s < AT + n { WIDE := 0 }"
            })
    void asksOfFarNumbers(String body) {
        assertThat(comparisons(body)).contains(false);
    }

    /** Of each comparison, whether it is proved that it turns out as without the wrap. */
    private static List<Boolean> comparisons(String body) {
        return prove(body).stream()
                .filter(r -> ((Claim.NoFault) r.obligation().claim()).kind() == FaultKind.TURNS)
                .map(Result::proved)
                .toList();
    }

    private static List<Result> prove(String body) {
        var source = AROUND.formatted("""
                function twice(n : u32) : u32 = 2 * n
                  function near(s : seq) : bool = count(HELD) = 0 or s - first(HELD) < 1000 and last(HELD) - first(HELD) < 1000
                """, body);
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", source), Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        var protocol = compilation.protocol().get();
        var settings = new Settings(5000, 1, true, false, Set.of(), true, Map.of());
        var prover = new Prover(protocol, settings, Cores.of(protocol));
        return ProofRun.of(prover, 1, text -> {}, () -> false).results().stream()
                .filter(r -> r.obligation().claim() instanceof Claim.NoFault)
                .toList();
    }
}
