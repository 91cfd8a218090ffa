package dev.sequent.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The Internet checksum: the one's complement of the one's complement sum of 16-bit words (RFC 1071), computed eight
 * octets at a time.
 *
 * <p>A sum here is the plain 16-bit one's complement sum in network order, neither zero nor all-ones normalised: sums
 * of pieces may be added with {@link #add}, provided that every piece but the last has an even length. The sum does not
 * depend on the byte order in which words are loaded, up to a final swap (RFC 1071, 2 (B)), so words are loaded in the
 * machine's own order.
 */
public final class InternetChecksum {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle SHORTS =
            MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private InternetChecksum() {}

    /** The sum of {@code length} octets from {@code offset}; an odd last octet counts as followed by a zero. */
    public static int sum(ByteBuffer buffer, int offset, int length) {
        // Halves of 32 bits are added into accumulators of 64: these cannot overflow below 2^33 octets.
        long even = 0;
        long odd = 0;
        int i = offset;
        int end = offset + length;
        for (; i <= end - 32; i += 32) {
            long a = (long) LONGS.get(buffer, i);
            long b = (long) LONGS.get(buffer, i + 8);
            long c = (long) LONGS.get(buffer, i + 16);
            long d = (long) LONGS.get(buffer, i + 24);
            even += (a & 0xFFFF_FFFFL) + (b & 0xFFFF_FFFFL) + (c & 0xFFFF_FFFFL) + (d & 0xFFFF_FFFFL);
            odd += (a >>> 32) + (b >>> 32) + (c >>> 32) + (d >>> 32);
        }
        for (; i <= end - 8; i += 8) {
            long a = (long) LONGS.get(buffer, i);
            even += a & 0xFFFF_FFFFL;
            odd += a >>> 32;
        }
        if (i <= end - 4) {
            even += (int) INTS.get(buffer, i) & 0xFFFF_FFFFL;
            i += 4;
        }
        if (i <= end - 2) {
            even += (short) SHORTS.get(buffer, i) & 0xFFFFL;
            i += 2;
        }
        if (i < end) {
            int last = buffer.get(i) & 0xFF;
            even += LITTLE_ENDIAN ? last : last << 8;
        }
        int folded = fold(fold32(even) + fold32(odd));
        return LITTLE_ENDIAN ? Short.toUnsignedInt(Short.reverseBytes((short) folded)) : folded;
    }

    /** The sum of two sums. */
    public static int add(int one, int other) {
        return fold((long) one + other);
    }

    /** The checksum to put on the wire: the complement of the sum, 0 to 65535. */
    public static int finish(int sum) {
        return ~sum & 0xFFFF;
    }

    /** Whether a sum that includes the checksum field shows that the data are intact. */
    public static boolean holds(int sum) {
        return sum == 0xFFFF;
    }

    /**
     * The checksum after one 16-bit word of the data changed (RFC 1624, equation 3).
     *
     * @param checksum as on the wire before
     */
    public static int update(int checksum, int oldWord, int newWord) {
        return finish(fold((~checksum & 0xFFFF) + (~oldWord & 0xFFFF) + (newWord & 0xFFFF)));
    }

    private static long fold32(long value) {
        return (value & 0xFFFF_FFFFL) + (value >>> 32);
    }

    /** The 16-bit one's complement sum of all the 16-bit words in a sum that may have grown beyond. */
    static int fold(long value) {
        long v = fold32(value);
        v = (v & 0xFFFF) + (v >>> 16 & 0xFFFF) + (v >>> 32);
        v = (v & 0xFFFF) + (v >>> 16);
        return (int) ((v & 0xFFFF) + (v >>> 16));
    }
}
