package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Segment;

/**
 * What has gone out and come in on a connection, segment by segment: kept for those that a program asks about
 * ({@link TcpLayer#countSegments}). Used by the loop.
 */
public final class SegmentCounts {

    private static final int FIRST_ROOM = 16;

    private long segmentsIn;
    private long segmentsOut;
    private long textIn;
    private long textOut;
    private long octetsOut;
    private long retransmitted;
    private long octetsRetransmitted;
    private long lastTextIn;
    private long lastTextOut;
    private long lastIn;

    /** After the last octet of sequence space that was sent, once one was. */
    private int sentUpTo;

    private boolean sentAny;

    /** Where the segments end that occupy sequence space and may not be acknowledged, in their order; a circle. */
    private int[] ends = new int[0];

    private int first;
    private int count;

    SegmentCounts(long now) {
        lastTextIn = now;
        lastTextOut = now;
        lastIn = now;
    }

    void arrived(long now, Segment segment) {
        segmentsIn++;
        lastIn = now;
        if (segment.DATA > 0) {
            textIn++;
            lastTextIn = now;
        }
    }

    /** @param unacknowledged SND.UNA: what ends there or before is forgotten when room is short */
    void sent(long now, Segment segment, int unacknowledged) {
        segmentsOut++;
        if (segment.DATA > 0) {
            textOut++;
            octetsOut += segment.DATA;
            lastTextOut = now;
        }
        int length = (int) segment.DATA + ((segment.CTL & (Binding.SYN | Binding.FIN)) != 0 ? 1 : 0);
        if (length == 0) {
            return;
        }
        int end = segment.SEQ + length;
        if (sentAny && end - sentUpTo <= 0) {
            retransmitted++;
            octetsRetransmitted += segment.DATA;
            return;
        }
        sentAny = true;
        sentUpTo = end;
        if (count == ends.length) {
            forget(unacknowledged);
            grow();
        }
        ends[(first + count) % ends.length] = end;
        count++;
    }

    private void grow() {
        if (count < ends.length) {
            return;
        }
        int[] larger = new int[Math.max(FIRST_ROOM, 2 * ends.length)];
        for (int i = 0; i < count; i++) {
            larger[i] = ends[(first + i) % ends.length];
        }
        ends = larger;
        first = 0;
    }

    private void forget(int unacknowledged) {
        while (count > 0 && ends[first] - unacknowledged <= 0) {
            first = (first + 1) % ends.length;
            count--;
        }
    }

    /** Segments that are sent and not acknowledged, those sent again counted once. @param from SND.UNA */
    public int unacknowledged(int from) {
        forget(from);
        return count;
    }

    public long segmentsIn() {
        return segmentsIn;
    }

    public long segmentsOut() {
        return segmentsOut;
    }

    /** Segments with text. */
    public long textIn() {
        return textIn;
    }

    /** Segments with text. */
    public long textOut() {
        return textOut;
    }

    /** Octets of text, those sent again included. */
    public long octetsOut() {
        return octetsOut;
    }

    /** Segments sent again, SYNs and FINs among them. */
    public long retransmitted() {
        return retransmitted;
    }

    /** Octets of text sent again. */
    public long octetsRetransmitted() {
        return octetsRetransmitted;
    }

    /** When text came last, or since when there is the connection. */
    public long lastTextIn() {
        return lastTextIn;
    }

    /** When text was sent last, or since when there is the connection. */
    public long lastTextOut() {
        return lastTextOut;
    }

    /** When anything came last, or since when there is the connection. */
    public long lastIn() {
        return lastIn;
    }
}
