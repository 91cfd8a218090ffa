package dev.sequent.suite.exchange;

import java.util.List;

/**
 * What happened at two ends and between them, in the order in which it did.
 *
 * @param left title of the end with number 0
 * @param right title of the end with number 1
 */
public record Exchange(String left, String right, List<Event> events) {

    public Exchange {
        events = List.copyOf(events);
    }

    /**
     * Something that happened.
     *
     * <p>{@code at} is in nanoseconds from the beginning, {@code end} the number of the end that it happened at, and
     * {@code state} that of its connection afterwards, in the RFC's spelling; empty for an end without a stack.
     */
    public sealed interface Event {
        long at();

        int end();

        String state();
    }

    /**
     * The user of an end has called.
     *
     * @param name for instance {@code SEND}
     * @param octets how many the call is about; 0 where it is about none
     */
    public record Call(long at, int end, String name, long octets, String state) implements Event {}

    /** The user of an end has been told something, in words. */
    public record Told(long at, int end, String what, String state) implements Event {}

    /**
     * A datagram has left an end.
     *
     * @param number its own, from 1, in the order of sending; the copies of one datagram share it
     * @param datagram from the IP header on
     * @param lost it will not arrive, or not in one piece
     */
    public record Sent(long at, int end, int number, byte[] datagram, boolean lost, String state) implements Event {}

    /** A datagram has reached an end, and has been dealt with there; {@code end} is that end. */
    public record Arrived(long at, int end, int number, byte[] datagram, String state) implements Event {}
}
