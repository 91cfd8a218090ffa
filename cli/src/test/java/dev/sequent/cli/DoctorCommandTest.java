package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code sequent doctor}; what it finds depends on the machine, how it tells does not. */
class DoctorCommandTest {

    @Test
    void everyFindingHasAPlaceAndEveryLackAnAdvice() {
        Run run = Sequent.run("doctor", "--json");
        Map<String, Object> json = Json.object(run.out());
        List<?> findings = (List<?>) json.get("findings");
        assertThat(findings).hasSizeGreaterThan(10).allSatisfy(f -> {
            Map<?, ?> finding = (Map<?, ?>) f;
            assertThat(finding.get("seen").toString()).isNotEmpty();
            assertThat(finding.get("advice").toString().isEmpty()).isEqualTo("ok".equals(finding.get("status")));
        });
        boolean missing = findings.stream().anyMatch(f -> "missing".equals(((Map<?, ?>) f).get("status")));
        assertThat(run.code()).isEqualTo(missing ? 3 : 0);
        assertThat(status(findings, "JDK 25")).isEqualTo("ok");
        assertThat(status(findings, "java.lang.foreign")).isEqualTo("ok");
    }

    @Test
    void nothingOnThePath() {
        Run run = Sequent.run(Map.of("PATH", "/nowhere"), "doctor", "--json");
        assertThat(run.code()).isEqualTo(3);
        List<?> findings = (List<?>) Json.object(run.out()).get("findings");
        assertThat(status(findings, "Maven")).isEqualTo("missing");
        assertThat(status(findings, "curl")).isEqualTo("absent");
        assertThat(Sequent.run(Map.of("PATH", "/nowhere"), "doctor").out())
                .contains("MISSING", "Maven", "apt-get install maven", "missing.");
    }

    private static Object status(List<?> findings, String subject) {
        return findings.stream()
                .map(f -> (Map<?, ?>) f)
                .filter(f -> f.get("subject").equals(subject))
                .findFirst()
                .orElseThrow()
                .get("status");
    }
}
