package dev.sequent.suite.stacks;

import dev.sequent.wire.TcpHeader;

/**
 * One segment for a port where no connection is established yet.
 *
 * @param isn of the stack, as far as it has one
 * @param remoteIsn of the remote, as far as it has sent it
 * @param control its eight control bits
 * @param sequence it begins so far behind the remote's ISN
 * @param acknowledgment so far behind the stack's ISN
 * @param octets of text
 */
record FirstSegment(
        Place place, int isn, int remoteIsn, int control, int sequence, int acknowledgment, int window, int octets) {

    /** Whom it reaches. */
    enum Place {
        /** Nobody. */
        NOBODY,
        /** A listener. */
        LISTENER,
        /** A connection whose SYN has gone out. */
        OPENING,
        /** A connection that a listener has begun, and whose SYN,ACK has gone out. */
        ANSWERING
    }

    boolean has(int bit) {
        return (control & bit) != 0;
    }

    /** SEG.LEN. */
    int length() {
        return octets + (has(TcpHeader.SYN) ? 1 : 0) + (has(TcpHeader.FIN) ? 1 : 0);
    }

    String text() {
        String whom = switch (place) {
            case NOBODY -> "nobody listens";
            case LISTENER -> "somebody listens";
            case OPENING -> "the stack has sent a SYN";
            case ANSWERING -> "the stack has answered a SYN";
        };
        return whom + ", ISNs " + Integer.toUnsignedString(isn) + " and " + Integer.toUnsignedString(remoteIsn)
                + "\na segment with control bits " + Integer.toBinaryString(control) + ", SEQ "
                + sequence + " behind the remote's ISN, ACK " + acknowledgment + " behind the stack's, window " + window
                + ", " + octets + " octets";
    }
}
