package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.stack.buffer.Ring;
import java.nio.ByteBuffer;

/**
 * The text of a connection, between sequence numbers and the rings' positions, which count from 0: what stands at
 * position 0 is known once a first octet is queued or placed. Gathers what the machine delivers and acknowledges within
 * a batch, so that the user is told once.
 */
final class ConnectionText {

    private final MeetingPoint meeting;
    private boolean sendAnchored;
    private int sendAnchor;
    private boolean receiveAnchored;
    private int receiveAnchor;
    private int delivered;
    private int acknowledged;

    ConnectionText(MeetingPoint meeting) {
        this.meeting = meeting;
    }

    /**
     * SEND is about to be called for octets after those that it was called for before.
     *
     * @param end after the last octet that the machine knows of
     * @param queued position after that octet
     * @throws IllegalStateException if the two differ
     */
    void beforeSend(int end, long queued) {
        if (!sendAnchored) {
            sendAnchored = true;
            sendAnchor = end - (int) queued;
        } else if (end - sendAnchor != (int) queued) {
            throw new IllegalStateException(Connection.VARIABLES[Binding.SENT_UP_TO] + " does not stand behind the "
                    + queued + " octets that SEND was called for");
        }
    }

    /** Copies queued text to where a segment is being built. */
    void copyOut(int from, int n, ByteBuffer target, int offset) {
        Ring ring = meeting.sendRing();
        if (ring == null || !sendAnchored) {
            throw new IllegalStateException(
                    "a segment with " + n + " octets of text was to be sent, and none are queued");
        }
        ring.copyOut(Ring.unwrap(from - sendAnchor, ring.head() + acknowledged), target, offset, n);
    }

    /**
     * Puts text of an arriving segment where it belongs.
     *
     * @param at its sequence number
     * @param next RCV.NXT: nothing has been delivered beyond
     * @param skip octets at the beginning of the segment's text that are left out
     */
    void place(int at, int next, Arrival arrival, int skip, int n) {
        Ring ring = meeting.receiveRing();
        if (!receiveAnchored) {
            receiveAnchored = true;
            receiveAnchor = next;
        }
        ring.place(
                Ring.unwrap(at - receiveAnchor, ring.tail() + delivered),
                arrival.packet(),
                arrival.textOffset() + skip,
                n);
    }

    void deliver(int n) {
        delivered += n;
    }

    void acknowledge(int n) {
        acknowledged += n;
    }

    boolean hasNews() {
        return delivered != 0 || acknowledged != 0;
    }

    /** Tells the user. @return whether the send ring has room that it did not have before */
    boolean tell() {
        boolean room = acknowledged > 0;
        meeting.tell(delivered, acknowledged);
        delivered = 0;
        acknowledged = 0;
        return room;
    }
}
