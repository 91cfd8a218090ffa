package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is deep or long is compiled as far as LANGUAGE.md promises, and refused with a place beyond it; on no stack does
 * anything fail.
 */
class LimitsTest {
    private static final String NESTED = "SQT120";
    private static final String CHAIN = "SQT121";

    /**
     * @param text the specification with n of something @param most with how many it compiles @param code what it is
     *     refused with
     */
    private record Case(String name, IntFunction<String> text, int most, int tooMany, String code) {}

    private static final List<Case> CASES = List.of(
            new Case("parentheses", n -> body("x := " + "(".repeat(n) + "y" + ")".repeat(n)), 390, 1_000, NESTED),
            new Case("conditions", n -> body("if x = 0 { ".repeat(n) + "y := 1" + " }".repeat(n)), 390, 3_000, NESTED),
            new Case("blocks", n -> body("in IDLE { ".repeat(n) + "y := 1" + " }".repeat(n)), 390, 3_000, NESTED),
            new Case("negations", n -> body("if " + "not ".repeat(n) + "(x = 0) { y := 1 }"), 390, 10_000, NESTED),
            new Case(
                    "implications",
                    n -> body("if x = 0" + " implies x = 1".repeat(n) + " { y := 1 }"),
                    390,
                    10_000,
                    NESTED),
            new Case(
                    "conditional values",
                    n -> body("x := " + "if y = 1 then 2 else ".repeat(n) + "3"),
                    390,
                    10_000,
                    NESTED),
            new Case(
                    "calls within calls",
                    n -> body("x := " + "min(y, ".repeat(n) + "1" + ")".repeat(n)),
                    390,
                    10_000,
                    NESTED),
            new Case(
                    "negations in conditional values",
                    n -> body("x := " + "if not y = 1 and not y = 2 then 2 else ".repeat(n) + "3"),
                    390,
                    10_000,
                    NESTED),
            new Case("nothing closed", n -> body("x := " + "(".repeat(n)), 0, 100_000, NESTED),
            new Case("terms", n -> body("x := y" + " + y".repeat(n)), 4_900, 10_000, CHAIN),
            new Case(
                    "conjunction",
                    n -> body("if x = 0" + " and y = 1".repeat(n) + " { y := 1 }"),
                    2_400,
                    10_000,
                    CHAIN),
            new Case(
                    "disjunction of negations",
                    n -> body("if x = 0" + " or not y = 1".repeat(n) + " { y := 1 }"),
                    2_400,
                    10_000,
                    CHAIN),
            new Case("comparisons", n -> body("if x" + " <= y".repeat(n) + " { y := 1 }"), 4_900, 10_000, CHAIN),
            new Case(
                    "else ifs",
                    n -> body("if x = 0 { y := 1 }" + " else if x = 1 { y := 2 }".repeat(n)),
                    4_900,
                    10_000,
                    CHAIN),
            new Case("arguments", n -> body("x := min(y" + ", y".repeat(n) + ")"), 10_000, 0, ""),
            new Case(
                    "a reason",
                    n -> body("if x = 9 { unreachable \"" + "a".repeat(n) + "\" }"),
                    7_900,
                    100_000,
                    "SQT122"),
            new Case("a name", n -> body("let " + "a".repeat(n) + " = 1"), 100, 1_000_000, "SQT123"),
            new Case("a number", n -> body("x := " + "1".repeat(n)), 1, 1_000_000, "SQT123"),
            new Case("functions", n -> functions(n, i -> i - 1), 390, 5_000, "SQT124"),
            new Case("functions, the first one first", n -> functions(n, i -> i + 1), 390, 5_000, "SQT124"),
            new Case("derived fields", LimitsTest::derived, 390, 5_000, "SQT125"),
            new Case(
                    "derived fields that double",
                    n -> derived(n).replaceAll("= (D\\d+) \\+ 1", "= $1 + $1"),
                    9,
                    40,
                    "SQT125"),
            new Case("jumps", LimitsTest::jumps, 390, 1_500, "SQT126"));

