package dev.sequent.spec.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.spec.Options;
import dev.sequent.spec.SpecCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds {@code spec/COVERAGE.md} to the specification. {@code -Dsequent.golden=refresh} writes it anew. */
class CoverageTest {
    private static final Path TABLE = Path.of("COVERAGE.md");

    private static CoverageReport.Report report() {
        var compilation = SpecCompiler.compile(Path.of("tcp/tcp.sqt"), new Options(Map.of()));
        return CoverageReport.of(compilation.protocol().orElseThrow());
    }

    @Test
    void everyParagraphAndRequirementIsMetOrSaysWhyNot() {
        assertThat(report().problems()).isEmpty();
    }

    @Test
    void theTableIsThatOfTheSpecification() throws IOException {
        var expected = report().markdown();
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            Files.writeString(TABLE, expected);
        }
        assertThat(TABLE).as("write it anew with mvn -pl spec -am test -Dsequent.golden=refresh").hasContent(expected);
    }

    @Test
    void aRequirementThatLosesItsRuleIsReported() {
        var compilation = SpecCompiler.compile(
                "bare.sqt", Map.of("bare.sqt", "protocol BARE\nmachine M { state S initial }"), new Options(Map.of()));
        compilation.protocol().ifPresent(bare -> assertThat(CoverageReport.of(bare).problems())
                .anyMatch(p -> p.startsWith("MUST-13"))
                .anyMatch(p -> p.contains("no rule for SEGMENT in LISTEN")));
        assertThat(compilation.protocol()).isPresent();
    }

    /** What the remotes of the scenarios obey is not thereby obeyed by the protocol. */
    @Test
    void aRemoteMeetsNoRequirement() {
        var sources = Map.of(
                "root.sqt", "protocol ROOT\nimport \"properties/remote.sqt\"\nmachine M { state S initial }",
                "properties/remote.sqt",
                "machine Remote {\n  state LISTEN initial\n  event GO()\n  on GO in LISTEN @rfc(9293, \"3.10.8\", MUST-13) { done }\n}");
        var protocol = SpecCompiler.compile("root.sqt", sources, new Options(Map.of())).protocol().orElseThrow();

        assertThat(CoverageReport.of(protocol).problems()).anyMatch(p -> p.startsWith("MUST-13"));
        assertThat(CoverageReport.of(protocol).markdown()).doesNotContain("remote.sqt");
    }
}
