package dev.sequent.fuzzing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the project has of its own to begin with. */
final class Seeds {
    /** Larger ones make every mutant of them slow to read. */
    private static final long LARGEST = 6_000;

    private static final Path HOME = Path.of("..");

    private Seeds() {}

    /** The contents of the small files below a folder whose names end so, in the order of their paths. */
    static List<byte[]> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(HOME.resolve(folder))) {
            return all.filter(f -> f.toString().endsWith(ending) && size(f) <= LARGEST)
                    .sorted()
                    .map(Seeds::octets)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] octets(String file) {
        return octets(HOME.resolve(file));
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
