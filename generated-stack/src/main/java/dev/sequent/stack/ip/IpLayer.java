package dev.sequent.stack.ip;

import dev.sequent.stack.device.Frame;
import dev.sequent.wire.IpAddress;

/** The network layer as transports see it, of whatever family. */
public interface IpLayer {

    /** Our address. */
    IpAddress address();

    /** What is particular to the family and the link, for a transport's parameters. */
    IpParameters parameters();

    /** Whether datagrams can go to an address at all; {@link SendResult#NO_ROUTE} otherwise. */
    boolean hasRoute(IpAddress destination);

    /**
     * Whether a datagram to an address that there is a route to would leave at once. If not, the neighbour that it goes
     * by is not known; it is being asked for.
     */
    boolean isNeighbourKnown(long now, IpAddress destination);

    /**
     * Sends a datagram from our address, perhaps to it. Its payload, checksum included, stands in the frame from
     * {@link Frame#TRANSPORT} on; the headers in front are written here. Nothing is copied unless it has to wait for
     * its neighbour's address or comes back to us. The frame may be reused on return, and its payload is unchanged.
     *
     * @param protocol as {@link IpProtocol#number}
     * @param length octets of the payload
     * @param typeOfService DSCP and ECN
     * @param timeToLive 1 to 255; 0 for the layer's own, 64
     * @param mayFragment it may be fragmented on the way; otherwise whoever cannot pass it on says so
     * @return what became of it
     */
    SendResult send(
            long now,
            Frame frame,
            int protocol,
            IpAddress destination,
            int length,
            int typeOfService,
            int timeToLive,
            boolean mayFragment);
}
