package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    }

    /** By the distribution, or the one that it is like; each column of the table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ID=debian                                | apt-get install maven | apt-get install iproute2 | apt-get install netcat-openbsd",
                "ID=mint;ID_LIKE='ubuntu debian'          | apt-get install maven | apt-get install iproute2 | apt-get install netcat-openbsd",
                "ID='rocky';ID_LIKE=\"rhel centos fedora\" | dnf install maven     | dnf install iproute      | dnf install nmap-ncat",
                "ID=alpine                                | apk add maven         | apk add iproute2         | apk add netcat-openbsd",
                "ID=plan9                                 | install it: install maven | install iproute2     | install netcat-openbsd"
            })
    void saysHowToInstallWhatIsMissing(String release, String maven, String ip, String nc, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("os-release"), release.replace(';', '\n'));
        String told = Sequent.run(Map.of("PATH", "/nowhere", "SEQUENT_OS_RELEASE", file.toString()), "doctor")
                .out();
        assertThat(told).contains("MISSING  Maven", maven + "\n", nc + "\n");
        if (!Files.exists(Path.of("/usr/sbin/ip")) && !Files.exists(Path.of("/sbin/ip"))) {
            assertThat(told).contains(ip + "\n");
        }
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
