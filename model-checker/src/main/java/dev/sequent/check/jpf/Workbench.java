package dev.sequent.check.jpf;

import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Watch;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.runtime.Machine;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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
 * A folder with all that one run of Java PathFinder needs: the class files of the core as they are, the harness, and what
 * records the search, which is compiled against the JPF that was found. Closing deletes it.
 */
final class Workbench implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of("--release", "17", "-proc:none", "-g", "-encoding", "UTF-8", "-implicit:none", "-Xlint:none", "-nowarn");

    /** What JPF executes, besides the core and what is generated for a scenario. */
    private static final List<String> PROGRAM =
            List.of("Beside", "Happening", "Harness", "Letter", "Move", "Network", "Peer", "Run", "Seen", "Setting", "Streams");
    /** What runs beside it. */
    private static final List<String> RECORDER = List.of("Fields", "MemoryReader", "StateFilter", "StateRecorder", "Words");

    private final Path folder;

    private Workbench(Path folder) {
        this.folder = folder;
    }

    /**
     * @param within the folder in which it is to be
     * @throws IllegalArgumentException when the scenario needs something that the harness does not have
     */
    static Workbench of(JpfHome jpf, CompiledCore core, Plan plan, List<Watch> watches, Path within) throws IOException {
        String scenario = HarnessSource.of(core, plan, watches);
        var bench = new Workbench(Files.createTempDirectory(Files.createDirectories(within), "sequent-jpf"));
        try {
            core.classes().forEach((name, bytes) -> write(bench.core().resolve(name.replace('.', '/') + ".class"), bytes));
            write(bench.sites(), ("jpf-core = " + jpf.folder().toString().replace("\\", "\\\\") + "\n").getBytes(StandardCharsets.UTF_8));
            bench.compile(bench.program(), List.of(runtime(), bench.core(), jpf.classes()), List.of("-XDstringConcat=inline"),
                    bench.sources(PROGRAM, scenario));
            bench.compile(bench.recorder(), List.of(runtime(), bench.program(), jpf.jar()), List.of(), bench.sources(RECORDER, ""));
            return bench;
        } catch (IOException | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** Where JPF runs: it would take up a {@code jpf.properties} that lies there. */
    Path folder() {
        return folder;
    }

    /** What the recorder writes. */
    Path recording() {
        return folder.resolve("recording");
    }

    /** Stands for the user's file of sites: what else is installed there must not play a part. */
    Path sites() {
        return folder.resolve("site.properties");
    }

    /** Class files of the core. */
    Path core() {
        return folder.resolve("core");
    }

    /** Class files that JPF executes beside the core's. */
    Path program() {
        return folder.resolve("program");
    }

    /** Class files of JPF's listener. */
    Path recorder() {
        return folder.resolve("recorder");
    }

    /** Where the classes are that generated code may call: a folder or an archive. */
    static Path runtime() {
        try {
            return Path.of(Machine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the runtime's classes lie nowhere", e);
        }
    }

    /** @param scenario Java of the class of that name; empty: without it */
    private Path[] sources(List<String> names, String scenario) throws IOException {
        var files = new ArrayList<Path>();
        for (String name : names) {
            files.add(source(name, resource(name + ".java")));
        }
        if (!scenario.isEmpty()) {
            files.add(source("Scenario", scenario));
        }
        return files.toArray(Path[]::new);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Workbench.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path source(String name, String text) {
        Path file = folder.resolve("src").resolve(HarnessSource.PACKAGE.replace('.', '/')).resolve(name + ".java");
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

    private void compile(Path into, List<Path> classPath, List<String> flags, Path... sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("no Java compiler: run with a JDK, not only a Java runtime");
        }
        Files.createDirectories(into);
        var options = new ArrayList<>(FLAGS);
        options.addAll(flags);
        options.addAll(List.of("-d", into.toString(), "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        var messages = new StringWriter();
        try (var files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            if (!javac.getTask(messages, files, null, options, null, files.getJavaFileObjects(sources)).call()) {
                throw new HarnessDoesNotCompile(messages.toString());
            }
        }
    }

    /** Either our own fault, or a JPF that has other classes than those that we know. */
    static final class HarnessDoesNotCompile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HarnessDoesNotCompile(String messages) {
            super(messages);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    // What cannot be deleted is left to whoever clears the directory for temporary files.
                }
            });
        } catch (IOException e) {
            // as above
        }
    }
}
