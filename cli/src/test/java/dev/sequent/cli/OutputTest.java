package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result that nobody gets is not "it holds": the exit code says that something printed could not be written. */
class OutputTest {
    /** A disk without room, or a pipe without a reader. */
    private static final class Refusing extends Writer {
        private final String why;

        Refusing(String why) {
            this.why = why;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException(why);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Sequent.Run run(String why, String line) {
        var err = new StringWriter();
        int code = Main.run(line.split(" "), Sequent.console(Map.of(), new Refusing(why), err));
        return new Sequent.Run(code, "", err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check refused",
                "check refused --json",
                "check --list",
                "check --list --json",
                "mutants --list",
                "mutants --list --json",
                "mutants ../spec/abp/abp.sqt --draw 1 --try --judges simulation --walks 1",
                "mutants ../spec/abp/abp.sqt --draw 1 --try --judges simulation --walks 1 --json",
                "prove ../spec/abp/abp.sqt",
                "prove ../spec/abp/abp.sqt --json",
                "packet --dry-run ../spec/tcp/scripts",
                "packet --json ../spec/tcp/scripts",
                "packet --branches ../spec/tcp/scripts/3.10.1-open",
                "test --list",
                "test range-sets --tries 10",
                "ss --json",
                "doctor",
                "doctor --json",
                "demo --in-process --bytes 1000",
                "--help",
                "--version",
                "check --help",
                "help check",
                "verify --help"
            })
    void aFullDiskIsSaidAndIsNoSuccess(String line) {
        Sequent.Run run = run("No space left on device", line);
        assertThat(run.err())
                .endsWith("sequent: cannot write the output: No space left on device\n")
                .doesNotContain("\tat ");
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void whatGenerateWroteIsNotUnsaidEither(@TempDir Path folder) {
        for (String json : new String[] {"", " --json"}) {
            Sequent.Run run = run("No space left on device", "generate -o " + folder + json);
            assertThat(run.err()).isEqualTo("sequent: cannot write the output: No space left on device\n");
            assertThat(run.code()).isEqualTo(3);
        }
    }

    /** As filters do: {@code sequent check --list | head}. */
    @ParameterizedTest
    @ValueSource(strings = {"check --list", "check refused", "doctor --json", "--help"})
    void aReaderThatIsGoneIsToldNothing(String line) {
        Sequent.Run run = run("Broken pipe", line);
        assertThat(run.code()).isEqualTo(141);
        assertThat(run.err()).isEmpty();
    }

    /** The code says more than that nobody heard of it. */
    @Test
    void anErrorKeepsItsCode() {
        Sequent.Run run = run("No space left on device", "check no-such-scenario --json");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("has no scenario no-such-scenario");
    }

    @Test
    void aNarrowPageFoldsTheFigure(@TempDir Path folder) throws IOException {
        String root = EditedSpecificationTest.withTwoWayHandshake(folder).toString();
        String wide = Sequent.run("check", root, "handshake").out();
        String narrow =
                Sequent.run(Map.of("COLUMNS", "80"), "check", root, "handshake").out();
        assertThat(wide.lines().filter(OutputTest::isOfTheFigure))
                .anySatisfy(line -> assertThat(line.length()).isGreaterThan(80));
        assertThat(narrow.lines().filter(OutputTest::isOfTheFigure))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
        assertThat(Sequent.run(Map.of("COLUMNS", "80"), "check", "--help").out().lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
    }

    private static boolean isOfTheFigure(String line) {
        return line.contains("<SEQ=");
    }
}
