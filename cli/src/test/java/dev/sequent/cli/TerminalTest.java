package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others wrote reaches a terminal as text only. */
class TerminalTest {
    private static final String CLEAR = "\u001b[2J\u009b1A\r\u202e";
    private static final String SHOWN = "\\u001b[2J\\u009b1A\\u000d\\u202e";

    @TempDir
    Path folder;

    @Test
    void coloursPassAndNothingElse() {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = Sequent.console(Map.of(), out, err);
        var paint = new Paint(true);
        console.print(paint.bad("a" + CLEAR) + "\tb\n");
        console.println(paint.good("c") + "\u001b[8md");
        console.say(CLEAR);
        console.complain("é → 🙂" + CLEAR);
        assertThat(out)
                .hasToString(
                        paint.bad("a" + SHOWN) + "\tb\n" + paint.good("c") + "\\u001b[8md" + System.lineSeparator());
        assertThat(err).hasToString("sequent: " + SHOWN + System.lineSeparator() + "é → 🙂" + SHOWN);
    }

    /** A diagnostic shows the line that it is about, and that line may be anybody's. */
    @Test
    void linesOfASpecification() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Files.writeString(
                root,
                "// " + CLEAR + "\nprotocol ABP \"" + CLEAR + "\" nonsense " + CLEAR + "\n",
                java.nio.file.StandardOpenOption.APPEND);
        Run run = Sequent.run("check", root.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("\\u001b[2J").doesNotContain("\u001b", "\u009b", "\u202e");
    }

    @Test
    void aTrace() throws IOException {
        Path file = Files.writeString(
                folder.resolve("trace.json"),
                "{\"format\": \"" + CLEAR.replace("\u001b", "\\u001b").replace("\r", "\\r") + "\"}");
        Run run = Sequent.run("replay", file.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\u001b", "\u009b", "\u202e");
    }
}
