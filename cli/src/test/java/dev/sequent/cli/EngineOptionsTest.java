package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.jpf.EnginesDisagree;
import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sequent check --engine jpf} where there is no Java PathFinder that would do: one line, exit code 3, no
 * verdict.
 */
class EngineOptionsTest {
    @TempDir
    Path folder;

    private static void assertRefused(Run run, String... said) {
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).contains(said);
        assertThat(run.out()).doesNotContain("holds", "hold ");
    }

    private static Run check(String home, String... more) {
        var args = new ArrayList<>(
                List.of("check", Sequent.HOME.resolve("spec/abp").toString(), "--engine", "jpf"));
        args.addAll(List.of(more));
        return Sequent.run(Map.of("JPF_HOME", home), args.toArray(String[]::new));
    }

    /** Looks like one, and holds next to nothing. @param classFile the major version of its class files */
    private Path home(int classFile) throws IOException {
        Files.createDirectories(folder.resolve("build"));
        Files.writeString(folder.resolve("jpf.properties"), "");
        for (String name : List.of("jpf.jar", "jpf-classes.jar", "RunJPF.jar")) {
            try (var zip = new ZipOutputStream(
                    Files.newOutputStream(folder.resolve("build").resolve(name)))) {
                zip.putNextEntry(new ZipEntry("gov/nasa/jpf/JPF.class"));
                zip.write(new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) classFile});
            }
        }
        return folder;
    }

    @Test
    void noHome() {
        assertRefused(check(""), "JPF_HOME is empty");
        assertRefused(check("/nowhere"), "JPF_HOME names /nowhere", "no such folder");
    }

    @Test
    void mutantsToo() {
        assertRefused(
                Sequent.run(
                        Map.of("JPF_HOME", "/nowhere"),
                        "mutants",
                        Sequent.HOME.resolve("spec/abp").toString(),
                        "--engine",
                        "jpf"),
                "JPF_HOME names /nowhere",
                "no such folder");
    }

    /** What is wrong is said, where it shows, and the way there; the stack of calls would say nothing. */
    @Test
    void enginesThatDisagree() throws Exception {
        var err = new StringWriter();
        var console = Sequent.console(Map.of(), Writer.nullWriter(), err);
        int code = Main.commandLine(console, false)
                .getExecutionExceptionHandler()
                .handleExecutionException(new EnginesDisagree("here is the state"), null, null);
        assertThat(code).isEqualTo(70);
        assertThat(err.toString().lines()).hasSize(2).last().asString().contains("here is the state");
    }

    @Test
    void somethingElse() {
        assertRefused(
                check("", "--jpf-home", folder.toString()), "--jpf-home names " + folder, "it has no jpf.properties");
    }

    @Test
    void builtForAnotherJava() throws IOException {
        assertRefused(check(home(55).toString()), "built for Java 11", "JDK 17");
    }

    @Test
    void anotherJava() throws IOException {
        String java = System.getProperty("java.home");
        assertRefused(check(home(61).toString(), "--jpf-java", java), "--jpf-java " + java + " is Java ", "JDK 17");
    }

    /** Found out when the first scenario is about to be checked. */
    @Test
    void oneThatLacksWhatThereMustBe() throws IOException {
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        assertRefused(
                check(home(61).toString(), "--jpf-java", folder.resolve("java").toString()), "JPF in " + folder);
    }

    @Test
    void optionsThatGoWithIt() {
        Run run = Sequent.run("check", Sequent.HOME.resolve("spec/abp").toString(), "--jpf-home", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--jpf-home and --jpf-java go with --engine jpf");
        assertThat(Sequent.run("check", "--engine", "spin").code()).isEqualTo(2);
    }

    @Test
    void theDoctorSaysWhatIsWrong() throws IOException {
        Run run = Sequent.run(Map.of("JPF_HOME", home(55).toString()), "doctor", "--json");
        List<?> findings = (List<?>) Json.object(run.out()).get("findings");
        assertThat(findings).anySatisfy(f -> {
            Map<?, ?> finding = (Map<?, ?>) f;
            assertThat(finding.get("subject")).isEqualTo("Java PathFinder");
            assertThat(finding.get("status")).isEqualTo("absent");
            assertThat(finding.get("seen").toString()).contains("built for Java 11");
        });
    }
}
