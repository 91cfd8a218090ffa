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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher {@code ./sequent} in a checkout of empty modules, with a Maven and a JDK that only say that they were
 * called.
 */
class LauncherTest {
    private static final List<String> MODULES = List.of(
            "runtime",
            "spec",
            "language",
            "codegen",
            "wire",
            "view",
            "generated-stack",
            "packet-scripts",
            "jpf-stubs",
            "harness",
            "model-checker",
            "proofs",
            "property-tests",
            "cli");

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
        Path packages = Path.of("cli/src/main/resources/dev/sequent/cli/doctor/packages.txt");
        Files.createDirectories(checkout.resolve(packages).getParent());
        Files.copy(Sequent.HOME.resolve(packages), checkout.resolve(packages));
        aMaven();
        script("jdk/bin/java", "echo \"ran $*\"");
        script("jdk/bin/javac", "");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    private void aMaven() throws IOException {
        script("bin/mvn", """
                echo build >>'%s'
                echo "$@" >'%s'
                [ "$1 $2" != '-B verify' ] || { cat '%s'; exit "$(cat '%s')"; }
                mkdir -p cli/target/app
                sleep 0.3
                echo jar | tee cli/target/sequent-cli.jar >cli/target/app/library.jar
                """.formatted(
                folder.resolve("builds"), folder.resolve("arguments"), folder.resolve("says"), folder.resolve("code")));
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
        return run(command, environment);
    }

