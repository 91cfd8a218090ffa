package dev.sequent.proofs.smt.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Remembers on disk what has been shown of a task, so that what did not change is not shown again. An entry is a file,
 * named by the digest of all that the task depends on; its last line is the digest of the others, and an entry that
 * does not match it (or cannot be read) counts as absent. A folder that cannot be written does no harm.
 *
 * <p>Several processes may share a folder: an entry appears whole, or not at all.
 */
public final class ProofCache {
    /** Entries that are kept, those that were last used. */
    static final int MOST = 4_000;

    private static final String SUFFIX = ".proof";

    /** Empty: nothing is remembered. */
    private final Optional<Path> folder;

    private final int most;

    private ProofCache(Optional<Path> folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /** Knows of no earlier run, and tells no later one. */
    public static ProofCache none() {
        return new ProofCache(Optional.empty(), 0);
    }

    /** @param folder created when there is something to remember; may be deleted at any time */
    public static ProofCache in(Path folder) {
        return in(folder, MOST);
    }

    static ProofCache in(Path folder, int most) {
        return new ProofCache(Optional.of(folder), most);
    }

    boolean remembers() {
        return folder.isPresent();
    }

    Optional<String> get(String key) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path entry = entry(folder.get(), key);
        try {
            String all = Files.readString(entry, StandardCharsets.UTF_8);
            int last = all.lastIndexOf('\n', all.length() - 2);
            String text = all.substring(0, last + 1);
            if (!all.substring(last + 1).equals(digest(key, text) + "\n")) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
            return Optional.of(text);
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    void put(String key, String text) {
        folder.ifPresent(f -> write(f, entry(f, key), text + digest(key, text) + "\n"));
    }

    private static Path entry(Path folder, String key) {
        return folder.resolve(key + SUFFIX);
    }

    private static void write(Path folder, Path entry, String all) {
        Path fresh = null;
        try {
            Files.createDirectories(folder);
            fresh = Files.createTempFile(folder, "new", ".tmp");
            Files.writeString(fresh, all, StandardCharsets.UTF_8);
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(fresh);
        }
    }

    /** Forgets what was not used for longest, if there is too much. */
    void tidy() {
        if (folder.isEmpty()) {
            return;
        }
        try (var files = Files.list(folder.get())) {
            var entries = files.filter(f -> f.toString().endsWith(SUFFIX))
                    .map(Used::of)
                    .toList();
            entries.stream()
                    .sorted(Comparator.comparing(Used::when).reversed().thenComparing(Used::file))
                    .skip(most)
                    .forEach(u -> discard(u.file()));
        } catch (IOException e) {
            // There is none, or nobody can tell.
        }
    }

    private record Used(Path file, FileTime when) {
        static Used of(Path file) {
            try {
                return new Used(file, Files.getLastModifiedTime(file));
            } catch (IOException e) {
                return new Used(file, FileTime.fromMillis(0));
            }
        }
    }

    private static void discard(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What cannot be deleted stays.
        }
    }

    private static String digest(String key, String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
