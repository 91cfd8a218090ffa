package dev.sequent.check.engine;

import java.io.ByteArrayInputStream;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Keeps a search on disk, so that another process can go on with it.
 *
 * <p>What grows is kept in files, the parts, to which records are appended. How many of them count, their checksums,
 * and everything else, is in the file {@code manifest}, which is replaced as a whole, and last: whenever the process
 * dies, there is a complete checkpoint, and what was appended after it is cut off.
 */
public final class Checkpoints {
    private static final String MANIFEST = "manifest";
    private static final long MAGIC = 0x53455155454e5402L; // "SEQUENT", and the version of the format

    private final Path directory;
    private final Duration every;
    private final boolean resume;
    private final List<String> identity;
    private long last;
    private final Map<String, Kept> kept = new HashMap<>();

    /** What is on disk of a part, those records included that the manifest does not know of. */
    private static final class Kept {
        long records;
        final CRC32C checksum = new CRC32C();
    }

    /**
     * @param directory created if it does not exist; for one search
     * @param every time between checkpoints; one more is made when the search ends, for whatever reason
     * @param resume go on with what exists; if nothing does, begin
     * @param identity lines that say what is searched and how: a search goes on only where all of them are the same
     */
    public Checkpoints(Path directory, Duration every, boolean resume, List<String> identity) {
        this.directory = directory;
        this.every = every;
        this.resume = resume;
        this.identity = List.copyOf(identity);
    }

    /** Whether there is a checkpoint. */
    public static boolean existsIn(Path directory) {
        return Files.exists(directory.resolve(MANIFEST));
    }

    /** What a checkpoint holds besides the parts. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface Reading {
        void from(DataInputStream in) throws IOException;
    }

    /** Something that grows: records, in a file of that name. */
    interface Part {
        String name();

        int recordBytes();

        /** How many there are now. */
        long records();

        /** Records {@code from} to {@code to - 1}, some at a time. */
        void write(long from, long to, Consumer<ByteBuffer> out);

        /** Reads that many records. @param in fills what it is given */
        void read(long records, Consumer<ByteBuffer> in);
    }

    record LogPart(String name, Log log, long records) implements Part {
        @Override
        public int recordBytes() {
            return log.recordBytes();
        }

        @Override
        public void write(long from, long to, Consumer<ByteBuffer> out) {
            log.copy(from, to, out);
        }

        @Override
        public void read(long count, Consumer<ByteBuffer> in) {
            log.makeRoom(count);
            log.copy(0, count, in);
        }
    }

    boolean due() {
        long now = System.nanoTime();
        if (last == 0) {
            last = now;
        }
        return now - last >= every.toNanos();
    }

    /** Records of a part that are on disk. */
    long saved(Part part) {
        return kept(part).records;
    }

    private Kept kept(Part part) {
        return kept.computeIfAbsent(part.name(), name -> new Kept());
    }

    /**
     * Writes what has been added to a part; it counts from the next {@link #save} on.
     *
     * @throws UncheckedIOException when that is not possible; says where
     */
    void append(Part part) {
        try {
            Files.createDirectories(directory);
            write(part, false);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** @throws UncheckedIOException as above */
    void save(List<Part> parts, Writing rest) {
        try {
            Files.createDirectories(directory);
            for (Part part : parts) {
                write(part, true);
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
                out.writeLong(kept(part).records);
                out.writeLong(kept(part).checksum.getValue());
            }
            rest.to(out);
            out.writeLong(checksum(bytes.toByteArray()));
            replaceManifest(bytes.toByteArray());
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        last = System.nanoTime();
    }

    private UncheckedIOException cannotWrite(IOException e) {
        return new UncheckedIOException(
                "cannot write a checkpoint to " + Disk.told(directory) + ": " + Disk.reason(e), e);
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private void write(Part part, boolean force) throws IOException {
        try (var channel =
                FileChannel.open(directory.resolve(part.name()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Kept there = kept(part);
            long at = there.records * part.recordBytes();
            channel.truncate(at); // what an earlier process wrote after its last checkpoint
            channel.position(at);
            part.write(there.records, part.records(), bytes -> {
                there.checksum.update(bytes.duplicate());
                writeAll(channel, bytes);
            });
            there.records = part.records();
            if (force) {
                channel.force(false);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void replaceManifest(byte[] bytes) throws IOException {
        Path fresh = directory.resolve(MANIFEST + ".new");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(
                fresh,
                directory.resolve(MANIFEST),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
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
     * Fills the parts from the last checkpoint.
     *
     * @param parts as yet empty
     * @param rest read before the parts are
     * @return how many records each has; none when there is no checkpoint to go on with
     * @throws IllegalArgumentException when there is one that must not be used; says why and what to do
     */
    long[] load(List<Part> parts, Reading rest) {
        if (!existsIn(directory)) {
            requireRoom();
            return new long[0];
        }
        if (!resume) {
            throw new IllegalArgumentException("there is a checkpoint in " + directory
                    + " already: resume it, or remove it, or name another directory");
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(manifest()))) {
            in.readLong(); // MAGIC
            compareIdentity(in);
            require(in.readInt() == parts.size(), "keeps other things than this search does");
            long[] records = new long[parts.size()];
            long[] checksums = new long[records.length];
            for (int p = 0; p < records.length; p++) {
                require(in.readUTF().equals(parts.get(p).name()), "keeps other things than this search does");
                records[p] = in.readLong();
                checksums[p] = in.readLong();
            }
            rest.from(in);
            for (int p = 0; p < records.length; p++) {
                read(parts.get(p), records[p], checksums[p]);
            }
            return records;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the checkpoint in " + directory + " cannot be read: " + e + "; remove it to start over", e);
        }
    }

    /** Better now than at the first checkpoint. */
    private void requireRoom() {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, MANIFEST, ".tmp"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot keep a search in " + directory + " (" + e + "): name another directory", e);
        }
    }

    /** Everything in it but its checksum. */
    private byte[] manifest() throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve(MANIFEST));
        boolean ours = bytes.length >= 2 * Long.BYTES && ByteBuffer.wrap(bytes).getLong() == MAGIC;
        require(ours, "is not a checkpoint that this version can read");
        byte[] content = Arrays.copyOf(bytes, bytes.length - Long.BYTES);
        require(ByteBuffer.wrap(bytes).getLong(content.length) == checksum(content), "is damaged: manifest");
        return content;
    }

    private void read(Part part, long records, long checksum) throws IOException {
        Kept there = kept(part);
        try (var channel = FileChannel.open(directory.resolve(part.name()), StandardOpenOption.READ)) {
            require(channel.size() >= records * part.recordBytes(), "is damaged: " + part.name() + " is too short");
            part.read(records, bytes -> {
                ByteBuffer whole = bytes.duplicate();
                readAll(channel, bytes);
                there.checksum.update(whole);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        require(there.checksum.getValue() == checksum, "is damaged: " + part.name());
        there.records = records;
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
                    + "; search as it did, or remove it to start over");
        }
    }

    private static String said(List<String> lines) {
        return lines.isEmpty() ? "nothing of the kind" : "[" + String.join("; ", lines) + "]";
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "the checkpoint in " + directory + " " + otherwise + "; remove it to start over");
        }
    }
}
