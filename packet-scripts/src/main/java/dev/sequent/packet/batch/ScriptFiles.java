package dev.sequent.packet.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds scripts: a file is one, whatever it is called, and of a folder those whose names end in {@code .pkt}. */
public final class ScriptFiles {
    private static final String SUFFIX = ".pkt";
    /** Octets of a script; as many as a specification's file may have. */
    static final int MOST = 16 << 20;

    private ScriptFiles() {}

    /**
     * The scripts, folders in the order of the names in them.
     *
     * @throws IOException if one of the paths is not there, or cannot be read, or is a folder without a script; or a
     *     device, a pipe, or too large to be a script
     */
    public static List<Path> find(List<Path> given) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path path : given) {
            if (!Files.isDirectory(path)) {
                if (!Files.exists(path)) {
                    throw new IOException("there is no script " + path);
                }
                all.add(checked(path));
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
                for (Path file : found) {
                    all.add(checked(file));
                }
            } catch (java.io.UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return all;
    }

    /** A device or a pipe may have no end, or never come to it. */
    private static Path checked(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file: save the script in one");
        }
        if (Files.size(file) > MOST) {
            throw new IOException(tooLarge(file));
        }
        return file;
    }

    private static String tooLarge(Path file) {
        return file + " has more than " + (MOST >> 20) + " MB: that is no script";
    }

    /**
     * The octets of a script.
     *
     * @throws IOException if it cannot be read; the message names it and says why
     */
    public static byte[] read(Path file) throws IOException {
        byte[] octets;
        try (InputStream in = Files.newInputStream(checked(file))) {
            // What it has grown by since it was looked at counts, too.
            octets = in.readNBytes(MOST + 1);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot read the script " + file + ": permission denied", e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no script " + file + " any longer", e);
        }
        if (octets.length > MOST) {
            throw new IOException(tooLarge(file));
        }
        return octets;
    }
}
