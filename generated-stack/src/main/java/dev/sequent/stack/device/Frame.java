package dev.sequent.stack.device;

import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Native memory for one Ethernet frame, with fixed places for its headers, so that each layer writes its own in front
 * of what is already there and nothing is copied on the way down.
 *
 * <pre>
 *  0            40            50          64               84
 *  | (unused)   | virtio hdr  | Ethernet  | IPv4           | TCP ...
 *               ^             ^           ^                ^
 *            VIRTIO         START      NETWORK         TRANSPORT (without IP options)
 * </pre>
 *
 * <p>The network header is aligned to 64. {@link #buffer()} is big-endian and addressed absolutely with these offsets;
 * its position and limit mean nothing. The memory is freed with the object.
 */
public final class Frame {

    /** Where the Ethernet header begins, and so the frame. */
    public static final int START = 50;

    /** Where a virtio header begins. */
    public static final int VIRTIO = START - VirtioNetHeader.LENGTH;

    /** Where the IPv4 header, or the ARP packet, begins. */
    public static final int NETWORK = START + EthernetHeader.LENGTH;

    /** Where the payload of an IPv4 datagram without options begins. */
    public static final int TRANSPORT = NETWORK + Ipv4Header.MIN_LENGTH;

    /** Octets of the largest IP packet in a frame: a super-frame of 64 KiB. */
    public static final int MAX_PACKET = Ipv4Header.MAX_TOTAL_LENGTH;

    private static final int ALIGNMENT = 64;

    private final ByteBuffer buffer;
    private final long address;
    private final int packetCapacity;
    private int length;
    private boolean checksumVouched;

    private Frame(int packetCapacity) {
        this.packetCapacity = packetCapacity;
        // An aligned slice also ends aligned, so the size is rounded up.
        int size = (NETWORK + packetCapacity + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.buffer = ByteBuffer.allocateDirect(size + ALIGNMENT).alignedSlice(ALIGNMENT);
        this.address = MemorySegment.ofBuffer(buffer).address();
    }

    /** Memory for any frame, super-frames included. */
    public static Frame allocate() {
        return new Frame(MAX_PACKET);
    }

    /**
     * Memory for frames with packets of at most the given size.
     *
     * @param packetCapacity octets after the Ethernet header, 28 (an ARP packet) to {@link #MAX_PACKET}
     */
    public static Frame allocate(int packetCapacity) {
        if (packetCapacity < 28 || packetCapacity > MAX_PACKET) {
            throw new IllegalArgumentException(
                    "a frame's packet has from 28 to " + MAX_PACKET + " octets, not " + packetCapacity);
        }
        return new Frame(packetCapacity);
    }

    /** The memory; see the class's diagram for its layout. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** The native address of the memory's first octet, valid as long as this object is reachable. */
    long address() {
        return address;
    }

    /** Octets of the largest packet that fits, without the Ethernet header. */
    public int packetCapacity() {
        return packetCapacity;
    }

    /** Octets of the frame from {@link #START} on, Ethernet header included. */
    public int length() {
        return length;
    }

    /** Sets the frame's length. */
    public Frame length(int octets) {
        if (octets < 0 || octets > EthernetHeader.LENGTH + packetCapacity) {
            throw new IllegalArgumentException("a frame of " + octets + " octets does not fit: there is room for "
                    + (EthernetHeader.LENGTH + packetCapacity));
        }
        this.length = octets;
        return this;
    }

    /** Whether the device vouches for the payload's checksum (in a virtio header). */
    public boolean checksumVouched() {
        return checksumVouched;
    }

    void checksumVouched(boolean vouched) {
        this.checksumVouched = vouched;
    }

    /** Makes this a copy of another frame. */
    public void copyFrom(Frame other) {
        length(other.length);
        buffer.put(START, other.buffer, START, other.length);
        checksumVouched = other.checksumVouched;
    }
}
