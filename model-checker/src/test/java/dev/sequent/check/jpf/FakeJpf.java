package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * Folders that look like an installed JPF and like JDKs. The classes that the harness is compiled against are stubs, of which
 * only {@code Verify} does anything.
 */
final class FakeJpf {
    private FakeJpf() {}

    /** Nothing named on the command line; the user's home is the folder, and JDKs lie in {@code places} there. */
    static JpfRequest request(Path folder, Map<String, String> environment) {
        return new JpfRequest(Optional.empty(), Optional.empty(), environment, folder, List.of(folder.resolve("places")));
    }

    /** @param classFile major version @param revision empty: it does not say */
    static Path home(Path folder, int classFile, String revision) throws IOException {
        Files.createDirectories(folder.resolve("build"));
        Files.writeString(folder.resolve("jpf.properties"), "jpf-core = ${config_path}\n");
        var entries = new TreeMap<String, byte[]>();
        entries.put("gov/nasa/jpf/JPF.class", new byte[] {
            (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) classFile
        });
        if (!revision.isEmpty()) {
            entries.put("gov/nasa/jpf/.version", (revision + "\n").getBytes(StandardCharsets.UTF_8));
        }
        archive(folder.resolve("build/jpf.jar"), entries);
        archive(folder.resolve("build/jpf-classes.jar"), Map.of());
        archive(folder.resolve("build/RunJPF.jar"), Map.of());
        return folder;
    }

    /** One against which the harness and the recorder compile. */
    static Path withClasses(Path folder) throws IOException {
        home(folder, 61, "0000000");
        Map<String, byte[]> classes = stubs(folder.resolve("stubs"));
        archive(folder.resolve("build/jpf.jar"), classes);
        archive(folder.resolve("build/jpf-classes.jar"), classes);
        return folder;
    }

    static void archive(Path file, Map<String, byte[]> entries) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("META-INF/"));
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    static void sites(Path userHome, String text) throws IOException {
        Files.createDirectories(userHome.resolve(".jpf"));
        Files.writeString(userHome.resolve(".jpf/site.properties"), text + "\n");
    }

    /** @param script what its {@code java} does, for {@code sh} */
    static Path java(Path folder, String version, String script) throws IOException {
        Path java = folder.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    private static Map<String, byte[]> stubs(Path folder) throws IOException {
        Path sources = Path.of(System.getProperty("basedir", "."), "src/test/resources/jpf-stubs");
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        Files.createDirectories(folder);
        var messages = new StringWriter();
        var javac = ToolProvider.getSystemJavaCompiler();
        try (var manager = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = javac.getTask(messages, manager, null, List.of("--release", "17", "-d", folder.toString()), null,
                    manager.getJavaFileObjectsFromPaths(files)).call();
            assertThat(compiled).as("%s", messages).isTrue();
        }
        var classes = new TreeMap<String, byte[]>();
        var found = new ArrayList<Path>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(found::add);
        }
        for (Path file : found) {
            classes.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return classes;
    }
}
