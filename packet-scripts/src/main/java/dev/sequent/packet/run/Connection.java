package dev.sequent.packet.run;

import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.TcpHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A connection of the script, and how its numbers become those on the wire. The remote is the script itself: its
 * sequence numbers, window and timestamps go out as they are written. The host chooses its own, which are shifted.
 */
final class Connection {
    private static final long MASK = 0xFFFF_FFFFL;

    private final int localPort;
    private final Ipv4Address remote;
    private final int remotePort;

    /** What is added to the script's number of an octet of the host's. */
    private int shift;

    private boolean shiftKnown;

    /** A new connection may have begun between the same ports: the host's next SYN has another number. */
    private boolean mayBegin = true;

    /** The number on the wire that the host's last SYN acknowledged. */
    private OptionalInt answered = OptionalInt.empty();

    /** The host's timestamps, by the script's. */
    private final Map<Long, Integer> stamps = new HashMap<>();

    private OptionalLong firstStamp = OptionalLong.empty();
    private int firstLiveStamp;
    private long firstStampAt;

    /** Script numbers; the last segment that the host has sent. */
    private long lastSequence;

    private boolean finSent;
    private boolean finReceived;

    Connection(int localPort, Ipv4Address remote, int remotePort) {
        this.localPort = localPort;
        this.remote = remote;
        this.remotePort = remotePort;
    }

    int localPort() {
        return localPort;
    }

    Ipv4Address remote() {
        return remote;
    }

    int remotePort() {
        return remotePort;
    }

    boolean isBetween(int local, Ipv4Address address, int port) {
        return localPort == local && remotePort == port && remote.equals(address);
    }

    // ---------------------------------------------------------------- sequence numbers of the host

    /** The number on the wire of what the script calls {@code number}. */
    int live(long number) {
        return (int) number + shift;
    }

    /** What the script calls a number on the wire. */
    long script(int live) {
        return live - shift & MASK;
    }

    boolean isKnown() {
        return shiftKnown;
    }

    /** The host has sent a SYN, which the script calls {@code number}: the first one says where its numbers begin. */
    void synSent(LiveSegment syn, long number) {
        OptionalInt answers = syn.has(TcpHeader.ACK) ? OptionalInt.of(syn.acknowledgment()) : OptionalInt.empty();
        if (!shiftKnown || mayBegin || answersAnother(answers)) {
            shift = syn.sequence() - (int) number;
            shiftKnown = true;
            mayBegin = false;
        }
        answered = answers;
    }

    /**
     * Back in LISTEN without a RST or a FIN (RFC 9293, 3.10.7.4, fourth), the host has answered another SYN than
     * before.
     */
    private boolean answersAnother(OptionalInt answers) {
        return answered.isPresent() && answers.isPresent() && answered.getAsInt() != answers.getAsInt();
    }

    /** Takes note of what the host has sent. */
    void sent(LiveSegment segment) {
        lastSequence = script(segment.sequence());
        finSent |= segment.has(TcpHeader.FIN);
        over(segment.has(TcpHeader.RST));
    }

    /** Takes note of what the script has sent. */
    void received(int control) {
        finReceived |= (control & TcpHeader.FIN) != 0;
        over((control & TcpHeader.RST) != 0);
    }

    private void over(boolean reset) {
        if (reset || finSent && finReceived) {
            mayBegin = true;
        }
    }

    long lastSequence() {
        return lastSequence;
    }

    /**
     * A segment that answers one without a connection takes its number from there, or is 0 (RFC 9293, 3.10.7.1): that
     * is no number of the host's own.
     */
    boolean isForeign(LiveSegment segment) {
        return segment.has(TcpHeader.RST) && segment.has(TcpHeader.ACK) && segment.sequence() == 0;
    }

    // ---------------------------------------------------------------- timestamps of the host

    /** The host has stamped a segment, and the script calls that {@code stamp}. */
    void stamped(long stamp, int live, long at) {
        stamps.put(stamp, live);
        if (firstStamp.isEmpty()) {
            firstStamp = OptionalLong.of(stamp);
            firstLiveStamp = live;
            firstStampAt = at;
        }
    }

    /** What is on the wire for the script's stamp of the host's. */
    int liveStamp(long stamp) {
        Integer known = stamps.get(stamp);
        return known != null
                ? known
                : stamp == 0 || firstStamp.isEmpty()
                        ? (int) stamp
                        : (int) (stamp - firstStamp.getAsLong()) + firstLiveStamp;
    }

    /** What the script should call a stamp on the wire. */
    long scriptStamp(int live) {
        return firstStamp.isEmpty()
                ? Integer.toUnsignedLong(live)
                : live - firstLiveStamp + firstStamp.getAsLong() & MASK;
    }

    /** What the script should call the stamp of a segment that is sent at {@code at}, if a tick takes so long. */
    OptionalLong stampAt(long at, long tick) {
        return firstStamp.isEmpty() || tick == 0
                ? OptionalLong.empty()
                : OptionalLong.of(firstStamp.getAsLong() + (at - firstStampAt) / tick & MASK);
    }
}
