package dev.sequent.suite.stacks;

import dev.sequent.stack.device.Frame;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Writes down what happens at two ends, for a figure. A segment is lost, and the state that it led to known, only after
 * it has been written down: so it is finished at the end.
 */
final class Recorder {

    private enum What {
        CALL,
        TOLD,
        SENT,
        ARRIVED
    }

    private static final class Entry {
        final What what;
        final long at;
        final int end;
        final String words;
        final long octets;
        final int number;
        final byte[] datagram;
        String state = "";

        Entry(What what, long at, int end, String words, long octets, int number, byte[] datagram) {
            this.what = what;
            this.at = at;
            this.end = end;
            this.words = words;
            this.octets = octets;
            this.number = number;
            this.datagram = datagram;
        }
    }

    private static final byte[] NOTHING = new byte[0];

    private final LongSupplier nanos;
    private final IntFunction<String> states;
    private final List<Entry> entries = new ArrayList<>();
    /** How many entries are kept. */
    private int most = Integer.MAX_VALUE;

    private final int[] sent = new int[2];
    private final List<Set<Integer>> lost = List.of(new TreeSet<>(), new TreeSet<>());

    /** @param states of the connection of each end, now */
    Recorder(LongSupplier nanos, IntFunction<String> states) {
        this.nanos = nanos;
        this.states = states;
    }

    /** Forgets what has happened so far. @param most entries to be kept of what happens from now on, the last ones */
    void restart(int most) {
        entries.clear();
        sent[0] = 0;
        sent[1] = 0;
        lost.forEach(Set::clear);
        this.most = most;
    }

    void call(int end, String name, long octets) {
        settled(end);
        add(What.CALL, end, name, octets, 0, NOTHING);
    }

    void told(int end, String what) {
        settled(end);
        add(What.TOLD, end, what, 0, 0, NOTHING);
    }

    /** A segment leaves an end. */
    void sent(int end, Frame frame) {
        settled(end);
        add(What.SENT, end, "", 0, ++sent[end], datagram(frame));
    }

    /** What an end has sent reaches the other, at once. @param at when, which may be a while ago */
    void sent(int end, long at, byte[] datagram) {
        settled(end);
        int number = ++sent[end];
        entries.add(new Entry(What.SENT, at, end, "", 0, number, datagram));
        entries.add(new Entry(What.ARRIVED, at, 1 - end, "", 0, number, datagram));
        settled(end);
    }

    /** The segment with this number, of those that the end has sent, does not arrive in one piece. */
    void lost(int end, int number) {
        lost.get(end).add(number);
    }

    /** The segment with this number, of those that the other end has sent, arrives. */
    void arrived(int end, int number, Frame frame) {
        add(What.ARRIVED, end, "", 0, number, datagram(frame));
    }

    /** What the other end, which has no stack, has sent arrives, at once. */
    void arrived(int end, byte[] datagram) {
        sent(1 - end, nanos.getAsLong(), datagram);
    }

    /** What has happened at that end has been dealt with. */
    void settled(int end) {
        if (entries.size() / 2 >= most) {
            entries.subList(0, entries.size() - most).clear();
        }
        String state = null;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (entry.end == end) {
                if (!entry.state.isEmpty()) {
                    return;
                }
                state = state == null ? states.apply(end) : state;
                entry.state = state;
            }
        }
    }

    private void add(What what, int end, String words, long octets, int number, byte[] datagram) {
        entries.add(new Entry(what, nanos.getAsLong(), end, words, octets, number, datagram));
    }

    private static byte[] datagram(Frame frame) {
        int length =
                Math.min(Ipv4Header.totalLength(frame.buffer(), Frame.NETWORK), frame.length() - EthernetHeader.LENGTH);
        byte[] octets = new byte[length];
        frame.buffer().get(Frame.NETWORK, octets);
        return octets;
    }

    /**
     * What has happened so far.
     *
     * @param right title of the end with number 1
     * @param stacks of which everything was written down
     * @param rules that they have passed last
     * @param parameters of theirs
     */
    Exchange exchange(
            String left, String right, List<Exchange.End> stacks, List<String> rules, Map<String, Long> parameters) {
        settled(0);
        settled(1);
        List<Exchange.Event> events = entries.stream().map(this::event).toList();
        return new Exchange(left, right, events, nanos.getAsLong(), stacks, rules, parameters);
    }

    /** Numbers of segments are even for one end and odd for the other, so that each has its own. */
    private static int unique(int end, int number) {
        return 2 * number + end;
    }

    private Exchange.Event event(Entry e) {
        return switch (e.what) {
            case CALL -> new Exchange.Call(e.at, e.end, e.words, e.octets, e.state);
            case TOLD -> new Exchange.Told(e.at, e.end, e.words, e.state);
            case SENT ->
                new Exchange.Sent(
                        e.at,
                        e.end,
                        unique(e.end, e.number),
                        e.datagram,
                        lost.get(e.end).contains(e.number),
                        e.state);
            case ARRIVED -> new Exchange.Arrived(e.at, e.end, unique(1 - e.end, e.number), e.datagram, e.state);
        };
    }
}
