package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java JPF is run on. */
class JavaHomeTest {
    @TempDir
    Path folder;

    private JpfRequest request(Map<String, String> environment) {
        return FakeJpf.request(folder, environment);
    }

    @Test
    void theOneThatIsToldMustFit() throws IOException {
        Path seventeen = FakeJpf.java(folder.resolve("a"), "17.0.13", "");
        Path other = FakeJpf.java(folder.resolve("b"), "170.1", "");
        assertThat(JavaHome.find(request(Map.of()).withJava(seventeen))).isEqualTo(new JavaHome(seventeen, "17.0.13"));
        assertThat(JavaHome.find(request(Map.of()).withJava(seventeen.resolve("bin/java")))
                        .folder())
                .isEqualTo(seventeen.toRealPath());
        assertThatThrownBy(() -> JavaHome.find(request(Map.of()).withJava(other)))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll("--jpf-java " + other, "is Java 170.1", "JDK 17");
        assertThatThrownBy(() -> JavaHome.find(request(Map.of()).withJava(folder)))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContaining("is no JDK");
    }

    @Test
    void elseOneIsLookedFor() throws IOException {
        Path place = Files.createDirectories(folder.resolve("places"));
        FakeJpf.java(place.resolve("jdk-11"), "11.0.2", "");
        FakeJpf.java(place.resolve("jdk-25"), "25", "");
        Path found = FakeJpf.java(place.resolve("jdk-x/Contents/Home"), "17", "");
        assertThat(JavaHome.find(request(Map.of())).folder()).isEqualTo(found);
        Path preferred = FakeJpf.java(folder.resolve("mine"), "17.0.9", "");
        assertThat(JavaHome.find(request(Map.of("JAVA_HOME", preferred.toString())))
                        .folder())
                .isEqualTo(preferred);
        Path onPath = FakeJpf.java(folder.resolve("path"), "17.0.8", "");
        String path = folder.resolve("none") + File.pathSeparator + onPath.resolve("bin");
        assertThat(JavaHome.find(request(
                                Map.of("JAVA_HOME", place.resolve("jdk-25").toString(), "PATH", path)))
                        .folder())
                .isEqualTo(onPath.toRealPath());
    }

    @Test
    void thereIsNone() throws IOException {
        FakeJpf.java(folder.resolve("places/jdk-21"), "21.0.1", "");
        assertThatThrownBy(() -> JavaHome.find(request(Map.of())))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll("no JDK 17", "--jpf-java")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }
}
