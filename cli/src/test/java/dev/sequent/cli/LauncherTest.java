package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./sequent} in a checkout of empty modules, with a Maven and a JDK that only say that they were called. */
class LauncherTest {
    private static final List<String> MODULES =
            List.of("runtime", "spec", "codegen", "generated-stack", "model-checker", "proofs", "cli");

    @TempDir
    Path folder;

    private Path checkout;

    @BeforeEach
    void aCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.copy(Sequent.HOME.resolve("sequent"), checkout.resolve("sequent"));
        executable(checkout.resolve("sequent"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Path sources = Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
            Files.writeString(sources.resolve("A.java"), "class A {}");
        }
        script("bin/mvn", """
                echo build >>'%s'
                for module in %s; do mkdir -p $module/target; echo jar >$module/target/sequent-$module.jar; done
                echo '%s' >cli/target/libraries.classpath
                """.formatted(folder.resolve("builds"), String.join(" ", MODULES), Files.createFile(folder.resolve("library.jar"))));
        script("jdk/bin/java", "echo \"ran $*\"");
        script("jdk/bin/javac", "");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        executable(Files.writeString(file, "#!/bin/sh\n" + text));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int code, String output) {}

    private Ended launch(Path from, Map<String, String> environment, String... before) throws Exception {
        var command = new ArrayList<>(List.of(before));
        command.add(from.resolve("sequent").toString());
        command.add("check");
        Path output = Files.createTempFile(folder, "output", "");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it hangs: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private Ended launch() throws Exception {
        return launch(checkout, Map.of());
    }

    private int builds() throws IOException {
        Path log = folder.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsAnother() throws Exception {
        Ended first = launch();
        assertThat(first.output()).contains("first use").contains("ran ").endsWith("dev.sequent.cli.Main check\n");
        assertThat(first.code()).isZero();
        assertThat(launch().output()).startsWith("ran ");
        assertThat(builds()).isEqualTo(1);
        Files.writeString(checkout.resolve("cli/src/main/java/A.java"), "class A { }");
        assertThat(launch().output()).contains("sources changed", "ran ");
        assertThat(builds()).isEqualTo(2);
        Files.writeString(checkout.resolve("cli/src/main/java/A.java"), "class A {}");
        assertThat(launch().output()).as("as it was before").startsWith("ran ");
    }

    @Test
    void whenAFileWasWrittenDoesNotMatter() throws Exception {
        launch();
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(100_000)));
        assertThat(launch(checkout, Map.of("TZ", "Asia/Tokyo", "LC_ALL", "C")).output()).startsWith("ran ");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aCopyOfTheCheckoutFindsTheBuild() throws Exception {
        launch();
        Path copy = folder.resolve("copy");
        try (Stream<Path> files = Files.walk(checkout)) {
            for (Path file : files.filter(f -> !f.toString().contains("target")).toList()) {
                Files.copy(file, copy.resolve(checkout.relativize(file).toString()));
            }
        }
        assertThat(launch(copy, Map.of()).output()).startsWith("ran ").contains("-Dsequent.home=" + copy);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockWhoseHolderDiedHoldsNobody() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(checkout.resolve("target/sequent"));
        Files.writeString(checkout.resolve("target/sequent/lock"), dead.pid() + "\n");
        assertThat(launch().output()).contains("ran ");
        assertThat(checkout.resolve("target/sequent/lock")).doesNotExist();
    }

    /** Root may write everywhere, so this is seen as nobody. */
    @Test
    void anotherUserRunsWhatIsBuiltAndIsToldWhatHeCannotBuild() throws Exception {
        Assumptions.assumeTrue(
                dev.sequent.cli.doctor.Programs.run("setpriv", "--reuid", "65534", "--clear-groups", "true").succeeded(),
                "SKIPPED: this user cannot become another one (setpriv)");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        launch();
        String[] nobody = {"setpriv", "--reuid", "65534", "--clear-groups"};
        Map<String, String> his = Map.of("XDG_CACHE_HOME", folder.resolve("nowhere").toString());
        assertThat(launch(checkout, his, nobody).output()).startsWith("ran ");
        Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
        Ended refused = launch(checkout, his, nobody);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.output()).contains("cannot write to", "belongs to somebody else").doesNotContain("ran ");
    }
}