    @TestFactory
    Stream<DynamicTest> asFarAsPromised() {
        return CASES.stream()
                .filter(c -> c.most > 0)
                .map(c -> DynamicTest.dynamicTest(
                        c.most + " " + c.name,
                        () -> assertThat(errors(c.text.apply(c.most))).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> refusedBeyond() {
        return CASES.stream()
                .filter(c -> c.tooMany > 0)
                .map(c -> DynamicTest.dynamicTest(
                        c.tooMany + " " + c.name,
                        () -> assertThat(errors(c.text.apply(c.tooMany))).containsExactly(c.code)));
    }

    @Test
    void whatIsTooDeepIsShownWhereItBecomesSo() {
        Compilation compilation =
                Specs.compile("protocol P\nmachine M {\n  state IDLE initial\n  var x : u32\n  event GO()\n"
                        + "  on GO in IDLE {\n" + "    if x = 0 {\n".repeat(500) + "}\n".repeat(500) + "  }\n}\n");

        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .isEqualTo("""
                error[SQT120]: nested more than 400 deep
                   --> test.sqt:404:14
                    |
                404 |     if x = 0 {
                    |              ^
                    = give parts of it names: let NAME = ..., a function, a procedure
                """);
    }

    /** Two to the power of 60 ways lead through them. */
    @Test
    void jumpsWithTwoWaysEachAreFollowedOnce() {
        assertThat(errors(jumps(60).replaceAll("(continue at next in S\\d+)\n", "$1 } else { $1\n")))
                .isEmpty();
    }

    @Test
    void twoThousandFilesOfWhichEachImportsTheNext(@TempDir Path folder) throws IOException {
        int files = 2_000;
        for (int i = 0; i < files; i++) {
            String next = i + 1 < files ? "import \"f" + (i + 1) + ".sqt\"\n" : "";
            Files.writeString(
                    folder.resolve("f" + i + ".sqt"),
                    (i == 0 ? "protocol P\n" : "")
                            + next
                            + (i % 2 == 0 ? "param A" + i + " : u8 = 1\n" : "")
                            + (i == 0 ? "machine M {\n  state IDLE initial\n}\n" : ""));
        }

        Compilation compilation = SpecCompiler.compile(folder.resolve("f0.sqt"), Options.NONE);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.protocol().orElseThrow().params()).hasSize(files / 2);
    }

    @Test
    void aFileOfHundredMegabytesIsNotRead(@TempDir Path folder) throws IOException {
        try (var file = new java.io.RandomAccessFile(folder.resolve("large.sqt").toFile(), "rw")) {
            file.setLength(100 << 20);
        }

        Compilation compilation = SpecCompiler.compile(folder.resolve("large.sqt"), Options.NONE);

        assertThat(compilation.diagnostics()).extracting(Diagnostic::code).containsExactly("SQT127");
    }

    private static List<String> errors(String text) {
        return Specs.compile(text).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .toList();
    }

    private static String body(String statements) {
        return machine("", statements);
    }

    private static String machine(String items, String statements) {
        return "protocol P\nmachine M {\n  state IDLE initial\n  var x, y : u32\n  event GO()\n" + items
                + "  on GO in IDLE {\n" + statements + "\n  }\n}\n";
    }

    private static String functions(int n, IntUnaryOperator called) {
        return machine(
                IntStream.range(0, n)
                        .mapToObj(i -> {
                            int next = called.applyAsInt(i);
                            return "  function f" + i + "() : u32 = "
                                    + (next < 0 || next == n ? "y" : "f" + next + "()") + "\n";
                        })
                        .collect(Collectors.joining()),
                "x := f0()");
    }

    private static String derived(int n) {
        return IntStream.range(1, n)
                .mapToObj(i -> "  derived D" + i + " : u32 = D" + (i - 1) + " + 1\n")
                .collect(Collectors.joining(
                        "", body("x := 1") + "message FRAME as FRM {\n  SEQ : u32\n  derived D0 : u32 = SEQ\n", "}\n"));
    }

    /** In each state the handler goes on at the next state's. */
    private static String jumps(int n) {
        String states = IntStream.range(1, n).mapToObj(i -> ", S" + i).collect(Collectors.joining());
        return "protocol P\nmachine M {\n  state S0 initial" + states + "\n  var x : u32\n  event GO()\n"
                + IntStream.range(0, n)
                        .mapToObj(i -> "  on GO in S" + i + " {\n    step next \"go on\" {\n      if x = 0 { "
                                + (i + 1 < n ? "-> S" + (i + 1) + "\n      continue at next in S" + (i + 1) : "x := 1")
                                + "\n } }\n  }\n")
                        .collect(Collectors.joining())
                + "}\n";
    }
}
