package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code demo/hostile.sh}, each of its lines a test, with the launcher and the command as they are. Only Maven is
 * replaced, by a script that hands over what this very build has compiled.
 */
@Tag("deep")
class HostileShellTest {
    private static final int MINUTES = 10;

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> whatIsHostile() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "SKIPPED: no bash");
        Files.setPosixFilePermissions(
                folder, PosixFilePermissions.fromString("rwxr-xr-x")); // another user is to read it
        Path checkout = checkout();
        aMavenThatHandsOver(compiled());
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(Sequent.HOME.resolve("demo/hostile.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("SEQUENT", checkout.resolve("sequent").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        System.out.println(said);
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("comes to its end", () -> {
                    assertThat(ended)
                            .as("within " + MINUTES + " minutes: " + said)
                            .isTrue();
                    assertThat(said.lines()
                                    .filter(line -> line.startsWith("ok "))
                                    .count())
                            .as(said)
                            .isGreaterThan(10);
                    assertThat(said).containsPattern("\n(all right.*|\\d+ wrong)\n$");
                })),
                said.lines()
                        .filter(line -> line.matches("(ok|WRONG|SKIPPED) .*"))
                        .map(line -> DynamicTest.dynamicTest(line, () -> {
                            Assumptions.assumeFalse(line.startsWith("SKIPPED"), line);
                            assertThat(line).as(said).startsWith("ok ");
                        })));
    }

    /** What git has of it, as far as the launcher and the command look at it. */
    private static Path checkout() throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        try (Stream<Path> all = Files.walk(Sequent.HOME)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path name = Sequent.HOME.relativize(file);
                if (name.toString()
                        .matches("sequent|pom\\.xml|[^/.]+/pom\\.xml|spec/[^/]+/.*\\.(sqt|patch)|[^/.]+/src/main/.*")) {
                    Files.createDirectories(checkout.resolve(name).getParent());
                    Files.copy(file, checkout.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return checkout;
    }

    /** The class path of this test, as jars. @return their folder */
    private static Path compiled() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && path.endsWith("target/classes")) {
                Path to = jars.resolve("sequent-" + path.getParent().getParent().getFileName() + ".jar");
                assertThat(jar.run(
                                new PrintWriter(System.out),
                                new PrintWriter(System.err),
                                "--create",
                                "--no-compress",
                                "--file",
                                to.toString(),
                                "-C",
                                entry,
                                "."))
                        .isZero();
            } else if (Files.isRegularFile(path)) {
                Files.copy(path, jars.resolve(path.getFileName()));
            }
        }
        return jars;
    }

    private static void aMavenThatHandsOver(Path jars) throws IOException {
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(
                maven,
                "#!/bin/sh\nmkdir -p cli/target/app && cp '" + jars
                        + "'/*.jar cli/target/app/ && mv cli/target/app/sequent-cli.jar cli/target/\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
