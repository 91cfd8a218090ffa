package dev.sequent.wire;

/**
 * An IPv4 address: 32 bits, the first octet on the wire most significant.
 *
 * <p>The network layer reads and writes its headers in place and makes no object for an address that it only looks at:
 * there an address is its {@link #bits}, and what is to be known of it has a method here that takes those.
 *
 * @param bits as {@link Ipv4Header#source} has them
 */
public record Ipv4Address(int bits) implements IpAddress {

    /** Octets of an address. */
    public static final int LENGTH = 4;

    /**
     * {@code 0.0.0.0}: "this host"; only as the source of a host that does not know its address yet (RFC 1122,
     * 3.2.1.3).
     */
    public static final int UNSPECIFIED = 0;

    /** {@code 255.255.255.255}: every host on this link. */
    public static final int LIMITED_BROADCAST = 0xFFFF_FFFF;

    /** Where 128 bits hold an IPv4 address, the 16 in front of it: {@code ::ffff:0:0/96} (RFC 4291, 2.5.5.2). */
    private static final long MAPPED = 0xFFFF_0000_0000L;

    private static final Ipv4Address NOBODY = new Ipv4Address(UNSPECIFIED);

    /** Class D, {@code 224.0.0.0/4}. */
    public static boolean isMulticast(int bits) {
        return bits >>> 28 == 0xE;
    }

    /** Class E, {@code 240.0.0.0/4}, the limited broadcast address included. */
    public static boolean isReserved(int bits) {
        return bits >>> 28 == 0xF;
    }

    /** {@code 127.0.0.0/8}: never seen outside a host. */
    public static boolean isLoopback(int bits) {
        return bits >>> 24 == 127;
    }

    /**
     * The pseudo header's sum (RFC 9293, 3.1), as {@link #pseudoHeader(IpAddress, int, int)}, from headers in place.
     */
    public static int pseudoHeader(int source, int destination, int protocol, int length) {
        return InternetChecksum.fold((source & 0xFFFF_FFFFL) + (destination & 0xFFFF_FFFFL) + protocol + length);
    }

    /** As {@link #low()}, of an address in place. */
    public static long low(int bits) {
        return MAPPED | bits & 0xFFFF_FFFFL;
    }

    /**
     * Reads dotted decimal: four numbers from 0 to 255, without leading zeros (some parsers take those for octal).
     *
     * @throws IllegalArgumentException saying which part is wrong, and how
     */
    public static Ipv4Address parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw wrong(
                    text,
                    "it has " + parts.length + " part" + (parts.length == 1 ? "" : "s") + " between dots, not four");
        }
        int bits = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw wrong(text, "'" + part + "' is not a number from 0 to 255");
            }
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                throw wrong(text, octet + " is more than 255");
            }
            if (part.length() > 1 && part.charAt(0) == '0') {
                throw wrong(text, "'" + part + "' has a leading zero");
            }
            bits = bits << 8 | octet;
        }
        return new Ipv4Address(bits);
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                "'" + text + "' is not an IPv4 address: " + what + "; write one like 192.0.2.1");
    }

    @Override
    public String family() {
        return "IPv4";
    }

    @Override
    public byte[] octets() {
        return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    @Override
    public long high() {
        return 0;
    }

    @Override
    public long low() {
        return low(bits);
    }

    @Override
    public Ipv4Address unspecified() {
        return NOBODY;
    }

    @Override
    public int pseudoHeader(IpAddress other, int protocol, int length) {
        return switch (other) {
            case Ipv4Address four -> pseudoHeader(bits, four.bits, protocol, length);
        };
    }

    /** Dotted decimal. */
    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
    }
}
