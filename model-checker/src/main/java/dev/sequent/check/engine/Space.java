package dev.sequent.check.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where a search puts what grows: memory off the heap, and, beyond a budget, files that are mapped into memory and that
 * the operating system writes out and reads back as it must. A file is unlinked as soon as it is mapped, so that none
 * is left behind, however the process ends.
 */
public final class Space {
    private final long budget;
    private final Optional<Path> directory;
    private LongSupplier others = () -> 0;
    private long inMemory;
    private long onDisk;

    private Space(long budget, Optional<Path> directory) {
        this.budget = budget;
        this.directory = directory;
    }

    /** Everything in memory. */
    public static Space memory() {
        return new Space(Long.MAX_VALUE, Optional.empty());
    }

    /**
     * @param budget bytes of memory, what the system under search holds by itself included
     * @param directory for the files; made if it is not there
     */
    public static Space spilling(long budget, Path directory) {
        return new Space(budget, Optional.of(directory));
    }

    /** Who else draws on the budget. */
    void shareWith(LongSupplier bytesOfOthers) {
        others = bytesOfOthers;
    }

    /** That many bytes, all zero. @throws StorageFull when there is no room, neither in memory nor on disk */
    synchronized MemorySegment take(long bytes) {
        if (directory.isEmpty() || inMemory + bytes + others.getAsLong() <= budget) {
            MemorySegment memory;
            try {
                memory = Arena.ofAuto().allocate(bytes, 8);
            } catch (OutOfMemoryError e) {
                throw new StorageFull("no memory for " + bytes + " more bytes");
            }
            inMemory += bytes;
            return memory;
        }
        MemorySegment file = map(directory.get(), bytes);
        onDisk += bytes;
        return file;
    }

    /** The segment will not be used any more: its room is free once nothing refers to it. */
    synchronized void give(MemorySegment segment) {
        if (segment.isMapped()) {
            onDisk -= segment.byteSize();
        } else {
            inMemory -= segment.byteSize();
        }
    }

    private static MemorySegment map(Path directory, long bytes) {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "spill", ".tmp");
            try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StorageFull("cannot spill to " + directory + ": " + e.getMessage());
        }
    }

    /** Bytes taken, in memory. */
    public synchronized long inMemory() {
        return inMemory;
    }

    /** Bytes taken, in files. */
    public synchronized long onDisk() {
        return onDisk;
    }
}
