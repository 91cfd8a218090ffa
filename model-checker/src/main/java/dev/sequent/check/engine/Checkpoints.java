package dev.sequent.check.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a search on disk, so that another process can go on with it.
 *
 * <p>What grows lies in files to which each checkpoint appends. How much of them counts, and everything else, stands in
 * the file {@code manifest}, which is replaced as a whole and last: whenever the process dies, a complete checkpoint is
 * there, and what was appended after it is cut off.
 */
public final class Checkpoints {
    private static final String MANIFEST = "manifest";
    private static final long MAGIC = 0x53455155454e5401L; // "SEQUENT", and the version of the format

    private final Path directory;
    private final Duration every;
    private final boolean resume;
    private final List<String> identity;
    private long last;
    private final long[] written = new long[4];

    /**
     * @param directory made if it is not there; for one search
     * @param every time between checkpoints; one more is made when the search ends, however it does
     * @param resume go on with what is there; if nothing is there, begin
     * @param identity lines that say what is searched and how: a search goes on only where all of them are the same
     */
    public Checkpoints(Path directory, Duration every, boolean resume, List<String> identity) {
        this.directory = directory;
        this.every = every;
        this.resume = resume;
        this.identity = List.copyOf(identity);
    }

    /** Is there a checkpoint? */
    public static boolean existsIn(Path directory) {
        return Files.exists(directory.resolve(MANIFEST));
    }

    /** What a checkpoint holds besides the logs. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface Reading {
        void from(DataInputStream in) throws IOException;
    }

    /** A log under its name, with how many of its records there are. */
    record Part(String name, IntLog log, long records) {}

    boolean due() {
        long now = System.nanoTime();
        if (last == 0) {
            last = now;
        }
        return now - last >= every.toNanos();
    }

    /** States that are on disk. */
    long saved() {
        return written[0];
    }

    /** @param parts the logs, that of the states first */
    void save(List<Part> parts, Writing rest) {
        try {
            Files.createDirectories(directory);
            for (int p = 0; p < parts.size(); p++) {
                append(parts.get(p), written[p]);
                written[p] = parts.get(p).records();
            }
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeLong(MAGIC);
            out.writeInt(identity.size());
            for (String line : identity) {
                out.writeUTF(line);
            }
            out.writeInt(parts.size());
            for (Part part : parts) {
                out.writeUTF(part.name());
                out.writeLong(part.records());
            }
            rest.to(out);
            out.writeLong(MAGIC);
            replaceManifest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint to " + directory + ": " + e.getMessage(), e);
        }
        last = System.nanoTime();
    }

    private void append(Part part, long from) throws IOException {
        try (var channel = FileChannel.open(
                directory.resolve(part.name()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = from * part.log().width() * 4;
            channel.truncate(at); // what an earlier process wrote after its last checkpoint
            channel.position(at);
            part.log().copy(from, part.records(), bytes -> writeAll(channel, bytes));
            channel.force(false);
        }
    }

    private void replaceManifest(byte[] bytes) throws IOException {
        Path fresh = directory.resolve(MANIFEST + ".new");
        try (var channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                var out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel))) {
            out.write(bytes);
            out.flush();
            channel.force(true);
        }
        Files.move(fresh, directory.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills the logs from the last checkpoint.
     *
     * @param logs their names and, as yet empty, themselves; the records in each are noted in the result
     * @return how many records each has; null when there is no checkpoint to go on with
     * @throws IllegalArgumentException when there is one that must not be used; says why and what to do
     */
    long @Nullable [] load(List<Part> logs, Reading rest) {
        Path manifest = directory.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return null;
        }
        if (!resume) {
            throw new IllegalArgumentException("there is a checkpoint in " + directory
                    + " already: resume it, or remove it, or name another directory");
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(manifest)))) {
            require(in.readLong() == MAGIC, "is not a checkpoint that this version can read");
            compareIdentity(in);
            require(in.readInt() == logs.size(), "keeps other things than this search does");
            long[] records = new long[logs.size()];
            for (int p = 0; p < records.length; p++) {
                require(in.readUTF().equals(logs.get(p).name()), "keeps other things than this search does");
                records[p] = in.readLong();
            }
            rest.from(in);
            require(in.readLong() == MAGIC, "is damaged");
            for (int p = 0; p < records.length; p++) {
                read(logs.get(p), records[p]);
                written[p] = records[p];
            }
            return records;
        } catch (IOException e) {
            throw new IllegalArgumentException("the checkpoint in " + directory + " cannot be read: " + e.getMessage()
                    + "; remove it to begin anew", e);
        }
    }

    private void read(Part part, long records) throws IOException {
        Path file = directory.resolve(part.name());
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            require(channel.size() >= records * part.log().width() * 4, "is damaged: " + part.name() + " is too short");
            part.log().makeRoom(records);
            part.log().copy(0, records, bytes -> readAll(channel, bytes));
        }
    }

    private static void readAll(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new IOException("a file ends too early");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compareIdentity(DataInputStream in) throws IOException {
        var there = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            there.add(in.readUTF());
        }
        var onlyThere = new ArrayList<>(there);
        onlyThere.removeAll(identity);
        var onlyHere = new ArrayList<>(identity);
        onlyHere.removeAll(there);
        if (!there.equals(identity)) {
            throw new IllegalArgumentException("the checkpoint in " + directory + " is of another search: it has "
                    + said(onlyThere) + ", this one " + said(onlyHere)
                    + "; search as it did, or remove it to begin anew");
        }
    }

    private static String said(List<String> lines) {
        return lines.isEmpty() ? "nothing of the kind" : "[" + String.join("; ", lines) + "]";
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "the checkpoint in " + directory + " " + otherwise + "; remove it to begin anew");
        }
    }
}
