package dev.sequent.packet.batch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds scripts: a file is one, whatever it is called, and of a folder those whose names end in {@code .pkt}. */
public final class ScriptFiles {
    private static final String SUFFIX = ".pkt";

    private ScriptFiles() {}

    /**
     * The scripts, folders in the order of the names in them.
     *
     * @throws IOException if one of the paths is not there, or cannot be read, or is a folder without a script
     */
    public static List<Path> find(List<Path> given) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path path : given) {
            if (!Files.isDirectory(path)) {
                if (!Files.exists(path)) {
                    throw new IOException("there is no script " + path);
                }
                all.add(path);
                continue;
            }
            try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
                List<Path> found = files.filter(f -> f.toString().endsWith(SUFFIX) && Files.isRegularFile(f))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    throw new IOException(
                            "there is no script in the folder " + path + ": their names end in " + SUFFIX);
                }
                all.addAll(found);
            } catch (java.io.UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return all;
    }
}
