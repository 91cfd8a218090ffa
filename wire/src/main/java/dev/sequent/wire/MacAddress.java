package dev.sequent.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** MAC addresses: 48 bits in a {@code long}, the first octet on the wire most significant. */
public final class MacAddress {

    /** Octets of an address. */
    public static final int LENGTH = 6;

    /** All ones: every station. */
    public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

    private static final long GROUP_BIT = 0x0100_0000_0000L;
    private static final long LOCAL_BIT = 0x0200_0000_0000L;

    private MacAddress() {}

    public static long get(ByteBuffer buffer, int offset) {
        return (buffer.getShort(offset) & 0xFFFFL) << 32 | buffer.getInt(offset + 2) & 0xFFFF_FFFFL;
    }

    public static void put(ByteBuffer buffer, int offset, long address) {
        buffer.putShort(offset, (short) (address >>> 32));
        buffer.putInt(offset + 2, (int) address);
    }

    /** Whether the address names a group of stations, as {@link #BROADCAST} does. */
    public static boolean isGroup(long address) {
        return (address & GROUP_BIT) != 0;
    }

    /**
     * A locally administered address of one station (never a group's), the same for the same name: two runs look alike
     * in a capture, and a peer's ARP cache stays true across a restart.
     */
    public static long ofName(String name) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ octet & 0xFF) * 0x100_0000_01B3L;
        }
        hash ^= hash >>> 32;
        return hash & BROADCAST & ~GROUP_BIT | LOCAL_BIT;
    }

    /** Six octets in hexadecimal, with colons between. */
    public static String format(long address) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (address >>> shift) & 0xFF;
            text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 0xF, 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }

    /**
     * Reads what {@link #format} writes, in either case.
     *
     * @throws IllegalArgumentException saying what to write instead
     */
    public static long parse(String text) {
        if (!text.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}")) {
            throw new IllegalArgumentException("write six octets in hexadecimal, as in 02:00:00:00:00:01");
        }
        return Long.parseLong(text.replace(":", ""), 16);
    }
}
