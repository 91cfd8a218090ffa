package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sequent.cli.OutputFile.Kind;
import dev.sequent.cli.Sequent.Run;
import dev.sequent.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a command is told to write: what is not sequent's stays, and what cannot be written is known before. */
class OutputFileTest {
    private static final String MINE = "# Mine\n\nNot to be lost.\n";

    @TempDir
    Path folder;

    private static int code(ThrowingCallable what) {
        var code = new int[1];
        assertThatThrownBy(what).isInstanceOfSatisfying(CommandFailure.class, failure -> code[0] = failure.exitCode());
        return code[0];
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatSomebodyElseHasWrittenStays(Kind kind) throws IOException {
        Path file = Files.writeString(folder.resolve("README.md"), MINE);
        assertThat(code(() -> OutputFile.check("--out", file, kind))).isEqualTo(2);
        assertThat(code(() -> OutputFile.write("--out", file, kind, "new"))).isEqualTo(2);
        assertThatThrownBy(() -> OutputFile.check("--out", file, kind))
                .hasMessageContaining("--out: " + file + " exists, and is no ")
                .hasMessageContaining("name another file, or remove this one");
        assertThat(file).hasContent(MINE);
    }

    @Test
    void whatSequentHasWrittenAndWhatIsEmptyIsReplaced() throws IOException {
        Path file = Files.createFile(folder.resolve("a.dot"));
        OutputFile.write("--dot", file, Kind.DRAWING, Kind.DRAWING.firstLine() + "one");
        OutputFile.write("--dot", file, Kind.DRAWING, Kind.DRAWING.firstLine() + "two");
        assertThat(file).hasContent(Kind.DRAWING.firstLine() + "two");
    }

    @Test
    void aLookLeavesNothing() {
        Path file = folder.resolve("made").resolve("a.pkt");
        OutputFile.check("--script", file, Kind.SCRIPT);
        OutputFile.checkFolder("--trace-dir", folder.resolve("out"));
        assertThat(folder).isEmptyDirectory();
        OutputFile.write("--script", file, Kind.SCRIPT, "text");
        assertThat(file).hasContent("text");
    }

    /** Each place with its path once, and what is the matter with it. */
    @Test
    void whatCannotBeWrittenIsFoundOutBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(code(() -> OutputFile.check("--dot", folder.resolve("no/a.dot"), Kind.DRAWING)))
                .isEqualTo(3);
        assertThatThrownBy(() -> OutputFile.check("--script", file.resolve("a.pkt"), Kind.SCRIPT))
                .hasMessage("--script: cannot write " + file + "/a.pkt: " + file + " is no folder");
        assertThatThrownBy(() -> OutputFile.checkFolder("--trace-dir", file.resolve("out")))
                .hasMessage("--trace-dir: cannot write " + file + "/out: " + file + " is no folder");
        assertThat(code(() -> OutputFile.check("--dot", folder, Kind.DRAWING))).isEqualTo(2);
    }

    @Test
    void nothingCanBeMadeInProc() {
        assumeThat(Path.of("/proc/self")).exists();
        assertThatThrownBy(() -> OutputFile.check("--dot", Path.of("/proc/x.dot"), Kind.DRAWING))
                .hasMessageStartingWith("--dot: cannot write /proc/x.dot: no file can be made in the folder /proc");
    }

    @Test
    void aDeviceHasNothingToLose() {
        assumeThat(Path.of("/dev/null")).exists();
        assertThatCode(() -> OutputFile.write("--dot", Path.of("/dev/null"), Kind.DRAWING, "text"))
                .doesNotThrowAnyException();
    }

    /** With each command and before it does anything: none gets as far as to print a digest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "test delivery --tries 1 --script",
                "packet --dry-run SCRIPT --report",
                "oracle --exchanges 1 --report",
                "run --tap sq0 --address 192.0.2.2/24 --app echo:7 --pcap"
            })
    void commandsLeaveOtherPeoplesFiles(String line) throws IOException {
        Path script = Files.writeString(folder.resolve("a.pkt"), "0 < . 1:1(0) ack 1 win 1\n");
        Path mine = Files.writeString(folder.resolve("README.md"), MINE);
        Run run = Sequent.run(
                (line + " " + mine).replace("SCRIPT", script.toString()).split(" "));
        assertThat(run.err()).contains(mine + " exists, and is no ");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
        assertThat(mine).hasContent(MINE);
    }

    @Test
    void aDrawingOfACheckLeavesThem() throws IOException {
        Path mine = Files.writeString(folder.resolve("README.md"), MINE);
        String spec = Sequent.HOME.resolve("spec/abp/abp.sqt").toString();
        Run run = Sequent.run("check", spec, "three-messages", "--dot", mine.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(mine).hasContent(MINE);
    }

    @Test
    void aTraceFolderThatCannotBeIsFoundOutBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), MINE);
        Run run = Sequent.run("check", "handshake", "--trace-dir", file.toString());
        assertThat(run.err()).contains("--trace-dir: cannot write " + file);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(3);
    }
}
