package dev.sequent.packet.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencesTest {
    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void aScript() throws IOException {
        script =
                Files.createFile(Files.createDirectories(folder.resolve("part")).resolve("one.pkt"));
        Files.createFile(folder.resolve("part/two.pkt"));
    }

    private Differences read(String page) throws IOException {
        Files.writeString(folder.resolve(Differences.FILE), page);
        return Differences.about(List.of(script));
    }

    @Test
    void headingsAreClassesAndItemsAreScripts() throws IOException {
        Differences differences = read("""
                # What differs

                ## First

                Why.

                - `part/one.pkt`: with a remark

                ## Second
                - `part/two.pkt`
                """);
        assertThat(differences.of(script.toString())).contains("First");
        assertThat(differences.of(folder.resolve("part/../part/two.pkt").toString()))
                .contains("Second");
        assertThat(differences.of(folder.resolve("part/three.pkt").toString())).isEmpty();
    }

    @Test
    void withoutAPageThereAreNone() throws IOException {
        assertThat(Differences.about(List.of(script)).of(script.toString())).isEmpty();
    }

    @Test
    void mistakesAreToldWithTheirLine() {
        assertThatThrownBy(() -> read("## A\n- `part/none.pkt`\n"))
                .hasMessage(folder.resolve(Differences.FILE) + ":2: there is no script part/none.pkt");
        assertThatThrownBy(() -> read("## A\n- `part/one.pkt`\n## B\n- `part/one.pkt`\n"))
                .hasMessageEndingWith(":4: part/one.pkt is listed twice");
        assertThatThrownBy(() -> read("- `part/one.pkt`\n"))
                .hasMessageEndingWith(":1: a script before the first heading: '## What is different'");
    }
}