    private Ended run(List<String> command, Map<String, String> environment) throws Exception {
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

    /** What people are told to type must work where they are. */
    @Test
    void theCommandKnowsHowItWasCalled() throws Exception {
        Path launcher = checkout.resolve("sequent");
        assertThat(launch().output()).contains("-Dsequent.called=" + launcher + " ");
        Map<String, String> onThePath =
                Map.of("PATH", checkout + ":" + folder.resolve("bin") + ":" + System.getenv("PATH"));
        assertThat(run(List.of("sh", "-c", "sequent check"), onThePath).output())
                .contains("-Dsequent.called=sequent ");
    }

    @Test
    void whenAFileWasWrittenDoesNotMatter() throws Exception {
        launch();
        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(100_000)));
        assertThat(launch(checkout, Map.of("TZ", "Asia/Tokyo", "LC_ALL", "C")).output())
                .startsWith("ran ");
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
    void launchesAtTheSameTimeBuildOnce() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Ended>> launches =
                    Stream.generate(() -> pool.submit(() -> launch())).limit(4).toList();
            for (Future<Ended> each : launches) {
                assertThat(each.get().output()).contains("ran ");
            }
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void afterABuildThatFailedTheNextOneSaysThatItDid() throws Exception {
        script("bin/mvn", "echo '[ERROR] Compilation failure'; exit 1");
        assertThat(launch().output()).contains("first use", "the build failed").doesNotContain("ran ");
        Ended again = launch();
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.output()).contains("building (the last build did not succeed)");
        aMaven();
        assertThat(launch().output()).contains("the last build did not succeed", "ran ");
        Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
        assertThat(launch().output()).contains("building (sources changed)");
    }

    /** Maven asks the user database, which has a folder for this user that is not there. */
    @Test
    void whereTheListedHomeIsNotThereMavenIsToldOfTheOther() throws Exception {
        Path options = folder.resolve("options");
        script("bin/mvn", "echo \"$MAVEN_OPTS\" >'%s'; exit 1".formatted(options));
        script("bin/getent", "echo 'somebody:x:1234:1234::/nonexistent:/bin/sh'");
        Path home = Files.createDirectories(folder.resolve("home"));
        launch(checkout, Map.of("HOME", home.toString(), "MAVEN_OPTS", "-Xmx1g"));
        assertThat(options).hasContent("-Duser.home=" + home + " -Xmx1g");
        launch(checkout, Map.of("HOME", folder.resolve("none").toString(), "MAVEN_OPTS", "-Xmx1g"));
        assertThat(options).hasContent("-Xmx1g");
        script(
                "bin/getent",
                "echo 'somebody:x:1234:1234::%s:/bin/sh'".formatted(Files.createDirectories(folder.resolve("listed"))));
        launch(checkout, Map.of("HOME", home.toString(), "MAVEN_OPTS", "-Xmx1g"));
        assertThat(options)
                .as("it is at home there, and may have its libraries there")
                .hasContent("-Xmx1g");
    }

    @Test
    void aMavenWithoutAPlaceForItsLibrariesIsExplained() throws Exception {
        script("bin/mvn", "echo '[ERROR] Could not create local repository at /nonexistent/.m2/repository'; exit 1");
        Ended ended = launch();
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.output()).contains("let HOME be a folder of yours", "maven.repo.local");
    }

    /** The lock is the kernel's, and goes with the process. */
    @Test
    void aBuildThatWasKilledHoldsNobody() throws Exception {
        Path started = folder.resolve("started");
        script("bin/mvn", "touch '%s'; exec sleep 60".formatted(started));
        var builder = new ProcessBuilder(
                        "setsid", "-w", checkout.resolve("sequent").toString(), "check")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        Process killed = builder.start();
        // Once Maven runs nobody forks any more: whoever is born after the list was made would live on, and keep the
        // lock.
        while (Files.notExists(started)) {
            assertThat(killed.isAlive()).isTrue();
            Thread.sleep(20);
        }
        List<ProcessHandle> all = Stream.concat(Stream.of(killed.toHandle()), killed.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        killed.waitFor();
        aMaven();
        assertThat(launch().output()).contains("ran ").doesNotContain("waiting");
    }

    // ---------------------------------------------------------------- a machine where something is missing

    /** On the path there are only the programs that every machine has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ID=debian                             | apt-get install openjdk-25-jdk-headless maven",
                "ID=rocky;ID_LIKE='rhel centos fedora' | dnf install java-25-openjdk-devel maven",
                "ID=alpine                             | apk add openjdk25 maven",
                "ID=plan9                              | install it ("
            })
    void aMachineWithNothingButAShellHearsInOneLineWhatToInstall(String release, String advice) throws Exception {
        Path osRelease = Files.writeString(folder.resolve("os-release"), release.replace(';', '\n'));
        Path java = Files.createDirectories(folder.resolve("none"));
        Assumptions.assumeTrue(
                noOther(),
                "SKIPPED: there is a JDK where the launcher looks, and no namespace to hide it in (unshare -m)");
        Ended ended = run(
                List.of(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "for d in /usr/lib/jvm /usr/java /opt; do [ ! -d $d ] || mount --bind '" + java + "' $d; done; "
                                + "PATH='" + java + "' exec /bin/sh '" + checkout.resolve("sequent") + "' demo"),
                Map.of("JAVA_HOME", "", "HOME", java.toString(), "SEQUENT_OS_RELEASE", osRelease.toString()));
        assertThat(ended.code()).as(ended.output()).isEqualTo(3);
        assertThat(ended.output())
                .hasLineCount(1)
                .startsWith("sequent: JDK 25 or newer is needed")
                .contains(advice);
    }

    private static boolean noOther() {
        return dev.sequent.cli.doctor.Programs.run("unshare", "-m", "sh", "-c", "mount --bind /tmp /opt")
                .succeeded();
    }

    @Test
    void aMachineWithoutMavenHearsOfMavenOnly() throws Exception {
        Files.delete(folder.resolve("bin/mvn"));
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String each :
                List.of("sh", "find", "sort", "cut", "tr", "sha256sum", "mkdir", "flock", "readlink", "dirname")) {
            Files.createSymbolicLink(
                    programs.resolve(each),
                    dev.sequent.cli.doctor.Programs.find(each, Sequent.silent()).orElseThrow());
        }
        Path osRelease = Files.writeString(folder.resolve("os-release"), "ID=arch\n");
        Ended ended = launch(checkout, Map.of("PATH", programs.toString(), "SEQUENT_OS_RELEASE", osRelease.toString()));
        assertThat(ended.code()).as(ended.output()).isEqualTo(3);
        assertThat(ended.output())
                .hasLineCount(1)
                .contains("Maven is needed", "pacman -S maven")
                .doesNotContain("jdk");
    }

    // ---------------------------------------------------------------- the shell around

    /**
     * What is printed must not end up in the next file that is opened, nor the command find a descriptor that is no
     * one's.
     */
    @Test
    void closedDescriptorsAreFilled() throws Exception {
        script(
                "jdk/bin/java",
                "all=\"$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2)\"; echo \"$all\" >'"
                        + folder.resolve("descriptors") + "'");
        launch();
        run(List.of("sh", "-c", "exec '" + checkout.resolve("sequent") + "' check <&- >&- 2>&-"), Map.of());
        assertThat(Files.readAllLines(folder.resolve("descriptors")))
                .containsOnly("/dev/null")
                .hasSize(3);
        script("jdk/bin/java", "echo text >&1 || echo refused >'" + folder.resolve("descriptors") + "'");
        run(List.of("sh", "-c", "exec '" + checkout.resolve("sequent") + "' check >&-"), Map.of());
        assertThat(folder.resolve("descriptors")).hasContent("refused");
    }

    @Test
    void theJvmReadsNamesOfFilesAsUtf8() throws Exception {
        script("jdk/bin/java", "echo \"charmap $(locale charmap)\"");
        for (Map<String, String> locale :
                List.of(Map.of("LC_ALL", "C"), Map.of("LC_ALL", "", "LANG", "", "LC_CTYPE", "POSIX"))) {
            assertThat(launch(checkout, locale).output()).contains("charmap UTF-8");
        }
    }

    /** A colon parts the places of a class path, and there is no other way to write it. */
    @Test
    void aPathWithAColonIsRefusedBeforeAnythingIsBuilt() throws Exception {
        Path colon = Files.move(checkout, folder.resolve("a:b"));
        for (String command : List.of("check", "verify")) {
            Ended ended = run(List.of(colon.resolve("sequent").toString(), command), Map.of());
            assertThat(ended.output())
                    .hasLineCount(1)
                    .startsWith("sequent: this checkout is in " + colon)
                    .contains("colon");
            assertThat(ended.code()).isEqualTo(3);
        }
        assertThat(builds()).isZero();
    }

    @Test
    void aCacheInAPathWithAColonIsPassedOver() throws Exception {
        Map<String, String> colon =
                Map.of("XDG_CACHE_HOME", folder.resolve("c:d").toString());
        launch(checkout, colon);
        Files.move(checkout.resolve("target"), folder.resolve("elsewhere"));
        assertThat(launch(checkout, colon).output()).contains("ran ").doesNotContain("c:d");
        assertThat(builds()).isEqualTo(2);
    }

    /** Seen on a JVM, which gets the options that a stack gets and then, with little memory, wants more. */
    @Test
    void aStackThatRunsOutOfMemoryEnds() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path hungry = Files.writeString(folder.resolve("Hungry.java"), """
                class Hungry {
                    public static void main(String[] args) {
                        try {
                            System.out.println(new long[1 << 28].length);
                        } catch (OutOfMemoryError e) {
                            System.out.println("goes on");
                        }
                    }
                }
                """);
        script("jdk/bin/java", """
                options=
                for option; do case $option in -X*) options="$options $option" ;; esac; done
                exec '%s' $options '%s'
                """.formatted(java, hungry));
        launch();
        Map<String, String> little = Map.of("SEQUENT_JAVA_OPTS", "-Xmx64m");
        Ended ended =
                run(List.of("sh", "-c", "'" + checkout.resolve("sequent") + "' run --tap sq0 2>/dev/null"), little);
        assertThat(ended.output()).as("of the output programs are fond").isEmpty();
        assertThat(ended.code()).isEqualTo(3);
        assertThat(launch(checkout, little).output())
                .as("a search tells of it itself")
                .contains("goes on");
    }

    // ---------------------------------------------------------------- verify

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | BUILD SUCCESS",
                "1 | [ERROR] Failed to execute goal surefire:test (default-test) on project sequent-spec: There are test failures.",
                "1 | [ERROR] Failed to execute goal x: There are test failures. [ERROR] Failed to execute goal x: No tests were executed!",
                "2 | Unable to parse command line options: Unrecognized option: --wrong",
                "2 | POM file bogus specified with the -f/--file command line argument does not exist",
                "2 | [ERROR] Could not find the selected project in the reactor: bogus -> [Help 1]",
                "2 | [ERROR] Could not find project to resume reactor build from: bogus vs [a, b] -> [Help 1]",
                "2 | [ERROR] Unknown lifecycle phase \"bogus\". You must specify a valid lifecycle phase or a goal -> [Help 1]",
                "2 | [ERROR] Failed to execute goal surefire:test (default-test) on project x: No tests matching pattern \"No\" were executed! (Set x)",
                "2 | [ERROR] Failed to execute goal surefire:test (default-test) on project x: No tests were executed!  (Set x)",
                "2 | [ERROR] Failed to execute goal exec (build-core) on project x: Command execution failed.: (Exit value: 2) -> [Help 1]",
                "3 | [ERROR] Failed to execute goal compile (default-compile) on project sequent-spec: Compilation failure"
            })
    void verifyIsMavensAndItsExitCodeIsOurs(int code, String says) throws Exception {
        Files.writeString(folder.resolve("says"), says + "\n");
        Files.writeString(folder.resolve("code"), code == 0 ? "0" : "1");
        Ended ended =
                run(List.of(checkout.resolve("sequent").toString(), "verify", "-pl", "spec", "-Dtest=A B"), Map.of());
        assertThat(ended.output()).startsWith(says);
        assertThat(ended.code()).as(ended.output()).isEqualTo(code);
        assertThat(folder.resolve("arguments")).hasContent("-B verify -pl spec -Dtest=A B");
        assertThat(run(List.of(checkout.resolve("sequent").toString(), "verify", "--help"), Map.of())
                        .output())
                .contains("Main verify --help");
    }

    /** Maven says more than a pipe holds, so that it would notice if its output went nowhere. */
    @ParameterizedTest
    @CsvSource({
        "3,   0, %s >/dev/full, sequent: cannot write the output: No space left on device",
        "3,   0, %s >&-, sequent: cannot write the output: Bad file descriptor",
        "141, 0, { %s; echo $? >ended; } | head -n 1; exit $(cat ended), [INFO] line",
        "1,   1, %s >/dev/full, ''",
        "1,   1, { %s; echo $? >ended; } | head -n 1; exit $(cat ended), [INFO] line"
    })
    void verifySaysWhetherItCouldBeRead(int code, int mavens, String how, String said) throws Exception {
        String end = mavens == 0 ? "BUILD SUCCESS" : "[ERROR] There are test failures.";
        Files.writeString(folder.resolve("says"), "[INFO] line\n".repeat(20_000) + end + "\n");
        Files.writeString(folder.resolve("code"), String.valueOf(mavens));
        String command = how.replace("%s", "'" + checkout.resolve("sequent") + "' verify");
        Ended ended = run(List.of("sh", "-c", "cd '" + folder + "'; " + command), Map.of());
        assertThat(ended.output().strip()).isEqualTo(said);
        assertThat(ended.code()).isEqualTo(code);
        assertThat(checkout.resolve("target/sequent/verify.log"))
                .content()
                .as("the log is whole")
                .endsWith(end + "\n");
    }

    /** Root may write everywhere, so this is seen as nobody. */
    @Test
    void anotherUserRunsWhatIsBuiltAndIsToldWhatHeCannotBuild() throws Exception {
        Assumptions.assumeTrue(
                dev.sequent.cli.doctor.Programs.run("setpriv", "--reuid", "65534", "--clear-groups", "true")
                        .succeeded(),
                "SKIPPED: this user cannot become another one (setpriv)");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        launch();
        String[] nobody = {"setpriv", "--reuid", "65534", "--clear-groups"};
        Map<String, String> his =
                Map.of("XDG_CACHE_HOME", folder.resolve("nowhere").toString());
        assertThat(launch(checkout, his, nobody).output()).startsWith("ran ");
        Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
        Ended refused = launch(checkout, his, nobody);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.output())
                .contains("cannot write to", "belongs to somebody else")
                .doesNotContain("ran ");
    }
}
