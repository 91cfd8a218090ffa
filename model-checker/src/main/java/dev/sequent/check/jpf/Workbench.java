package dev.sequent.check.jpf;

import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Watch;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.harness.Harness;
import dev.sequent.runtime.Machine;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A folder with what one run of Java PathFinder needs besides the harness: the class files of the core as they are, and
 * the scenario, compiled. Closing deletes it.
 */
final class Workbench implements AutoCloseable {
    /** As the harness is compiled. */
    private static final List<String> FLAGS = List.of(
            "--release",
            "17",
            "-proc:none",
            "-g",
            "-encoding",
            "UTF-8",
            "-implicit:none",
            "-Xlint:none",
            "-nowarn",
            "-XDstringConcat=inline");

    private final Path folder;

    private Workbench(Path folder) {
        this.folder = folder;
    }

    /**
     * @param within the folder in which it is to be
     * @throws IllegalArgumentException when the scenario needs something that the harness does not have
     */
    static Workbench of(JpfHome jpf, CompiledCore core, Plan plan, List<Watch> watches, Path within)
            throws IOException {
        String scenario = HarnessSource.of(core, plan, watches);
        var bench = new Workbench(Files.createTempDirectory(Files.createDirectories(within), "sequent-jpf"));
        try {
            core.classes()
                    .forEach((name, bytes) -> write(bench.core().resolve(name.replace('.', '/') + ".class"), bytes));
            write(
                    bench.sites(),
                    ("jpf-core = " + jpf.folder().toString().replace("\\", "\\\\") + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            bench.compile(bench.source(scenario));
            return bench;
        } catch (IOException | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** Where JPF runs: it would read a {@code jpf.properties} there. */
    Path folder() {
        return folder;
    }

    /** What the recorder writes. */
    Path recording() {
        return folder.resolve("recording");
    }

    /** Replaces the user's site file: what else is installed there must not play a part. */
    Path sites() {
        return folder.resolve("site.properties");
    }

    /** Class files of the core. */
    Path core() {
        return folder.resolve("core");
    }

    /** Class files of the scenario. */
    Path scenario() {
        return folder.resolve("scenario");
    }

    /** Where the classes are that generated code may call: a folder or an archive. */
    static Path runtime() {
        return place(Machine.class);
    }

    /** Where the classes are that JPF executes besides the core's and the scenario's, and those of its listener. */
    static Path harness() {
        return place(Harness.class);
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classes beside " + type.getName() + " lie nowhere", e);
        }
    }

    private Path source(String text) {
        Path file = folder.resolve("src")
                .resolve(HarnessSource.PACKAGE.replace('.', '/'))
                .resolve("Scenario.java");
        write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path source) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("no Java compiler: run with a JDK, not only a Java runtime");
        }
        Files.createDirectories(scenario());
        var options = new ArrayList<>(FLAGS);
        options.addAll(List.of(
                "-d",
                scenario().toString(),
                "-cp",
                Stream.of(runtime(), harness(), core())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))));
        var messages = new StringWriter();
        try (var files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            if (!javac.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalStateException("the scenario's part of the harness does not compile: " + messages);
            }
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    // What cannot be deleted is left for the system to clear from the directory for temporary files.
                }
            });
        } catch (IOException e) {
            // as above
        }
    }
}
