package dev.sequent.stack.posix;

import java.util.Optional;

/**
 * What a system call has returned.
 *
 * @param value -1 if it has failed
 * @param errno why it has failed; empty if it has not
 */
public record Result(long value, Optional<Errno> errno) {

    /** That of a call that has succeeded. */
    public static Result of(long value) {
        return new Result(value, Optional.empty());
    }

    /** That of a call that has failed. */
    public static Result failed(Errno errno) {
        return new Result(-1, Optional.of(errno));
    }

    public boolean hasFailed() {
        return errno.isPresent();
    }

    /** As {@code strace} writes it: {@code -1 EPIPE (Broken pipe)}. */
    @Override
    public String toString() {
        return value + errno.map(e -> " " + e + " (" + e.text() + ")").orElse("");
    }
}
