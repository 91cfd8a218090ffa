package dev.sequent.codegen.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreBuildTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return CoreBuild.run(texts, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesSourcesAndTheVeryClassesThatTheCompilerGives() throws IOException {
        Path classes = folder.resolve("classes");
        assertThat(run(Fixtures.root("gbn"), folder.resolve("sources"), classes))
                .as(said())
                .isZero();
        assertThat(folder.resolve("sources/dev/sequent/generated/gbn/Sender.java"))
                .exists();
        Path sender = classes.resolve("dev/sequent/generated/gbn/Sender.class");
        assertThat(sender).hasBinaryContent(Fixtures.compiled("gbn").classes().get("dev.sequent.generated.gbn.Sender"));
        assertThat(classes.resolve("dev/sequent/generated/gbn/points.tsv")).isNotEmptyFile();
        assertThat(classes.resolve("dev/sequent/generated/gbn/lines.tsv")).isNotEmptyFile();

        var date = Files.getLastModifiedTime(sender);
        assertThat(run(Fixtures.root("gbn"), folder.resolve("sources"), classes))
                .isZero();
        assertThat(Files.getLastModifiedTime(sender)).isEqualTo(date);
    }

    @Test
    void showsTheMistakesOfASpecification() throws IOException {
        Path spec = Files.writeString(folder.resolve("bad.sqt"), """
                protocol BAD
                machine M {
                  state S initial
                  call GO()
                  on GO in S { X := 1 }
                }
                """);
        assertThat(run(spec, folder.resolve("sources"), folder.resolve("classes")))
                .isEqualTo(2);
        assertThat(said())
                .contains("error[")
                .contains("--> bad.sqt:5:16")
                .contains("X")
                .contains("1 error");
        assertThat(folder.resolve("classes")).doesNotExist();
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run("one")).isEqualTo(2);
        assertThat(said()).contains("usage:");
        assertThat(run(folder.resolve("none.sqt"), folder, folder)).isEqualTo(2);
        assertThat(said()).contains("no specification to read at").contains("none.sqt");
    }
}
