package dev.sequent.stack.ip;

import dev.sequent.wire.IpAddress;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A datagram that has arrived, whole and with a valid header, on its way to a protocol.
 *
 * <p>{@link Ipv4Layer} owns the only one and reuses it for each datagram. Receivers must not keep it, nor the memory
 * behind it, beyond the call: asking for its octets then is a fault.
 */
public final class Datagram {

    private final RecentAddresses addresses;
    private boolean present;
    private @Nullable ByteBuffer buffer;
    private int headerOffset;
    private int offset;
    private int length;
    private boolean broadcast;
    private boolean checksumVouched;

    /** @param addresses for those that are wanted as objects */
    Datagram(RecentAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * One has arrived.
     *
     * @param header where its header begins
     * @param toAll to all stations of the link or to all hosts
     * @param vouched as {@link #checksumVouched}
     */
    void begin(ByteBuffer octets, int header, boolean toAll, boolean vouched) {
        present = true;
        // As a rule it is the same, and G1 tracks stored references: storing three for each segment took 7 % of its
        // time.
        if (buffer != octets) {
            buffer = octets;
        }
        headerOffset = header;
        int headerLength = Ipv4Header.headerLength(octets, header);
        offset = header + headerLength;
        length = Ipv4Header.totalLength(octets, header) - headerLength;
        broadcast = toAll;
        checksumVouched = vouched;
    }

    /** It has been dealt with. */
    void end() {
        present = false;
    }

    /**
     * The buffer that it is in: big-endian; position and limit are undefined.
     *
     * @throws IllegalStateException if it has been dealt with
     */
    public ByteBuffer buffer() {
        ByteBuffer octets = buffer;
        if (!present || octets == null) {
            throw new IllegalStateException("a datagram was looked at after it had been delivered");
        }
        return octets;
    }

    int headerOffset() {
        return headerOffset;
    }

    /**
     * A host's address, perhaps our own, neither broadcast nor multicast. It may have to be made; {@link #sourceHigh}
     * and {@link #sourceLow} make nothing.
     */
    public IpAddress source() {
        return addresses.get(Ipv4Header.source(buffer(), headerOffset));
    }

    /** As {@link IpAddress#high} of the {@link #source}. */
    public long sourceHigh() {
        return 0;
    }

    /** As {@link IpAddress#low} of the {@link #source}. */
    public long sourceLow() {
        return Ipv4Address.low(Ipv4Header.source(buffer(), headerOffset));
    }

    /** As {@link IpAddress#pseudoHeader}, of this datagram's payload between its source and whom it was sent to. */
    public int pseudoHeader() {
        ByteBuffer octets = buffer();
        return Ipv4Address.pseudoHeader(
                Ipv4Header.source(octets, headerOffset),
                Ipv4Header.destination(octets, headerOffset),
                Ipv4Header.protocol(octets, headerOffset),
                length);
    }

    /** Where the payload begins, absolute. */
    public int offset() {
        return offset;
    }

    /** Octets of the payload, possibly none. */
    public int length() {
        return length;
    }

    /** Whether it came to all stations of the link or to all hosts. */
    boolean isBroadcast() {
        return broadcast;
    }

    /** Whether the device vouches for the payload's checksum, so that it need not be verified. */
    public boolean checksumVouched() {
        return checksumVouched;
    }
}
