package dev.sequent.stack.device;

import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.PcapngWriter;
import dev.sequent.wire.PcapngWriter.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * A device whose frames, received and sent, are written to a capture file. Frames that the device refuses are not in
 * it.
 *
 * <p>The file is flushed when the stack goes to sleep, and on closing. If it can no longer be written (a full disk),
 * the capture ends there and the stack goes on; {@link #failure} says why, and {@link #close} throws after the device
 * is closed.
 */
public final class PcapngDevice extends DeviceDecorator {

    private final PcapngWriter writer;
    private final Path file;
    private final Clock clock;
    private final long epochNanos;
    private Optional<IOException> failure = Optional.empty();
    private boolean closed;

    /**
     * Begins a capture.
     *
     * @param file created, or overwritten
     * @param clock the one that the stack runs by; a virtual clock's origin is shown as 1970
     * @throws UncheckedIOException if the file cannot be written; the message says which and why
     */
    public PcapngDevice(Device inner, Path file, Clock clock) {
        this(inner, open(inner.name(), file), file, clock);
    }

    PcapngDevice(Device inner, PcapngWriter writer, Path file, Clock clock) {
        super(inner);
        this.writer = writer;
        this.file = file;
        this.clock = clock;
        Instant now = Instant.now();
        this.epochNanos = clock instanceof VirtualClock
                ? 0
                : now.getEpochSecond() * 1_000_000_000L + now.getNano() - clock.nanos();
    }

    private static PcapngWriter open(String interfaceName, Path file) {
        try {
            return new PcapngWriter(
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING),
                    interfaceName);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the capture file " + file + ": " + reason(e)
                            + "; give a path in a directory that this user may write",
                    e);
        }
    }

    /** The reason, without the file, which is already named. */
    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> "no such directory";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Why the capture ended early, if it did. */
    public Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int receive(Frame into) {
        int length = super.receive(into);
        if (length > 0) {
            capture(Direction.INBOUND, into);
        }
        return length;
    }

    @Override
    public boolean send(Frame frame) {
        boolean taken = super.send(frame);
        if (taken) {
            capture(Direction.OUTBOUND, frame);
        }
        return taken;
    }

    @Override
    public void await(long timeoutNanos) {
        if (timeoutNanos > 0) {
            flush();
        }
        super.await(timeoutNanos);
    }

    /** Flushes what has been captured so far. */
    public void flush() {
        if (failure.isEmpty() && !closed) {
            try {
                writer.flush();
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        try (writer) {
            super.close();
        } catch (IOException e) {
            failure = failure.or(() -> Optional.of(e));
        }
        failure.ifPresent(e -> {
            throw new UncheckedIOException("the capture file " + file + " is incomplete: " + e.getMessage(), e);
        });
    }

    private void capture(Direction direction, Frame frame) {
        if (failure.isEmpty()) {
            try {
                writer.write(epochNanos + clock.nanos(), direction, frame.buffer(), Frame.START, frame.length());
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
    }
}
