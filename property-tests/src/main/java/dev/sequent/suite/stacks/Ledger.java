package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.util.BitSet;

/**
 * What passed between one stack and its remote, as anybody on the wire could have noted it, and what RFC 9293 demands
 * of it. Positions count octets of a direction from 0, behind the SYN. It knows nothing of the stack but what it sends,
 * and what its user sees.
 */
final class Ledger {
    /** Octets of a direction at most. */
    static final int MOST = 1 << 18;

    /** Octets of the remote's that differ from those that it meant to send. */
    static final byte OTHER = 0x5A;

    private static final byte MEANT = 1;
    private static final byte CHANGED = 2;
    /** Ranges out of order that a receiver must be expected to keep; it may have fewer than there are gaps. */
    private static final int RANGES = 15;

    private final int iss;
    private final int irs;

    // What the stack has sent.
    /** Behind the last octet, or the FIN. */
    long sentUpTo;
    /** Of these, what the remote has acknowledged, as far as the stack may have believed it. */
    long acknowledged;
    /** The furthest octet that the remote has ever offered to take. */
    private long offered;
    /** Octets that the stack's user has written, and whether it may send a FIN behind them. */
    long written;

    boolean shut;
    boolean finSent;

    // What the remote has sent.
    /** Octets that may have reached the stack, and those that it must have taken. */
    private final BitSet may = new BitSet();

    private final BitSet must = new BitSet();
    private final byte[] variants = new byte[MOST];
    /** The positions of its FINs. */
    private final BitSet fins = new BitSet();
    /**
     * Where, within the window, its furthest segment began: a later one that begins before it tells of no window
     * (3.10.7.4, fifth).
     */
    long furthest;
    /** What the stack has acknowledged, and up to where it has offered to take octets. */
    long expected;

    long edge;

    /** By how much a window grows at least when it grows (RFC 9293, 3.8.6.2.2). */
    private final long growth;

    /** @param growth octets by which the stack's window grows at least when it grows */
    Ledger(int iss, int irs, long growth) {
        this.iss = iss;
        this.irs = irs;
        this.growth = growth;
    }

    /** The number of the remote's octet at that position. */
    int remoteSequence(long position) {
        return irs + 1 + (int) position;
    }

    /** The number of the stack's octet at that position. */
    int sequence(long position) {
        return iss + 1 + (int) position;
    }

    private long positionOfStack(int sequence) {
        return acknowledged + (sequence - sequence(acknowledged));
    }

    private long positionOfRemote(int sequence) {
        return expected + (sequence - remoteSequence(expected));
    }

    // ---------------------------------------------------------------- the remote sends

    /** The remote's SYN, or its SYN,ACK, offers this. */
    void opened(int window) {
        offered = window;
    }

    /**
     * A segment of the remote's is about to arrive.
     *
     * @param plain the stack takes text, and nothing about the segment but its text is unusual
     * @param other its text is not what the remote meant to send
     */
    void remoteSends(RemoteWire.Segment s, boolean plain, boolean other) {
        long ack = positionOfStack(s.acknowledgment());
        long begin = positionOfRemote(s.sequence()) + (s.has(TcpHeader.SYN) ? 1 : 0);
        long end = begin + s.octets().length;
        boolean inWindow = end >= expected && begin <= edge;
        if (inWindow) {
            furthest = Math.max(furthest, begin);
        }
        if (s.has(TcpHeader.ACK) && ack <= sentUpTo && inWindow) {
            offered = Math.max(offered, ack + s.window());
        }
        boolean takes =
                plain && begin <= edge && end > expected && ack >= acknowledged && ack <= sentUpTo && edge > expected;
        boolean keeps = begin <= inOrder() || ranges() < RANGES;
        for (long at = Math.max(0, begin); at < Math.min(end, MOST); at++) {
            may.set((int) at);
            if (at >= delivered) {
                variants[(int) at] |= other ? CHANGED : MEANT;
            }
            if (takes && keeps && at >= expected && at < edge && !beyondFin(at)) {
                must.set((int) at);
            }
        }
        if (s.has(TcpHeader.FIN) && end >= 0 && end < MOST) {
            fins.set((int) end);
            must.clear((int) end, MOST); // Text behind a FIN: nobody meant it.
        }
        if (s.has(TcpHeader.ACK) && !s.has(TcpHeader.RST) && inWindow && ack > acknowledged && ack <= sentUpTo) {
            acknowledged = ack;
        }
    }

    private boolean beyondFin(long at) {
        int fin = fins.nextSetBit(0);
        return fin >= 0 && at >= fin;
    }

    /** Behind the last octet that the stack must have in order. */
    private long inOrder() {
        return must.nextClearBit(0);
    }

    private int ranges() {
        int ranges = 0;
        for (int at = must.nextSetBit((int) inOrder()); at >= 0; at = must.nextSetBit(must.nextClearBit(at))) {
            ranges++;
        }
        return ranges;
    }

