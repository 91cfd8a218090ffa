package dev.sequent.suite.exchange;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened at two ends and between them, in the order in which it did.
 *
 * @param left title of the end with number 0
 * @param right title of the end with number 1
 * @param until when it was over, in nanoseconds from the beginning: nothing happened between the last event and then
 * @param stacks the ends whose stacks could be put through the same again: everything that happened to them is here
 * @param rules what rules the stacks have passed last, in words
 * @param parameters of these stacks that differ from their defaults, by name, in generic form
 */
public record Exchange(
        String left,
        String right,
        List<Event> events,
        long until,
        List<End> stacks,
        List<String> rules,
        Map<String, Long> parameters) {

    public Exchange {
        events = List.copyOf(events);
        stacks = List.copyOf(stacks);
        rules = List.copyOf(rules);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** An end with a stack. @param mtu of its interface */
    public record End(int number, int mtu) {}

    /** The title of an end. */
    public String title(int end) {
        return end == 0 ? left : right;
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
     * @param name for instance {@code SEND}; {@link Calls} has all of them
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
