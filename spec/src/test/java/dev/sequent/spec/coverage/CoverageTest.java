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
}