    /** Whether the remote has sent a FIN, wherever. */
    boolean remoteFinished() {
        return !fins.isEmpty();
    }

    /** Behind the last octet that the remote has ever sent. */
    long remoteEnd() {
        return may.length();
    }

    // ---------------------------------------------------------------- the stack's user receives

    /** Octets that the stack's user has read, or could. */
    long delivered;

    private long read;

    /** @param readable octets that the user could read now */
    void readable(int readable) {
        delivered = read + readable;
        if (delivered > may.nextClearBit(0)) {
            throw new Violation("the user can read up to octet " + delivered + ", and only " + may.nextClearBit(0)
                    + " have been sent in order");
        }
        if (delivered > edge) {
            throw new Violation(
                    "the user can read up to octet " + delivered + ", and the stack had offered to take up to " + edge);
        }
        if (delivered < inOrder()) {
            throw new Violation(
                    "octets up to " + inOrder() + " were sent, within the window, and the user has no more than "
                            + delivered + " (RFC 9293, 3.10.7.4, seventh)");
        }
    }

    /** The user has read these. */
    void reads(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            byte meant = Octets.at(1, read + i);
            int at = (int) (read + i);
            boolean right = (variants[at] & MEANT) != 0 && octets[i] == meant
                    || (variants[at] & CHANGED) != 0 && octets[i] == (byte) (meant ^ OTHER);
            if (!right) {
                throw new Violation(
                        "the user reads an octet at " + at + " that nobody sent there before it had been acknowledged");
            }
        }
        read += length;
    }

    /** For half a second nothing has come. */
    void checkAcknowledged() {
        if (expected < delivered) {
            throw new Violation("octets up to " + delivered + " have come, and half a second later " + expected
                    + " are acknowledged (RFC 9293, 3.8.6.3, MUST-40)");
        }
    }

    // ---------------------------------------------------------------- the stack sends

    /** A segment of the stack's, in a synchronized state. */
    void heard(RemoteWire.Segment s) {
        long begin = positionOfStack(s.sequence());
        long end = begin + s.octets().length;
        if (s.has(TcpHeader.SYN)) {
            return; // Of the handshake, again.
        }
        if (s.octets().length > 0) {
            text(s, begin, end);
        }
        if (s.has(TcpHeader.FIN)) {
            fin(end);
        }
        if (s.has(TcpHeader.ACK)) {
            acknowledgment(s);
        }
        sentUpTo = Math.max(sentUpTo, end + (s.has(TcpHeader.FIN) ? 1 : 0));
    }

    private void text(RemoteWire.Segment s, long begin, long end) {
        if (begin < 0 || end > written) {
            throw new Violation(
                    "the stack sends octets " + begin + " to " + end + ", and its user has written " + written);
        }
        long wrong = Octets.difference(s.octets(), s.octets().length, 0, begin);
        if (wrong >= 0) {
            throw new Violation("the stack sends octet " + wrong + ", and not as its user has written it");
        }
        boolean probe = s.octets().length == 1 && begin <= offered;
        if (end > offered && !probe) {
            throw new Violation("the stack sends octets up to " + end + ", and the remote has never offered more than "
                    + offered + " (RFC 9293, 3.8.6)");
        }
    }

    private void fin(long at) {
        if (!shut || at != written) {
            throw new Violation("the stack sends a FIN behind octet " + at + ", and its user "
                    + (shut ? "has written " + written : "has not closed"));
        }
        if (at > offered) {
            throw new Violation("the stack sends a FIN beyond the window, " + at + " of " + offered);
        }
        finSent = true;
    }

    private void acknowledgment(RemoteWire.Segment s) {
        long ack = positionOfRemote(s.acknowledgment());
        if (s.has(TcpHeader.RST)) {
            return;
        }
        if (ack < expected) {
            throw new Violation("the stack takes an acknowledgment back: of " + expected + ", now of " + ack);
        }
        if (ack > edge) {
            throw new Violation(
                    "the stack acknowledges octets up to " + ack + ", and it had offered to take up to " + edge);
        }
        long most = may.nextClearBit(0);
        if (ack > most && !(ack - 1 <= most && fins.get((int) (ack - 1)))) {
            throw new Violation(
                    "the stack acknowledges octets up to " + ack + ", and " + most + " have been sent in order");
        }
        expected = ack;
        if (ack + s.window() < edge) {
            throw new Violation("the stack takes a window back: it had offered up to " + edge + ", and now "
                    + (ack + s.window()) + " (RFC 9293, 3.8.6.2.2, SHLD-14)");
        }
        long grows = ack + s.window() - edge;
        if (grows > 0 && grows < growth) {
            throw new Violation("the stack's window grows by " + grows + " octets, and by less than " + growth
                    + " it should not (RFC 9293, 3.8.6.2.2, MUST-39)");
        }
        edge = ack + s.window();
    }
}
