package dev.sequent.check;

import dev.sequent.check.engine.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a search keeps its states.
 *
 * @param fingerprint keep 64 bits of each state instead of all; verdicts then name the probability that one was missed
 * @param memory bytes beyond which it grows on disk; empty: it stays in memory
 * @param spill directory for what memory does not hold; used only with {@code memory}
 * @param checkpoints directory in which each scenario keeps its search in a folder of its own
 * @param every time between checkpoints
 * @param resume go on with the existing checkpoints
 */
public record StorageOptions(
        boolean fingerprint,
        OptionalLong memory,
        Path spill,
        Optional<Path> checkpoints,
        Duration every,
        boolean resume) {

    /** Everything in full and in memory, and no checkpoints. */
    public static StorageOptions inMemory() {
        return new StorageOptions(
                false,
                OptionalLong.empty(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Optional.empty(),
                Duration.ofSeconds(30),
                false);
    }

    public StorageOptions withFingerprint(boolean on) {
        return new StorageOptions(on, memory, spill, checkpoints, every, resume);
    }

    public StorageOptions withMemory(long bytes) {
        return new StorageOptions(fingerprint, OptionalLong.of(bytes), spill, checkpoints, every, resume);
    }

    public StorageOptions withSpill(Path directory) {
        return new StorageOptions(fingerprint, memory, directory, checkpoints, every, resume);
    }

    /** @param resuming go on with what exists; otherwise it is an error if something does */
    public StorageOptions withCheckpoints(Path directory, boolean resuming) {
        return new StorageOptions(fingerprint, memory, spill, Optional.of(directory), every, resuming);
    }

    public StorageOptions withoutCheckpoints() {
        return new StorageOptions(fingerprint, memory, spill, Optional.empty(), every, false);
    }

    public StorageOptions withEvery(Duration time) {
        return new StorageOptions(fingerprint, memory, spill, checkpoints, time, resume);
    }

    Space space() {
        return memory.isPresent() ? Space.spilling(memory.getAsLong(), spill) : Space.memory();
    }
}
