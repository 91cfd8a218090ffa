package dev.sequent.stack.ip;

import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.Timer;
import dev.sequent.wire.MacAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What is known about a neighbour, or is being asked. */
final class ArpEntry {

    final int address;
    final Timer timer;
    final ArrayDeque<Frame> pending = new ArrayDeque<>();
    long mac = ArpResolver.UNRESOLVED;
    /** When the neighbour was last known to have {@link #mac}. */
    long confirmed;
    /** Requests that have not been answered; 0 when nothing is being asked. */
    int requests;
    /** When the last request went out. */
    long asked = Long.MIN_VALUE;
    /** Datagrams go there. */
    boolean used;

    long lastUse;

    // The table's.
    int place;

    @Nullable
    ArpEntry nextInBucket;

    /** What is to be done when a request has not been answered in time. */
    interface Unanswered {
        void unanswered(long now, ArpEntry entry);
    }

    ArpEntry(int address, Unanswered action) {
        this.address = address;
        this.timer = new Timer(now -> action.unanswered(now, this));
    }

    boolean isResolved() {
        return mac != ArpResolver.UNRESOLVED;
    }

    /** Everybody is being asked, and not only the station that had the address last. */
    boolean isAskedOfAll() {
        return requests >= ArpResolver.REQUESTS;
    }

    /** Whom to ask next: the last request goes to everyone, since the neighbour may have changed its MAC address. */
    long whomToAsk() {
        return isResolved() && !isAskedOfAll() ? mac : MacAddress.BROADCAST;
    }
}
