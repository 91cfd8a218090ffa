package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.stack.ip.SendResult;
import dev.sequent.wire.Icmpv4Header;

/**
 * What IP has reported about segments while the machine was busy sending them: it can be told only when it has come to
 * rest. Used by the loop.
 */
final class SendTrouble {

    private boolean noRoute;
    private boolean tooBig;
    private int tooBigSequence;

    void note(SendResult result, Segment segment) {
        switch (result) {
            case NO_ROUTE -> noRoute = true;
            case TOO_BIG -> {
                tooBig = true;
                tooBigSequence = segment.SEQ;
            }
            case SENT, AWAITING_ARP, LOST -> {}
        }
    }

    /** A segment had no route. */
    boolean noRoute() {
        return noRoute;
    }

    static TcpFailure noRouteTo(Endpoint remote) {
        return new TcpFailure(
                TcpFailure.Kind.NO_ROUTE,
                "no route to " + remote + ": it is not on this stack's network and there is no gateway");
    }

    /** Whether a segment was larger than our own link's MTU; asking clears this. */
    boolean takeTooBig() {
        boolean untold = tooBig;
        tooBig = false;
        return untold;
    }

    /** Tells the machine about the last segment that was too big, as when a router on the path reports it. */
    void tellTooBig(Connection machine, long now, int mtu) {
        machine.icmpError(
                now, Icmpv4Header.DESTINATION_UNREACHABLE, Icmpv4Header.FRAGMENTATION_NEEDED, mtu, tooBigSequence);
    }
}
