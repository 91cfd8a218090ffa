package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.TooLargeForJava;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is as large as LANGUAGE.md allows becomes Java; what is larger is refused in the specification's words. */
class SizeTest {
    private static String times(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    private static String list(int count, String prefix) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
    }

    private static String machine(String items, String body) {
        return "protocol LARGE\nmachine M { state S0 initial\nvar V : u16 event GO(n : u32)\n" + items
                + "on GO in any state {\n" + body + "}\n}\n";
    }

    private static List<Diagnostic> refused(String text) {
        return SpecCompiler.compile("test.sqt", Map.of("test.sqt", text), Options.NONE).diagnostics().stream()
                .filter(Diagnostic::isError)
                .toList();
    }

    /** All that a machine may have, and more than that of nothing. */
    @Tag("deep")
    @Test
    void theLargestMachine() {
        String text = "protocol LARGE\n" + times(250, i -> "message M" + i + " as P" + i + " { F : u8 }\n")
                + "machine M {\nstate S initial, " + list(999, "S") + "\n"
                + times(
                        900,
                        i -> "var V" + i + " : "
                                + List.of("u32", "seq?", "bool", "time?").get(i % 4) + "\n")
                + "table T[4] { " + list(100, "C").replaceAll("(C\\d+)", "$1 : u8?") + " }\n"
                + times(1000, i -> "signal G" + i + " outcome O" + i + " effect E" + i + "(a : u32)\n")
                + times(499, i -> "call CALL" + i + "(a : bool, b : u8, c : seq, d : u16)\n") + "event GO(n : u32)\n"
                + times(250, i -> "receives M" + i + "\non M" + i + " arrives in any state { V0 := P" + i + ".F }\n")
                + times(
                        499,
                        i -> "on CALL" + i + " in any state { V0 := b signal G" + i + " E" + i + "(b) return O" + i
                                + " }\n")
                + "on GO in any state {\n" + times(999, i -> "if n = " + i + " { -> S" + i + " }\n") + "}\n}\n";
        var core = CoreCompiler.compile(Fixtures.inline(text)).load(getClass().getClassLoader());
        var machine = core.machine(0, core.parameters(), new Recorder());
        assertThat(machine.call(498, 0, 1, 77, 3, 4)).isEqualTo(498);
        assertThat(machine.variable(0)).isEqualTo(77);
        machine.call(499, 0, 998, 0, 0, 0);
        assertThat(machine.state()).isEqualTo(999);
        var out = new BitWriter();
        machine.encode(out);
        var other = core.machine(0, core.parameters(), new Recorder());
        other.decode(new BitReader(out.toArray()));
        assertThat(other).isEqualTo(machine).hasSameHashCodeAs(machine);
    }

    @Test
    void theMostProperties() {
        String text = machine("", "V := n mod 7\n")
                + times(2000, i -> "property p" + i + "(A, B : M) : A.V = " + i % 5 + " ~> B.V = " + i + "\n");
        var core = CoreCompiler.compile(Fixtures.inline(text)).load(getClass().getClassLoader());
        var a = core.machine(0, core.parameters(), new Recorder());
        a.call(0, 0, 3, 0, 0, 0);
        var peers = new Machine[] {a, a};
        assertThat(core.properties().property(1998, 0, peers, new Ghosts[2], true))
                .isTrue();
        assertThat(core.properties().property(1998, 1, peers, new Ghosts[2], true))
                .isFalse();
        assertThat(core.properties().property(3, 1, peers, new Ghosts[2], true)).isTrue();
    }

    @Test
    void oneTooMany() {
        tooMany(
                "protocol L\nenum E { " + list(257, "C") + " }\nmachine M { state S initial }\n",
                "257 constants of enum E: at most 256 are allowed",
                2);
        tooMany(
                "protocol L\n"
                        + machine("")
                                .replace("S initial", "S initial, " + list(1000, "S"))
                                .replace("BODY", times(1000, i -> "if n = " + i + " { -> S" + i + " }\n")),
                "1,001 states of machine M: at most 1,000 are allowed",
                2);
        tooMany(
                "protocol L\n"
                        + machine(times(501, i -> "event E" + i + "() on E" + i + " in S { }\n"))
                                .replace("BODY", ""),
                "502 calls and events of machine M: at most 500 are allowed",
                502);
        tooMany(
                "protocol L\n"
                        + machine("procedure p(" + list(65, "a").replaceAll("(a\\d+)", "$1 : u8") + ") { }\n")
                                .replace("BODY", ""),
                "65 parameters of procedure p: at most 64 are allowed",
                3);
        tooMany(
                "protocol L\n" + machine("").replace("BODY", "")
                        + times(60_000, i -> "property p" + i + "(A : M) : always A in S\n"),
                "60,000 properties and witnesses: at most 2,000 are allowed",
                2005);
    }

    private static String machine(String items) {
        return "machine M { state S initial event GO(n : u32)\n" + items + "on GO in any state { BODY }\n}\n";
    }

    private static void tooMany(String text, String message, int line) {
        var refused = refused(text);
        assertThat(refused).extracting(Diagnostic::code).containsExactly("SQT461");
        assertThat(refused.getFirst().message()).isEqualTo(message);
        assertThat(refused.getFirst().span().line()).isEqualTo(line);
    }

    /** How large a rule's Java is only the compiler knows. */
    @Test
    void aRuleThatIsTooLarge() {
        tooLarge(
                machine(
                        "procedure p(n : u32) { V := n mod 3 }\n",
                        times(6000, i -> "V := (V + n) mod " + (i + 2) + "\n")),
                "SQT462",
                5);
        tooLarge(
                machine(
                                "on GO in any state {\n step one \"one\" {\n"
                                        + times(6000, i -> "V := (V + n) mod " + (i + 2) + "\n") + "}\n}\n",
                                "")
                        .replace("on GO in any state {\n}\n", ""),
                "SQT462",
                5);
        tooLarge(machine("", times(5000, i -> "step s" + i + " \"s\" { if n = " + i + " { done } }\n")), "SQT462", 4);
    }

    private static void tooLarge(String text, String code, int line) {
        assertThatThrownBy(() -> CoreCompiler.compile(Fixtures.inline(text)))
                .isInstanceOfSatisfying(TooLargeForJava.class, e -> {
                    assertThat(e.diagnostics()).extracting(Diagnostic::code).containsExactly(code);
                    assertThat(e.diagnostics().getFirst().span().line()).isEqualTo(line);
                    assertThat(e.diagnostics().getFirst().hint()).isNotEmpty();
                });
    }

    /** Rules enough for more constants than a class can have, each small. */
    @Test
    void aMachineThatIsTooLarge() {
        String handlers = "protocol LARGE\nmachine M { state S initial\nvar V : u16\n"
                + times(
                        420,
                        e -> "event E" + e + "(n : u32)\non E" + e + " in S {\n"
                                + times(
                                        40,
                                        i -> "step s" + i + " \"s\" { if n = " + (100_000 + e * 40 + i) + " { V := " + i
                                                + " } }\n")
                                + "}\n")
                + "}\n";
        tooLarge(handlers, "SQT463", 5);
    }
}
