package dev.sequent.stack.ip;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * From next hops to MAC addresses (RFC 826, RFC 1122 2.3.2).
 *
 * <p>An entry is asked for by broadcast, at most once a second and three times; frames for it wait meanwhile, up to a
 * limit. Once answered, it holds for a minute; the first use after that asks again, by unicast first, and the old
 * answer remains in use until three requests have gone unanswered (RFC 1122 2.3.2.1, unicast poll). Requests for our
 * address are answered, and teach us the asker.
 *
 * <p>RFC 826 believes the last one to speak, so that one frame from anybody on the link would silence a connection.
 * Here the MAC address of a neighbour in use changes only by an answer to a question (RFC 5227, 2.4, is as careful with
 * one's own address): when another is claimed, the station that has the address is asked, and only if it stays silent
 * twice is everybody. That takes two seconds when a neighbour has really moved. Where nothing has been sent yet, the
 * last claim counts.
 *
 * <p>There are no timers for entries that are not being asked for, so an idle table costs nothing.
 */
final class ArpResolver {

    /** What {@link #resolve} returns while the address is not known. */
    static final long UNRESOLVED = -1;

    static final long REQUEST_INTERVAL_NANOS = 1_000_000_000L;
    static final int REQUESTS = 3;
    static final long VALID_NANOS = 60_000_000_000L;
    static final int MAX_ENTRIES = ArpTable.MAX_ENTRIES;

    /**
     * RFC 1122, 2.3.2.2, wants one datagram kept at least. A new neighbour begins with a burst, though: all the
     * connections that it opens at once, each of which would otherwise wait a second for its SYN,ACK to be sent again.
     */
    static final int MAX_PENDING_PER_ENTRY = 128;

    static final int MAX_PENDING = 512;
    private static final int MAX_SPARE = 64;

    /** DEFEND_INTERVAL of RFC 5227, 1.1. */
    static final long DEFEND_INTERVAL_NANOS = 10_000_000_000L;

    /** Takes back a frame to whose next hop there is no answer. */
    interface Undeliverable {
        void undeliverable(long now, Frame frame);
    }

    private final Device device;
    private final Ipv4Prefix own;
    private final TimerWheel wheel;
    private final Counters<IpCounter> counters;
    private final Undeliverable undeliverable;
    private final ArpTable table;
    private final ArrayDeque<Frame> spare = new ArrayDeque<>();
    private final Frame scratch = Frame.allocate(ArpPacket.LENGTH);
    private int pendingFrames;
    private LongConsumer claimed = mac -> {};
    private long defended = -DEFEND_INTERVAL_NANOS;

    /** @param secrets for random choices, and what must not be guessed */
    ArpResolver(
            Device device,
            Ipv4Prefix own,
            TimerWheel wheel,
            Counters<IpCounter> counters,
            Undeliverable undeliverable,
            RandomGenerator secrets) {
        this.device = device;
        this.own = own;
        this.wheel = wheel;
        this.counters = counters;
        this.undeliverable = undeliverable;
        this.table = new ArpTable(secrets);
    }

    int pendingFrames() {
        return pendingFrames;
    }

    /** From now on, reports the MAC addresses of other stations that claim our address. */
    void onClaim(LongConsumer told) {
        claimed = told;
    }

    /**
     * The MAC address of a host on the link, or {@link #UNRESOLVED}: then it is being asked for, and {@link #hold}
     * keeps frames for it.
     */
    long resolve(long now, int address) {
        ArpEntry entry = table.find(address);
        if (entry == null) {
            entry = create(address);
            ask(now, entry);
        } else if (entry.isResolved() && now - entry.confirmed > VALID_NANOS && entry.requests == 0) {
            ask(now, entry);
        }
        entry.used = true;
        entry.lastUse = now;
        return entry.mac;
    }

    /**
     * Keeps a copy of a frame until its next hop, which {@link #resolve} did not know, answers. If there are too many
     * for one next hop, the newest is not kept; if there are too many in all, one chosen by lot gives way, so that
     * hosts that never answer do not take up all the room.
     *
     * @return whether it is kept
     */
    boolean hold(int address, Frame frame) {
        ArpEntry entry = table.find(address);
        if (entry == null || entry.pending.size() >= MAX_PENDING_PER_ENTRY) {
            return false;
        }
        ArpEntry crowded = pendingFrames >= MAX_PENDING ? table.anyAwaited() : null;
        if (crowded != null) {
            counters.increment(IpCounter.SEND_ARP_QUEUE_FULL);
            spare(takePending(crowded));
        }
        Frame copy = spare.isEmpty() ? Frame.allocate(device.mtu()) : spare.removeLast();
        copy.copyFrom(frame);
        entry.pending.addLast(copy);
        pendingFrames++;
        return true;
    }

    private void spare(Frame frame) {
        if (spare.size() < MAX_SPARE) {
            spare.addLast(frame);
        }
    }

    private Frame takePending(ArpEntry entry) {
        pendingFrames--;
        return entry.pending.removeFirst();
    }

    /** Tells all stations our address, so that those who know another correct it (RFC 5227, 2.3). */
    void announce() {
        send(
                MacAddress.BROADCAST,
                ArpPacket.REQUEST,
                own.address().bits(),
                0,
                own.address().bits());
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
        // A request from 0.0.0.0 probes whether an address is in use (RFC 5227, 2.1.1): it is answered, but teaches us
        // nothing.
        boolean probe = request && sender == Ipv4Address.UNSPECIFIED;
        if (!request && operation != ArpPacket.REPLY
                || mac == 0
                || mac == device.macAddress()
                || MacAddress.isGroup(mac)
                || !probe && (!own.contains(sender) || own.isBroadcast(sender))) {
            return IpCounter.DROP_ARP_MALFORMED;
        }
        if (sender == own.address().bits()) {
            defend(now, mac);
            return IpCounter.DROP_ARP_CONFLICT;
        }
        boolean forUs = ArpPacket.targetProtocol(buffer, at) == own.address().bits();
        ArpEntry entry = probe ? null : table.find(sender);
        if (entry == null && !probe && request && forUs) {
            entry = create(sender);
        }
        boolean believed = entry != null && heard(now, entry, mac, request);
        if (!request) {
            return believed ? IpCounter.ARP_REPLY_ACCEPTED : IpCounter.DROP_ARP_REPLY_UNASKED;
        }
        if (!forUs) {
            return IpCounter.ARP_REQUEST_FOR_OTHERS;
        }
        send(mac, ArpPacket.REPLY, own.address().bits(), mac, sender);
        return IpCounter.ARP_REQUEST_ANSWERED;
    }

    /**
     * A host that means to keep its address says so, to people and to the link, but not too often (RFC 5227, 2.4 (c)).
     */
    private void defend(long now, long mac) {
        if (now - defended >= DEFEND_INTERVAL_NANOS) {
            defended = now;
            claimed.accept(mac);
            announce();
        }
    }

    // ---------------------------------------------------------------- what is believed

    /** Somebody claims a MAC address for a neighbour. @return whether it is believed */
    private boolean heard(long now, ArpEntry entry, long mac, boolean request) {
        boolean answer = !request && entry.requests > 0;
        if (!entry.isResolved() || mac == entry.mac) {
            confirm(now, entry, mac);
        } else if (!entry.used) {
            confirm(now, entry, mac); // Nothing depends on it yet, and the first one asked may be the liar.
        } else if (answer && entry.isAskedOfAll()) {
            confirm(now, entry, mac);
        } else {
            counters.increment(IpCounter.ARP_CHANGES_DOUBTED);
            doubt(now, entry);
            return false;
        }
        return true;
    }

    private void confirm(long now, ArpEntry entry, long mac) {
        entry.mac = mac;
        entry.confirmed = now;
        entry.requests = 0;
        wheel.stop(entry.timer);
        while (!entry.pending.isEmpty()) {
            Frame frame = takePending(entry);
            MacAddress.put(frame.buffer(), Frame.START + EthernetHeader.DESTINATION, mac);
            counters.increment(device.send(frame) ? IpCounter.DATAGRAMS_SENT : IpCounter.SEND_LOST_AT_DEVICE);
            spare(frame);
        }
    }

    /** Asks whether an entry still holds, as soon as a second has passed since it was last asked for. */
    private void doubt(long now, ArpEntry entry) {
        if (entry.requests > 0 || entry.timer.isRunning()) {
            return;
        }
        long due = entry.asked == Long.MIN_VALUE ? now : entry.asked + REQUEST_INTERVAL_NANOS;
        if (due <= now) {
            ask(now, entry);
        } else {
            wheel.start(entry.timer, due);
        }
    }

    private void ask(long now, ArpEntry entry) {
        entry.requests++;
        entry.asked = now;
        counters.increment(IpCounter.ARP_REQUESTS_SENT);
        send(entry.whomToAsk(), ArpPacket.REQUEST, own.address().bits(), 0, entry.address);
        wheel.start(entry.timer, now + REQUEST_INTERVAL_NANOS);
    }

    private void unanswered(long now, ArpEntry entry) {
        if (entry.requests < REQUESTS) {
            ask(now, entry);
            return;
        }
        remove(entry);
        while (!entry.pending.isEmpty()) {
            Frame frame = takePending(entry);
            counters.increment(IpCounter.SEND_ARP_UNANSWERED);
            undeliverable.undeliverable(now, frame);
            spare(frame);
        }
    }

    private void send(long to, int operation, int sender, long targetHardware, int target) {
        EthernetHeader.put(scratch.buffer(), Frame.START, to, device.macAddress(), EthernetHeader.TYPE_ARP);
        ArpPacket.put(scratch.buffer(), Frame.NETWORK, operation, device.macAddress(), sender, targetHardware, target);
        scratch.length(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        if (!device.send(scratch)) {
            counters.increment(IpCounter.SEND_LOST_AT_DEVICE);
        }
    }

    private ArpEntry create(int address) {
        ArpEntry evicted = table.toEvict();
        if (evicted != null) {
            counters.increment(IpCounter.ARP_EVICTIONS);
            remove(evicted);
            while (!evicted.pending.isEmpty()) {
                counters.increment(IpCounter.SEND_ARP_UNANSWERED);
                spare(takePending(evicted));
            }
        }
        ArpEntry entry = new ArpEntry(address, this::unanswered);
        table.add(entry);
        return entry;
    }

    private void remove(ArpEntry gone) {
        table.remove(gone);
        wheel.stop(gone.timer);
    }
}
