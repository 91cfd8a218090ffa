package dev.sequent.check.jpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Folders that look like an installed JPF and like JDKs. */
final class FakeJpf {
    private FakeJpf() {}

    /** Nothing named on the command line; the user's home is the folder, and JDKs lie in {@code places} there. */
    static JpfRequest request(Path folder, Map<String, String> environment) {
        return new JpfRequest(
                Optional.empty(), Optional.empty(), environment, folder, List.of(folder.resolve("places")));
    }

    /** @param classFile major version @param revision empty: it does not say */
    static Path home(Path folder, int classFile, String revision) throws IOException {
        Files.createDirectories(folder.resolve("build"));
        Files.writeString(folder.resolve("jpf.properties"), "jpf-core = ${config_path}\n");
        var entries = new TreeMap<String, byte[]>();
        entries.put(
                "gov/nasa/jpf/JPF.class",
                new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) classFile});
        if (!revision.isEmpty()) {
            entries.put("gov/nasa/jpf/.version", (revision + "\n").getBytes(StandardCharsets.UTF_8));
        }
        archive(folder.resolve("build/jpf.jar"), entries);
        archive(folder.resolve("build/jpf-classes.jar"), Map.of());
        archive(folder.resolve("build/RunJPF.jar"), Map.of());
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
}
