package dev.sequent.stack.ip;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.time.Timer;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reassembles datagrams that arrive in fragments (RFC 791 3.2, RFC 1122 3.3.2).
 *
 * <p>At most {@link #MAX_DATAGRAMS} are in progress, which bounds the memory to a mebioctet; another one takes the
 * place of one chosen by lot, so that no stranger can push out a particular one. Each has {@link #TIMEOUT_NANOS} from
 * its first fragment on. A fragment that is a repetition is ignored; one that overlaps others in any other way is
 * refused, and its datagram with it: no honest sender makes them, and a fragment that is read one way here and another
 * way there is a security hole (RFC 1858, 3; RFC 5722 forbade them in IPv6).
 */
final class Reassembler {

    static final int MAX_DATAGRAMS = 16;
    static final long TIMEOUT_NANOS = 60_000_000_000L;

    /** Where payloads begin in a slot's memory; the header of the first fragment stands in front. */
    private static final int PAYLOAD = 64;

    private static final int MAX_PAYLOAD = Ipv4Header.MAX_TOTAL_LENGTH - Ipv4Header.MIN_LENGTH;

    /** Where complete datagrams go, and those whose rest did not arrive. */
    interface Sink {
        /** Takes a complete datagram, whose header is at {@code offset}; says what became of it. */
        IpCounter whole(long now, ByteBuffer buffer, int offset, boolean broadcast);

        /** Told that a datagram was given up whose first fragment, with its header at {@code offset}, had arrived. */
        void timedOut(long now, ByteBuffer buffer, int offset, boolean broadcast);
    }

    private final class Slot {
        final ByteBuffer memory = ByteBuffer.allocateDirect(PAYLOAD + Ipv4Header.MAX_TOTAL_LENGTH);
        final Timer timer = new Timer(this::expired);
        /** Which blocks of eight octets have arrived, and in which of them a fragment begins. */
        final BitSet covered = new BitSet();

        final BitSet starts = new BitSet();
        boolean free = true;
        boolean broadcast;
        int source;
        int destination;
        int protocol;
        int identification;
        int headerLength;
        int total;

        boolean is(ByteBuffer buffer, int offset) {
            return !free
                    && source == Ipv4Header.source(buffer, offset)
                    && destination == Ipv4Header.destination(buffer, offset)
                    && protocol == Ipv4Header.protocol(buffer, offset)
                    && identification == Ipv4Header.identification(buffer, offset);
        }

        void begin(long now, ByteBuffer buffer, int offset, boolean inBroadcast) {
            free = false;
            source = Ipv4Header.source(buffer, offset);
            destination = Ipv4Header.destination(buffer, offset);
            protocol = Ipv4Header.protocol(buffer, offset);
            identification = Ipv4Header.identification(buffer, offset);
            broadcast = inBroadcast;
            headerLength = 0;
            total = -1;
            covered.clear();
            starts.clear();
            wheel.start(timer, now + TIMEOUT_NANOS);
        }

        void end() {
            free = true;
            wheel.stop(timer);
        }

        void expired(long now) {
            counters.increment(IpCounter.REASSEMBLY_TIMEOUTS);
            free = true;
            if (headerLength > 0) {
                sink.timedOut(now, memory, PAYLOAD - headerLength, broadcast);
            }
        }

        boolean repeats(int first, int end) {
            int nextStart = starts.nextSetBit(first + 1);
            return starts.get(first)
                    && covered.nextClearBit(first) >= end
                    && (nextStart < 0 || nextStart >= end)
                    && (!covered.get(end) || starts.get(end));
        }

        boolean overlaps(int first, int end) {
            int next = covered.nextSetBit(first);
            return next >= 0 && next < end;
        }
    }

    private final TimerWheel wheel;
    private final Counters<IpCounter> counters;
    private final Sink sink;
    private final RandomGenerator lots;
    private final @Nullable Slot[] slots = new @Nullable Slot[MAX_DATAGRAMS];

    /** @param lots for random choices that must not be guessed */
    Reassembler(TimerWheel wheel, Counters<IpCounter> counters, RandomGenerator lots, Sink sink) {
        this.lots = lots;
        this.wheel = wheel;
        this.counters = counters;
        this.sink = sink;
    }

    /** How many datagrams are in progress. */
    int pending() {
        int n = 0;
        for (Slot slot : slots) {
            n += slot != null && !slot.free ? 1 : 0;
        }
        return n;
    }

    /**
     * Takes a fragment whose header, at {@code offset}, has been found valid.
     *
     * @param broadcast whether it came in a frame to all stations or is addressed to all hosts
     */
    IpCounter receive(long now, ByteBuffer buffer, int offset, boolean broadcast) {
        int header = Ipv4Header.headerLength(buffer, offset);
        int length = Ipv4Header.totalLength(buffer, offset) - header;
        int position = Ipv4Header.fragmentOffset(buffer, offset);
        boolean last = !Ipv4Header.moreFragments(buffer, offset);
        if (length == 0 || !last && length % 8 != 0 || position + length > MAX_PAYLOAD) {
            return IpCounter.DROP_FRAGMENT_MALFORMED;
        }
        Slot slot = slotFor(now, buffer, offset, broadcast);
        int first = position / 8;
        int end = (position + length + 7) / 8;
        if (slot.repeats(first, end)) {
            return IpCounter.DROP_FRAGMENT_DUPLICATE;
        }
        boolean beyondEnd = slot.total >= 0 && position + length > slot.total;
        boolean secondEnd = last && (slot.total >= 0 || slot.covered.length() > end);
        if (slot.overlaps(first, end) || beyondEnd || secondEnd) {
            slot.end();
            return IpCounter.DROP_FRAGMENT_OVERLAP;
        }
        slot.memory.put(PAYLOAD + position, buffer, offset + header, length);
        slot.covered.set(first, end);
        slot.starts.set(first);
        slot.broadcast |= broadcast;
        if (last) {
            slot.total = position + length;
        }
        if (position == 0) {
            slot.headerLength = header;
            slot.memory.put(PAYLOAD - header, buffer, offset, header);
        }
        return slot.total >= 0 && slot.covered.nextClearBit(0) * 8 >= slot.total
                ? complete(now, slot)
                : IpCounter.FRAGMENT_KEPT;
    }

    private IpCounter complete(long now, Slot slot) {
        slot.end();
        int length = slot.headerLength + slot.total;
        if (length > Ipv4Header.MAX_TOTAL_LENGTH) {
            return IpCounter.DROP_FRAGMENT_MALFORMED;
        }
        int offset = PAYLOAD - slot.headerLength;
        slot.memory.putShort(offset + Ipv4Header.TOTAL_LENGTH, (short) length);
        slot.memory.putShort(offset + Ipv4Header.FLAGS_FRAGMENT, (short) 0);
        Ipv4Header.putChecksum(slot.memory, offset);
        counters.increment(IpCounter.DATAGRAMS_REASSEMBLED);
        return sink.whole(now, slot.memory, offset, slot.broadcast);
    }

    private Slot slotFor(long now, ByteBuffer buffer, int offset, boolean broadcast) {
        int vacant = -1;
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[i];
            if (slot == null || slot.free) {
                vacant = vacant < 0 || slot != null && slots[vacant] == null ? i : vacant;
            } else if (slot.is(buffer, offset)) {
                return slot;
            }
        }
        if (vacant < 0) {
            counters.increment(IpCounter.REASSEMBLY_EVICTIONS);
            vacant = lots.nextInt(slots.length);
        }
        Slot slot = slots[vacant];
        if (slot == null) {
            slot = new Slot();
            slots[vacant] = slot;
        } else if (!slot.free) {
            slot.end();
        }
        slot.begin(now, buffer, offset, broadcast);
        return slot;
    }
}
