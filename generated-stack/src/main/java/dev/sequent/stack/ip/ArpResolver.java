package dev.sequent.stack.ip;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.Timer;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.stack.wire.ArpPacket;
import dev.sequent.stack.wire.EthernetHeader;
import dev.sequent.stack.wire.Ipv4Address;
import dev.sequent.stack.wire.Ipv4Prefix;
import dev.sequent.stack.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * From next hops to MAC addresses (RFC 826, RFC 1122 2.3.2).
 *
 * <p>An entry is asked for by broadcast, at most once a second and three times; frames for it wait meanwhile, a few. Once answered it holds for
 * a minute; the first use after that asks again, by unicast first, and goes on using the old answer until three requests stayed unanswered
 * (RFC 1122 2.3.2.1, unicast poll). Requests for our address are answered, and teach us the asker. There are no timers for entries that are not
 * being asked for, so an idle table costs nothing.
 */
final class ArpResolver {

    /** What {@link #resolve} returns while the address is not known. */
    static final long UNRESOLVED = -1;

    static final long REQUEST_INTERVAL_NANOS = 1_000_000_000L;
    static final int REQUESTS = 3;
    static final long VALID_NANOS = 60_000_000_000L;
    static final int MAX_ENTRIES = 256;
    static final int MAX_PENDING_PER_ENTRY = 8;
    static final int MAX_PENDING = 64;

    private static final int BUCKETS = 256;

    /** DEFEND_INTERVAL of RFC 5227, 1.1. */
    static final long DEFEND_INTERVAL_NANOS = 10_000_000_000L;

    /** Takes back a frame to whose next hop there is no answer. */
    interface Undeliverable {
        void undeliverable(long now, Frame frame);
    }

    private final class Entry {
        final int address;
        final Timer timer = new Timer(this::unanswered);
        final ArrayDeque<Frame> pending = new ArrayDeque<>();
        @Nullable Entry nextInBucket;
        long mac = UNRESOLVED;
        long confirmed;
        int requests;

        Entry(int address) {
            this.address = address;
        }

        void ask(long now) {
            requests++;
            // The last request goes to everyone: the station may have got another MAC address.
            request(address, mac == UNRESOLVED || requests == REQUESTS ? MacAddress.BROADCAST : mac);
            wheel.start(timer, now + REQUEST_INTERVAL_NANOS);
        }

        void unanswered(long now) {
            if (requests < REQUESTS) {
                ask(now);
                return;
            }
            remove(this);
            while (!pending.isEmpty()) {
                Frame frame = pending.removeFirst();
                pendingFrames--;
                counters.increment(IpCounter.SEND_ARP_UNANSWERED);
                undeliverable.undeliverable(now, frame);
                spare.addLast(frame);
            }
        }

        void confirm(long now, long answer) {
            mac = answer;
            confirmed = now;
            requests = 0;
            wheel.stop(timer);
            while (!pending.isEmpty()) {
                Frame frame = pending.removeFirst();
                pendingFrames--;
                MacAddress.put(frame.buffer(), Frame.START + EthernetHeader.DESTINATION, mac);
                counters.increment(device.send(frame) ? IpCounter.DATAGRAMS_SENT : IpCounter.SEND_LOST_AT_DEVICE);
                spare.addLast(frame);
            }
        }
    }

    private final Device device;
    private final Ipv4Prefix own;
    private final TimerWheel wheel;
    private final Counters<IpCounter> counters;
    private final Undeliverable undeliverable;
    private final @Nullable Entry[] buckets = new @Nullable Entry[BUCKETS];
    private final ArrayDeque<Frame> spare = new ArrayDeque<>();
    private final Frame scratch = Frame.allocate(ArpPacket.LENGTH);
    private int entries;
    private int pendingFrames;
    private LongConsumer claimed = mac -> {};
    private long defended = -DEFEND_INTERVAL_NANOS;

    ArpResolver(
            Device device, Ipv4Prefix own, TimerWheel wheel, Counters<IpCounter> counters, Undeliverable undeliverable) {
        this.device = device;
        this.own = own;
        this.wheel = wheel;
        this.counters = counters;
        this.undeliverable = undeliverable;
    }

    int entries() {
        return entries;
    }

    int pendingFrames() {
        return pendingFrames;
    }

    /** From now on, tells of other stations that claim our address: their MAC addresses. */
    void onClaim(LongConsumer told) {
        claimed = told;
    }

    /** The MAC address of a host on the link, or {@link #UNRESOLVED}: then it is being asked for, and {@link #hold} keeps frames for it. */
    long resolve(long now, int address) {
        Entry entry = find(address);
        if (entry == null) {
            entry = create(address);
            entry.ask(now);
        } else if (entry.mac != UNRESOLVED && now - entry.confirmed > VALID_NANOS && entry.requests == 0) {
            entry.ask(now);
        }
        return entry.mac;
    }

    /**
     * Keeps a copy of a frame until its next hop, which {@link #resolve} did not know, answers; of too many the newest is not kept.
     *
     * @return whether it is kept
     */
    boolean hold(int address, Frame frame) {
        Entry entry = find(address);
        if (entry == null || entry.pending.size() >= MAX_PENDING_PER_ENTRY || pendingFrames >= MAX_PENDING) {
            return false;
        }
        Frame copy = spare.isEmpty() ? Frame.allocate(device.mtu()) : spare.removeLast();
        copy.copyFrom(frame);
        entry.pending.addLast(copy);
        pendingFrames++;
        return true;
    }

