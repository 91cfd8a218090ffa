package dev.sequent.check.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where a search puts what grows: off-heap memory, and, beyond a budget, memory-mapped files that the operating system
 * writes out and reads back as needed. A file is unlinked as soon as it is mapped, so that none is left behind, however
 * the process ends. What was not {@linkplain #give given back} is freed by {@link #close}, or when nothing refers to
 * the space any longer.
 */
public final class Space implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    /**
     * A full disk is reported not when a file is mapped, but when it is written to, and then as a fault: so keep this
     * distance.
     */
    private static final long RESERVE = 64 << 20;

    private final long budget;
    private final long budgetForLogs;
    private final Optional<Path> directory;
    private final Arenas arenas = new Arenas();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, arenas);
    private LongSupplier others = () -> 0;
    private long inMemory;
    private long onDisk;

    private Space(long budget, Optional<Path> directory) {
        this.budget = budget;
        this.directory = directory;
        budgetForLogs = budget / 4;
    }

    /** Everything in memory. */
    public static Space memory() {
        return new Space(Long.MAX_VALUE, Optional.empty());
    }

    /**
     * @param budget bytes of memory, including what the system under search holds itself
     * @param directory for the files; created if it does not exist
     * @throws IllegalArgumentException when no file can be made there
     * @throws UncheckedIOException when there is no room for one
     */
    public static Space spilling(long budget, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "spill", ".tmp"));
        } catch (IOException e) {
            if (Files.isDirectory(directory) && Files.isWritable(directory)) { // the place exists, but has no room
                throw new UncheckedIOException("cannot spill to " + Disk.told(directory) + ": " + Disk.reason(e), e);
            }
            throw new IllegalArgumentException(
                    "cannot spill to " + directory + " (" + e
                            + "): name another directory, or do without a limit of memory",
                    e);
        }
        return new Space(budget, Optional.of(directory));
    }

    /** Whether it grows on disk, and not beyond its budget in memory. */
    boolean spills() {
        return directory.isPresent();
    }

    /** What else draws on the budget. */
    void shareWith(LongSupplier bytesOfOthers) {
        others = bytesOfOthers;
    }

    /** That many bytes, all zero. @throws StorageFull when there is no room, neither in memory nor on disk */
    MemorySegment take(long bytes) {
        return take(bytes, budget);
    }

    /** The same for what is written and read in order, which suits a disk: it leaves most of the memory to others. */
    MemorySegment takeForLog(long bytes) {
        return take(bytes, budgetForLogs);
    }

    private synchronized MemorySegment take(long bytes, long most) {
        Arena arena = Arena.ofShared();
        MemorySegment segment;
        try {
            boolean fits = directory.isEmpty() || inMemory + bytes + others.getAsLong() <= most;
            segment = fits ? allocate(arena, bytes) : map(arena, directory.get(), bytes);
        } catch (StorageFull e) {
            arena.close();
            throw e;
        }
        arenas.put(segment.address(), arena);
        count(segment, bytes);
        return segment;
    }

    /** The segment will not be used again: its room is free. */
    synchronized void give(MemorySegment segment) {
        count(segment, -segment.byteSize());
        arenas.close(segment.address());
    }

    private void count(MemorySegment segment, long bytes) {
        if (segment.isMapped()) {
            onDisk += bytes;
        } else {
            inMemory += bytes;
        }
    }

    private static MemorySegment allocate(Arena arena, long bytes) {
        try {
            return arena.allocate(bytes, 8);
        } catch (OutOfMemoryError e) {
            throw new StorageFull("no memory for " + megabytes(bytes) + " MB more");
        }
    }

    private static MemorySegment map(Arena arena, Path directory, long bytes) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < bytes + RESERVE) {
                throw new StorageFull("no room in " + Disk.told(directory) + ": of its " + megabytes(free)
                        + " MB that are free, the search wants " + megabytes(bytes) + " and leaves "
                        + megabytes(RESERVE) + " alone");
            }
            Path file = Files.createTempFile(directory, "spill", ".tmp");
            try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StorageFull("cannot spill to " + Disk.told(directory) + ": " + Disk.reason(e));
        }
    }

    private static long megabytes(long bytes) {
        return bytes + (1 << 20) - 1 >> 20;
    }

    /** The error that a mapped file could not grow into the room that it was promised. */
    String full() {
        return "no more room in " + directory.map(Disk::told).orElse("memory") + ": somebody else has filled it";
    }

    /** Bytes taken, in memory. */
    public synchronized long inMemory() {
        return inMemory;
    }

    /** Bytes taken, in files. */
    public synchronized long onDisk() {
        return onDisk;
    }

    /** Frees everything; using what was taken then throws an {@link IllegalStateException}. */
    @Override
    public synchronized void close() {
        cleanable.clean();
    }

    /** Separate from the space itself, which nothing may refer to when this runs. */
    private static final class Arenas implements Runnable {
        private final Map<Long, Arena> byAddress = new HashMap<>();

        synchronized void put(long address, Arena arena) {
            byAddress.put(address, arena);
        }

        synchronized void close(long address) {
            Arena arena = byAddress.remove(address);
            if (arena == null) {
                throw new IllegalArgumentException("a segment that was not taken here, or is given back twice");
            }
            arena.close();
        }

        @Override
        public synchronized void run() {
            byAddress.values().forEach(Arena::close);
            byAddress.clear();
        }
    }
}
