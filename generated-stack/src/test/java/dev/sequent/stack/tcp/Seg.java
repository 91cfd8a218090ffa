package dev.sequent.stack.tcp;

import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment of a script, written as in the RFC's figures:
 * {@code <SEQ=100><ACK=ISS+1><CTL=SYN,ACK><WND=1000><MSS=1460><UP=5><DATA=20>}. Reads and writes headers by itself, so
 * that a fault of the generated reader does not hide.
 */
record Seg(Map<String, Long> fields, String control) {

    /** In the order of their bits, the highest first. */
    private static final String[] BITS = {"CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"};

    private static final Pattern FIELD = Pattern.compile("<([A-Z]+)=([^>]*)>");

    /** @param iss what ISS stands for */
    static Seg parse(String text, int iss) {
        Map<String, Long> fields = new LinkedHashMap<>();
        String control = "";
        Matcher m = FIELD.matcher(text);
        int end = 0;
        while (m.find() && m.start() == end) {
            end = m.end();
            if (m.group(1).equals("CTL")) {
                control = control(m.group(2)); // In the order of the bits, whatever the script's.
            } else {
                fields.put(m.group(1), value(m.group(2), iss));
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("not a segment: " + text + " from " + text.substring(end));
        }
        return new Seg(fields, control);
    }

    private static String control(String names) {
        int bits = 0;
        for (String name : names.split(",")) {
            int i = Arrays.asList(BITS).indexOf(name.strip());
            if (i < 0) {
                throw new IllegalArgumentException("no control bit: " + name);
            }
            bits |= 0x80 >>> i;
        }
        return control(bits);
    }

    private static String control(int bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            if ((bits & 0x80 >>> i) != 0) {
                text.append(text.isEmpty() ? "" : ",").append(BITS[i]);
            }
        }
        return text.toString();
    }

    private static long value(String text, int iss) {
        Matcher m = Pattern.compile("(ISS|\\d+)([+-]\\d+)?").matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a value: " + text);
        }
        long base = m.group(1).equals("ISS") ? Integer.toUnsignedLong(iss) : Long.parseLong(m.group(1));
        return m.group(2) == null ? base : base + Long.parseLong(m.group(2)) & 0xFFFF_FFFFL;
    }

    static Seg read(ByteBuffer b, int offset, int length) {
        Map<String, Long> fields = new LinkedHashMap<>();
        int header = TcpHeader.headerLength(b, offset);
        int bits = TcpHeader.control(b, offset);
        fields.put("SEQ", Integer.toUnsignedLong(TcpHeader.sequence(b, offset)));
        if ((bits & TcpHeader.ACK) != 0) {
            fields.put("ACK", Integer.toUnsignedLong(TcpHeader.acknowledgment(b, offset)));
        }
        fields.put("WND", (long) TcpHeader.window(b, offset));
        if ((bits & TcpHeader.URG) != 0) {
            fields.put("UP", (long) TcpHeader.urgentPointer(b, offset));
        }
        mss(b, offset + TcpHeader.OPTIONS, offset + header).ifPresent(mss -> fields.put("MSS", (long) mss));
        if (length > header) {
            fields.put("DATA", (long) length - header);
        }
        return new Seg(fields, control(bits));
    }

    private static OptionalInt mss(ByteBuffer b, int at, int end) {
        while (at < end && b.get(at) != 0) {
            if (b.get(at) == 2) {
                return OptionalInt.of(b.getShort(at + 2) & 0xFFFF);
            }
            at += b.get(at) == 1 ? 1 : b.get(at + 1);
        }
        return OptionalInt.empty();
    }

    /** Writes header and text. @return octets */
    int write(ByteBuffer b, int offset, int sourcePort, int destinationPort) {
        int header = TcpHeader.MIN_LENGTH + (fields.containsKey("MSS") ? 4 : 0);
        int bits = 0;
        for (int i = 0; i < BITS.length; i++) {
            if (Arrays.asList(control.split(",")).contains(BITS[i])) {
                bits |= 0x80 >>> i;
            }
        }
        TcpHeader.put(
                b,
                offset,
                sourcePort,
                destinationPort,
                (int) get("SEQ"),
                (int) get("ACK"),
                header,
                bits,
                fields.containsKey("WND") ? (int) get("WND") : 65535,
                (int) get("UP"));
        if (header > TcpHeader.MIN_LENGTH) {
            b.putInt(offset + TcpHeader.OPTIONS, TcpHeader.MAXIMUM_SEGMENT_SIZE << 24 | 4 << 16 | (int) get("MSS"));
        }
        int text = (int) get("SEQ") + (control.contains("SYN") ? 1 : 0);
        for (int i = 0; i < get("DATA"); i++) {
            b.put(offset + header + i, octet(text + i));
        }
        return header + (int) get("DATA");
    }

    /** The octet that a scripted peer sends at a sequence number. */
    static byte octet(int sequence) {
        return (byte) (sequence * 31 + (sequence >>> 8));
    }

    long get(String field) {
        return fields.getOrDefault(field, 0L);
    }

    /** Is every field that this one has the same in the other, and the same bits set, and the same octets of text? */
    boolean matches(Seg actual) {
        return control.equals(actual.control)
                && get("DATA") == actual.get("DATA")
                && fields.entrySet().stream().allMatch(f -> f.getValue().equals(actual.fields.get(f.getKey())));
    }

    String describe(int iss) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            boolean ours = name.equals("SEQ") && Math.abs((int) (long) value - iss) < 1 << 24;
            text.append(String.format(
                    Locale.ROOT,
                    "<%s=%s>",
                    name,
                    ours ? "ISS" + String.format("%+d", (int) (long) value - iss) : value));
        });
        return text + "<CTL=" + control + ">";
    }
}
