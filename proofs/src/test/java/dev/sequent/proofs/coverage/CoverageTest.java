package dev.sequent.proofs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds {@code spec/COVERAGE.md} to the specification and to the tests of all modules. {@code -Dsequent.golden=refresh}
 * rewrites it.
 */
class CoverageTest {
    private static final Path TABLE = Path.of("../spec/COVERAGE.md");
    private static final TaggedTests TESTS = TaggedTests.in(testFolders());
    private static final CoverageReport.Report REPORT = CoverageReport.of(tcp(), TESTS.credits());

    private static Protocol tcp() {
        return SpecCompiler.compile(Path.of("../spec/tcp/tcp.sqt"), new Options(Map.of()))
                .protocol()
                .orElseThrow();
    }

    private static List<Path> testFolders() {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.map(m -> m.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyParagraphAndRequirementIsMetOrSaysWhyNot() {
        assertThat(REPORT.problems()).isEmpty();
    }

    @Test
    void everyTagStandsOnATestThatRuns() {
        assertThat(TESTS.problems()).isEmpty();
        assertThat(TESTS.credits()).hasSizeGreaterThan(50);
    }

    @Test
    void theTableIsThatOfTheSpecification() throws IOException {
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            Files.writeString(TABLE, REPORT.markdown());
        }
        assertThat(TABLE)
                .as("write it anew with mvn -pl proofs -am test -Dsequent.golden=refresh")
                .hasContent(REPORT.markdown());
    }

    /** RFC 9293, appendix B: MUST-1 to 69, SHLD-1 to 31, MAY-1 to 18, REC-1, each once. */
    @Test
    void everyRequirementOfAppendixBHasARow() {
        Stream<String> appendix = Stream.of(
                        numbers("MUST", 69), numbers("SHLD", 31), numbers("MAY", 18), numbers("REC", 1))
                .flatMap(s -> s);
        assertThat(Requirement.all())
                .extracting(Requirement::number)
                .containsExactlyInAnyOrderElementsOf(appendix.toList());
        assertThat(REPORT.markdown().lines().filter(l -> l.matches("\\| (MUST|SHLD|MAY|REC)-\\d+ \\(.*")))
                .hasSize(119);
    }

    private static Stream<String> numbers(String strength, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(n -> strength + "-" + n);
    }

    /** Counted in the text of the specification, whatever the model of it keeps; those of the remotes are not TCP's. */
    @Test
    void everyDeviationIsListedWithItsReason() throws IOException {
        var written = new ArrayList<MatchResult>();
        try (Stream<Path> files = Files.list(Path.of("../spec/tcp"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sqt")).toList()) {
                Pattern.compile("deviates\\((?:([A-Z]+-\\d+),\\s*)?\"([^\"]+)\"\\)")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(written::add);
            }
        }
        assertThat(written)
                .isNotEmpty()
                .allSatisfy(d -> assertThat(REPORT.markdown().lines())
                        .anyMatch(l -> l.startsWith(d.group(1) == null ? "| | the text of " : "| " + d.group(1) + " | ")
                                && l.endsWith(" | " + d.group(2) + " |")));
    }

    /** Also in comments, and in what the remotes cite, which the report does not read. */
    @Test
    void everyNumberInTheSpecificationIsOneOfTheRfc() throws IOException {
        var known = Requirement.all().stream().map(Requirement::number).toList();
        try (Stream<Path> files = Files.walk(Path.of("../spec/tcp"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Requirement.NUMBER
                                .matcher(Files.readString(file))
                                .results()
                                .map(MatchResult::group))
                        .as(file.toString())
                        .isSubsetOf(known);
            }
        }
    }

    // ------------------------------------------------------------ what the report refuses

    private static CoverageReport.Report reportOf(String machine, TestCredit... tests) {
        var sources = Map.of("root.sqt", "protocol ROOT\nmachine M {\n  state LISTEN initial\n" + machine + "\n}");
        return CoverageReport.of(
                SpecCompiler.compile("root.sqt", sources, new Options(Map.of()))
                        .protocol()
                        .orElseThrow(),
                List.of(tests));
    }

    private static String row(CoverageReport.Report report, String number) {
        return report.markdown()
                .lines()
                .filter(l -> l.startsWith("| " + number + " ("))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRequirementThatNothingNamesIsReported() {
        var report = reportOf("");

        assertThat(report.problems())
                .anyMatch(p -> p.startsWith("MUST-13 ") && p.endsWith("nothing says why not"))
                .anyMatch(p -> p.contains("no rule for SEGMENT in LISTEN"));
    }

    /** The same section is not enough. */
    @Test
    void onlyItsNumberCreditsARule() {
        var report = reportOf("""
                event GO()
                on GO in LISTEN @rfc(9293, "3.8.4", MUST-25) { done }
                invariant silent : in LISTEN @rfc(9293, "3.8.4")
                invariant bounded : in LISTEN @rfc(9293, "3.8.4", MUST-25)
                timer T @rfc(9293, "3.8.4")
                on timeout T in LISTEN { start T after 1 s }
                """);

        assertThat(row(report, "MUST-25"))
                .contains("on GO in LISTEN", "bounded")
                .doesNotContain("silent", "timer T");
        assertThat(row(report, "MUST-24")).doesNotContain("LISTEN", "silent", "bounded");
        assertThat(report.problems()).anyMatch(p -> p.startsWith("MUST-24 "));
    }

    /** What is demanded and done by nobody is not met; a test may show what the stack does beside the machine. */
    @Test
    void aPropertyAloneMeetsNothingATestDoes() {
        var report = reportOf(
                "  invariant i : in LISTEN @rfc(9293, \"3.1\", MUST-2)",
                new TestCredit("MUST-3", "HeaderTest.theChecksumIsSeen"));

        assertThat(report.problems())
                .anyMatch(p -> p.startsWith("MUST-2 ") && p.endsWith("a property names it, but no rule does"));
        assertThat(report.problems()).noneMatch(p -> p.startsWith("MUST-3 "));
        assertThat(row(report, "MUST-3")).contains("`HeaderTest.theChecksumIsSeen`");
    }

    @Test
    void aNumberThatTheRfcDoesNotHaveIsReported() {
        var report = reportOf("""
                event GO() @rfc(9293, "3.6", MUST-123, deviates(SHLD-99, "as others do"))
                on GO in LISTEN @rfc(6298, "5", MUST-18) { done }
                """, new TestCredit("MAY-77", "HeaderTest.x"));

        assertThat(report.problems())
                .contains(
                        "root.sqt: event GO cites MUST-123, which RFC 9293 does not have",
                        "root.sqt: event GO cites SHLD-99, which RFC 9293 does not have",
                        "root.sqt: on GO in LISTEN cites a requirement of RFC 6298, which numbers none",
                        "HeaderTest.x is tagged MAY-77, which RFC 9293 does not have");
    }

    @Test
    void whatIsSaidNotToBeDoneIsNamedByNobody() {
        var report = reportOf("", new TestCredit("MUST-51", "IpTest.routes"));

        assertThat(report.problems()).contains("MUST-51 is said to be not done, but is named by IpTest.routes");
    }

    /** Whatever can carry a citation can carry a deviation, and none of them is passed over. */
    @Test
    void aDeviationIsListedWhereverItStands() {
        String source = """
                protocol ROOT
                param P : u8 = 1 @rfc(9293, "3", deviates(MUST-1, "param"))
                extern function e() : u8 @rfc(9293, "3", deviates(MUST-2, "extern"))
                message SEGMENT as SEG @rfc(9293, "3", deviates(MUST-3, "message")) {
                  OFFSET : 8 bits length of header in 4 bytes
                  options { end kind 0  padding kind 1  MSS kind 2 : u16 @rfc(9293, "3", deviates(MUST-4, "option")) }
                }
                machine M {
                  state LISTEN initial
                  var v : u8 @rfc(9293, "3", deviates(MUST-5, "var"))
                  table t[2] { A : u8 } @rfc(9293, "3", deviates(MUST-6, "table"))
                  timer T @rfc(9293, "3", deviates(MUST-7, "timer"))
                  signal s @rfc(9293, "3", deviates(MUST-8, "signal"))
                  outcome ok "ok" @rfc(9293, "3", deviates(MUST-9, "outcome"))
                  effect f(n : u8) @rfc(9293, "3", deviates(MUST-10, "effect"))
                  call C() @rfc(9293, "3", deviates(MUST-11, "call"))
                  event E() @rfc(9293, "3", deviates(MUST-12, "event"))
                  receives SEGMENT
                  function g() : u8 = e() + P @rfc(9293, "3", deviates(MUST-13, "function"))
                  procedure p() @rfc(9293, "3", deviates(MUST-14, "procedure")) { f(g()) ; signal s ; v := 1 ; clear t }
                  before sending SEGMENT @rfc(9293, "3", deviates(MUST-15, "sending")) { v := 2 }
                  on C in LISTEN @rfc(9293, "3", deviates(MUST-16, "handler")) { p() ; start T after 1 s ; send SEGMENT ; return ok }
                  on SEGMENT arrives in LISTEN { step first "first" @rfc(9293, "3", deviates(MUST-17, "step")) { drop } }
                  ignore E, timeout T in LISTEN @rfc(9293, "3", deviates(MUST-18, "ignored"))
                }
                """;
        var compilation = SpecCompiler.compile("root.sqt", Map.of("root.sqt", source), new Options(Map.of()));
        assertThat(compilation.protocol())
                .as(compilation.diagnostics().toString())
                .isPresent();
        String markdown = CoverageReport.of(compilation.protocol().orElseThrow(), List.of())
                .markdown();

        for (String reason :
                "param extern message option var table timer signal outcome effect call event function procedure sending handler step ignored"
                        .split(" ")) {
            assertThat(markdown.lines()).as(reason).anyMatch(l -> l.endsWith(" | " + reason + " |"));
        }
    }

    /** What the remotes of the scenarios obey is not thereby obeyed by the protocol. */
    @Test
    void aRemoteMeetsNoRequirement() {
        var sources = Map.of(
                "root.sqt",
                "protocol ROOT\nimport \"remote.sqt\"\nmachine M { state S initial }",
                "remote.sqt",
                "foreign machine Remote {\n  state LISTEN initial\n  event GO()\n  on GO in LISTEN @rfc(9293, \"3.10.8\", MUST-13) { done }\n}");
        var protocol = SpecCompiler.compile("root.sqt", sources, new Options(Map.of()))
                .protocol()
                .orElseThrow();
        var report = CoverageReport.of(protocol, List.of());

        assertThat(report.problems()).anyMatch(p -> p.startsWith("MUST-13"));
        assertThat(report.markdown()).doesNotContain("remote.sqt");
    }

    // ------------------------------------------------------------ what tags count

    @Test
    void aTagCountsOnATestThatRunsAndNowhereElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("SomeTest.java"), """
                @Tag("MUST-1")
                class SomeTest {
                    @Test @Tag("MUST-2") @Tag("slow") void runs() {}
                    @net.jqwik.api.Property @net.jqwik.api.Tag("MUST-3") void holds() {}
                    @Test @Tags({@Tag("MUST-4"), @Tag("MUST-5")}) void both() {}
                    @Tag("MUST-6") void helper() {}
                    @Test @Disabled @Tag("MUST-7") void resting() {}
                    // @Test @Tag("MUST-8") void gone() {}
                }
                class Helper {
                    @Test @Tag("MUST-9") void neverRun() {}
                }
                """);
        var tests = TaggedTests.in(List.of(folder));

        assertThat(tests.credits())
                .containsExactly(
                        new TestCredit("MUST-2", "SomeTest.runs"),
                        new TestCredit("MUST-3", "SomeTest.holds"),
                        new TestCredit("MUST-4", "SomeTest.both"),
                        new TestCredit("MUST-5", "SomeTest.both"));
        assertThat(tests.problems()).hasSize(4).allMatch(p -> p.matches(".*MUST-[1679] .*"));
    }
}
