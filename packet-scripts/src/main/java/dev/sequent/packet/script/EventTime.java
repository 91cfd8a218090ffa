package dev.sequent.packet.script;

/**
 * When an event happens. Absolute times count from the start of the script; relative ones from the moment at which the
 * event before was over. All in nanoseconds.
 */
public sealed interface EventTime {

    /** {@code *}: whenever it comes. */
    record Any() implements EventTime {}

    /** {@code 0.1}. */
    record Absolute(long nanos) implements EventTime {}

    /** {@code +0.1}. */
    record Relative(long nanos) implements EventTime {}

    /** {@code 0.1~0.2}, or {@code +0.1~+0.2}: not before the one and not after the other. */
    record Range(boolean relative, long from, long to) implements EventTime {}

    /**
     * {@code 0.1...0.2}, or {@code +0...0.2}: a call that begins at the one moment and returns at the other. Both count
     * from the same moment.
     */
    record Blocking(boolean relative, long start, long end) implements EventTime {}
}
