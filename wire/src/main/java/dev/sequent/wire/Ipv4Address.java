package dev.sequent.wire;

/** IPv4 addresses: 32 bits in an {@code int}, the first octet on the wire most significant. */
public final class Ipv4Address {

    /**
     * {@code 0.0.0.0}: "this host"; only as the source of a host that does not know its address yet (RFC 1122,
     * 3.2.1.3).
     */
    public static final int UNSPECIFIED = 0;

    /** {@code 255.255.255.255}: every host on this link. */
    public static final int LIMITED_BROADCAST = 0xFFFF_FFFF;

    private Ipv4Address() {}

    /** Class D, {@code 224.0.0.0/4}. */
    public static boolean isMulticast(int address) {
        return address >>> 28 == 0xE;
    }

    /** Class E, {@code 240.0.0.0/4}, the limited broadcast address included. */
    public static boolean isReserved(int address) {
        return address >>> 28 == 0xF;
    }

    /** {@code 127.0.0.0/8}: never seen outside a host. */
    public static boolean isLoopback(int address) {
        return address >>> 24 == 127;
    }

    /** Dotted decimal. */
    public static String format(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /**
     * Reads dotted decimal: four numbers from 0 to 255, without leading zeros (some parsers take those for octal).
     *
     * @throws IllegalArgumentException saying which part is wrong, and how
     */
    public static int parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw wrong(
                    text,
                    "it has " + parts.length + " part" + (parts.length == 1 ? "" : "s") + " between dots, not four");
        }
        int address = 0;
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
            address = address << 8 | octet;
        }
        return address;
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                "'" + text + "' is not an IPv4 address: " + what + "; write one like 192.0.2.1");
    }
}
