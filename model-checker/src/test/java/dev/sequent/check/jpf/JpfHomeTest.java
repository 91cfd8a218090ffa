package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JPF is meant, and what is refused. None is needed for that. */
class JpfHomeTest {
    @TempDir
    Path folder;

    private JpfRequest request(Map<String, String> environment) {
        return FakeJpf.request(folder, environment);
    }

    private static void assertOneLine(String message) {
        assertThat(message.lines()).hasSize(1);
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFileOfSites() throws IOException {
        Path told = FakeJpf.home(folder.resolve("told"), 61, "1111111");
        Path variable = FakeJpf.home(folder.resolve("variable"), 61, "2222222");
        Path site = FakeJpf.home(folder.resolve("site"), 61, "3333333");
        FakeJpf.sites(folder, "jpf-core = ${user.home}/site");
        assertThat(JpfHome.find(request(Map.of())))
                .isEqualTo(new JpfHome(site, "jpf-core in " + folder.resolve(".jpf/site.properties"), "3333333"));
        JpfRequest environment = request(Map.of("JPF_HOME", variable.toString()));
        assertThat(JpfHome.find(environment)).isEqualTo(new JpfHome(variable, "JPF_HOME", "2222222"));
        assertThat(JpfHome.find(environment.withHome(told))).isEqualTo(new JpfHome(told, "--jpf-home", "1111111"));
    }

    @Test
    void sitesMayReferToOneAnother() throws IOException {
        Path site = FakeJpf.home(folder.resolve("a/b"), 61, "");
        FakeJpf.sites(folder, "root = ${user.home}/a\njpf-core = ${root}/b\nextensions = ${jpf-core}");
        assertThat(JpfHome.find(request(Map.of())).folder()).isEqualTo(site);
    }

    @Test
    void nothingIsNamed() {
        assertThatThrownBy(() -> JpfHome.find(request(Map.of())))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll(
                        "--jpf-home", "JPF_HOME", "site.properties", "model checker", "https://", "JPF.md")
                .satisfies(e -> assertOneLine(e.getMessage()));
    }

    @Test
    void aVariableThatIsEmptyIsNotPassedOver() throws IOException {
        FakeJpf.sites(folder, "jpf-core = " + FakeJpf.home(folder.resolve("site"), 61, ""));
        assertThatThrownBy(() -> JpfHome.find(request(Map.of("JPF_HOME", " "))))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContaining("JPF_HOME is empty")
                .satisfies(e -> assertOneLine(e.getMessage()));
    }

    @Test
    void anEmptyEntryOfTheFileOfSites() throws IOException {
        FakeJpf.sites(folder, "jpf-core =");
        assertThatThrownBy(() -> JpfHome.find(request(Map.of())))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll("site.properties", "is empty");
    }

    @Test
    void aFolderThatIsNotThere() {
        assertThatThrownBy(() -> JpfHome.find(
                        request(Map.of("JPF_HOME", folder.resolve("nowhere").toString()))))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll("JPF_HOME names " + folder.resolve("nowhere"), "no such folder");
    }

    @Test
    void aFolderWithSomethingElse() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "nothing here");
        assertThatThrownBy(() -> JpfHome.find(request(Map.of("JPF_HOME", folder.toString()))))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll("is not a built JPF", "it has no jpf.properties")
                .satisfies(e -> assertOneLine(e.getMessage()));
    }

    @Test
    void sourcesThatWereNotBuilt() throws IOException {
        Files.writeString(folder.resolve("jpf.properties"), "");
        assertThatThrownBy(() -> JpfHome.find(request(Map.of("JPF_HOME", folder.toString()))))
                .hasMessageContaining("it has no build/jpf.jar");
    }

    /** There are other programs of that name. */
    @Test
    void anotherArchiveOfThatName() throws IOException {
        Path home = FakeJpf.home(folder.resolve("other"), 61, "");
        FakeJpf.archive(home.resolve("build/jpf.jar"), Map.of("org/java/plugin/Plugin.class", new byte[8]));
        assertThatThrownBy(() -> JpfHome.find(request(Map.of("JPF_HOME", home.toString()))))
                .hasMessageContaining("does not hold gov.nasa.jpf.JPF");
    }

    @Test
    void anArchiveThatIsNone() throws IOException {
        Path home = FakeJpf.home(folder.resolve("broken"), 61, "");
        Files.writeString(home.resolve("build/jpf.jar"), "not a zip");
        assertThatThrownBy(() -> JpfHome.find(request(Map.of("JPF_HOME", home.toString()))))
                .hasMessageContaining("build/jpf.jar cannot be read");
    }

    @Test
    void builtForAnotherJava() throws IOException {
        Path home = FakeJpf.home(folder.resolve("eleven"), 55, "");
        assertThatThrownBy(() -> JpfHome.find(request(Map.of("JPF_HOME", home.toString()))))
                .isInstanceOf(JpfUnusable.class)
                .hasMessageContainingAll("built for Java 11", "JDK 17", "JPF.md")
                .satisfies(e -> assertOneLine(e.getMessage()));
    }

    @Test
    void aFullDigestIsShortened() throws IOException {
        Path home = FakeJpf.home(folder.resolve("long"), 61, "32310420123456789abcdef0123456789abcdef0");
        assertThat(JpfHome.find(request(Map.of("JPF_HOME", home.toString()))).revision())
                .isEqualTo("3231042");
    }
}