    /** Tells all stations our address, so that those who know another correct it (RFC 5227, 2.3). */
    void announce() {
        send(MacAddress.BROADCAST, ArpPacket.REQUEST, own.address(), 0, own.address());
    }

    /** Takes an ARP frame; says what it was. */
    IpCounter receive(long now, Frame frame) {
        ByteBuffer buffer = frame.buffer();
        int at = Frame.NETWORK;
        if (frame.length() < EthernetHeader.LENGTH + ArpPacket.LENGTH || !ArpPacket.isIpv4OverEthernet(buffer, at)) {
            return IpCounter.DROP_ARP_MALFORMED;
        }
        int operation = ArpPacket.operation(buffer, at);
        long mac = ArpPacket.senderHardware(buffer, at);
        int sender = ArpPacket.senderProtocol(buffer, at);
        boolean request = operation == ArpPacket.REQUEST;
        // A request from 0.0.0.0 is a probe whether an address is in use (RFC 5227, 2.1.1): answered, but nothing to learn.
        boolean probe = request && sender == Ipv4Address.UNSPECIFIED;
        if (!request && operation != ArpPacket.REPLY
                || mac == 0
                || MacAddress.isGroup(mac)
                || !probe && (!own.contains(sender) || own.isBroadcast(sender))) {
            return IpCounter.DROP_ARP_MALFORMED;
        }
        if (sender == own.address()) {
            defend(now, mac);
            return IpCounter.DROP_ARP_CONFLICT;
        }
        boolean forUs = ArpPacket.targetProtocol(buffer, at) == own.address();
        Entry entry = probe ? null : find(sender);
        if (entry == null && !probe && request && forUs) {
            entry = create(sender);
        }
        if (entry != null) {
            entry.confirm(now, mac);
        }
        if (!request) {
            return entry == null ? IpCounter.DROP_ARP_REPLY_UNASKED : IpCounter.ARP_REPLY_ACCEPTED;
        }
        if (!forUs) {
            return IpCounter.ARP_REQUEST_FOR_OTHERS;
        }
        send(mac, ArpPacket.REPLY, own.address(), mac, sender);
        return IpCounter.ARP_REQUEST_ANSWERED;
    }

    /** A host that is to keep its address says so, to people and to the link, and not too often (RFC 5227, 2.4 (c)). */
    private void defend(long now, long mac) {
        if (now - defended >= DEFEND_INTERVAL_NANOS) {
            defended = now;
            claimed.accept(mac);
            announce();
        }
    }

    private void request(int address, long to) {
        counters.increment(IpCounter.ARP_REQUESTS_SENT);
        send(to, ArpPacket.REQUEST, own.address(), 0, address);
    }

    private void send(long to, int operation, int sender, long targetHardware, int target) {
        EthernetHeader.put(scratch.buffer(), Frame.START, to, device.macAddress(), EthernetHeader.TYPE_ARP);
        ArpPacket.put(scratch.buffer(), Frame.NETWORK, operation, device.macAddress(), sender, targetHardware, target);
        scratch.length(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        if (!device.send(scratch)) {
            counters.increment(IpCounter.SEND_LOST_AT_DEVICE);
        }
    }

    private static int bucket(int address) {
        return (address * 0x9E37_79B9) >>> 24;
    }

    private @Nullable Entry find(int address) {
        Entry entry = buckets[bucket(address)];
        while (entry != null && entry.address != address) {
            entry = entry.nextInBucket;
        }
        return entry;
    }

    private Entry create(int address) {
        if (entries >= MAX_ENTRIES) {
            evict();
        }
        Entry entry = new Entry(address);
        int bucket = bucket(address);
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
        entries++;
        return entry;
    }

    private void remove(Entry gone) {
        int bucket = bucket(gone.address);
        Entry entry = buckets[bucket];
        if (entry == gone) {
            buckets[bucket] = gone.nextInBucket;
        } else {
            while (entry != null && entry.nextInBucket != gone) {
                entry = entry.nextInBucket;
            }
            if (entry != null) {
                entry.nextInBucket = gone.nextInBucket;
            }
        }
        wheel.stop(gone.timer);
        entries--;
    }

    /** Makes room: the entry that was confirmed longest ago goes, those that never were first, and what waits for it is lost. */
    private void evict() {
        Entry oldest = null;
        for (Entry head : buckets) {
            for (Entry entry = head; entry != null; entry = entry.nextInBucket) {
                if (oldest == null || age(entry) < age(oldest)) {
                    oldest = entry;
                }
            }
        }
        if (oldest != null) {
            counters.increment(IpCounter.ARP_EVICTIONS);
            remove(oldest);
            for (Frame frame : oldest.pending) {
                pendingFrames--;
                counters.increment(IpCounter.SEND_ARP_UNANSWERED);
                spare.addLast(frame);
            }
            oldest.pending.clear();
        }
    }

    private static long age(Entry entry) {
        return entry.mac == UNRESOLVED ? -1 : entry.confirmed;
    }
}
