package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help texts, as approved; {@code -Dsequent.golden=refresh} rewrites them. */
class HelpTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/sequent/cli/help");
    private static final List<String> COMMANDS = List.of(
            "check",
            "mutants",
            "prove",
            "test",
            "replay",
            "packet",
            "oracle",
            "generate",
            "run",
            "ss",
            "demo",
            "doctor",
            "verify");

    @ParameterizedTest
    @ValueSource(strings = "")
    @FieldSource("COMMANDS")
    void helpIsAsApproved(String command) throws IOException {
        Sequent.Run run = command.isEmpty() ? Sequent.run("--help") : Sequent.run(command, "--help");
        assertThat(run.code()).isZero();
        Path golden = GOLDEN.resolve((command.isEmpty() ? "sequent" : command) + ".txt");
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, run.out());
        }
        assertThat(run.out())
                .as("%s; -Dsequent.golden=refresh takes the new text over", golden)
                .isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void helpTellsWhatANewcomerNeeds(String command) {
        String help = Sequent.run(command, "--help").out();
        assertThat(help)
                .contains("Usage: sequent " + command, "Exit codes:", "Examples:")
                .doesNotContain("null", "\u001b");
        assertThat(help.lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
    }

    @Test
    void helpWithoutArguments() {
        assertThat(Sequent.run().out()).isEqualTo(Sequent.run("--help").out());
        assertThat(Sequent.run("help", "check").out())
                .isEqualTo(Sequent.run("check", "--help").out());
    }

    @Test
    void version() {
        assertThat(Sequent.run("--version").out()).matches("(?s)sequent \\d+\\.\\d+.* \\(Java .*\\)\n");
    }

    /** Every sub-command is in the help of the whole, but for what is no one's business. */
    @Test
    void theWholeNamesItsParts() {
        assertThat(Sequent.run("--help").out())
                .contains(List.of(
                        "  check ",
                        "  mutants ",
                        "  prove ",
                        "  test ",
                        "  replay ",
                        "  packet ",
                        "  generate ",
                        "  run ",
                        "  ss ",
                        "  demo ",
                        "  doctor "))
                .doesNotContain("demo-inside");
    }

    /** What the README shows of the specification stands there. */
    @Test
    void theReadmeQuotesTheSpecification() throws IOException {
        String rule = Files.readString(Sequent.HOME.resolve("spec/tcp/segment-arrives.sqt"));
        String readme = Files.readString(Sequent.HOME.resolve("README.md"));
        List<String> quoted = readme.lines()
                .dropWhile(line -> !line.contains("on SEGMENT arrives"))
                .takeWhile(line -> !line.strip().equals("..."))
                .map(line -> line.substring(2))
                .toList();
        assertThat(quoted).hasSizeGreaterThan(10);
        assertThat(rule).contains(String.join("\n", quoted));
    }
}
