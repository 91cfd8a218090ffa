package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.stack.ip.Datagram;
import dev.sequent.wire.IpAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A segment that has arrived, with everything that belongs to it: when, between which sockets, and where its text is.
 * It travels with the calls from the input to the code that places the text.
 *
 * <p>{@link SegmentInput} owns the only one and reuses it for each segment. Receivers must not keep it beyond the call:
 * its text is gone then, and asking for it is a fault.
 */
final class Arrival {

    private final Segment segment = new Segment();
    private long now;
    private int remotePort;
    private int localPort;
    private boolean present;
    private @Nullable Datagram datagram;
    private @Nullable ByteBuffer packet;
    private int textOffset;

    /**
     * Reads the header of a segment, which has arrived if that succeeds.
     *
     * @param carrier whose payload it is
     * @return as {@link SegmentWire#parse}; unless it is {@link SegmentWire#OK}, nothing has arrived
     */
    int begin(long time, Datagram carrier) {
        ByteBuffer from = carrier.buffer();
        int offset = carrier.offset();
        int length = carrier.length();
        int parsed = SegmentWire.parse(from, offset, length, segment);
        if (parsed == SegmentWire.OK) {
            now = time;
            remotePort = SegmentWire.sourcePort(from, offset);
            localPort = SegmentWire.destinationPort(from, offset);
            present = true;
            if (datagram != carrier) { // As in Datagram.
                datagram = carrier;
            }
            if (packet != from) {
                packet = from;
            }
            textOffset = offset + length - (int) segment.DATA;
        }
        return parsed;
    }

    /** It has been dealt with, and the memory of its text is the caller's again. */
    void end() {
        present = false;
    }

    /** When it arrived, in nanoseconds on the stack's clock. */
    long now() {
        return now;
    }

    /** Its header's fields. */
    Segment segment() {
        return segment;
    }

    /** As {@link IpAddress#high} of the {@link #remoteAddress}; no object is made. */
    long remoteHigh() {
        return datagram().sourceHigh();
    }

    /** As {@link IpAddress#low} of the {@link #remoteAddress}; no object is made. */
    long remoteLow() {
        return datagram().sourceLow();
    }

    IpAddress remoteAddress() {
        return datagram().source();
    }

    int remotePort() {
        return remotePort;
    }

    int localPort() {
        return localPort;
    }

    /** Whom it is from, as a separate object. */
    Endpoint remote() {
        return new Endpoint(remoteAddress(), remotePort);
    }

    private Datagram datagram() {
        Datagram carrier = datagram;
        if (!present || carrier == null) {
            throw new IllegalStateException("whom a segment is from was asked for when its arrival was over");
        }
        return carrier;
    }

    /**
     * The buffer that its text is in, from {@link #textOffset} on.
     *
     * @throws IllegalStateException if it has been dealt with
     */
    ByteBuffer packet() {
        ByteBuffer octets = packet;
        if (!present || octets == null) {
            throw new IllegalStateException("the text of a segment was asked for when its arrival was over");
        }
        return octets;
    }

    int textOffset() {
        return textOffset;
    }
}
