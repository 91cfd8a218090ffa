package dev.sequent.packet.script;

import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Options as they stand in a header (RFC 9293, 3.1; the layout of each: where {@link TcpOption} says). Numbers are
 * written as they are; one that is absent is written as 0.
 */
public final class TcpOptionOctets {
    private static final int MD5 = 19;
    /** RFC 9768, 3.2.3: two kinds, which differ in the order of the counters. */
    private static final int ACCURATE_ECN_0 = 172;

    private static final int ACCURATE_ECN_1 = 174;
    /** RFC 4727, and by RFC 6994 the first two octets say what it is. */
    private static final int EXPERIMENT_2 = 254;

    private static final int FAST_OPEN_EXPERIMENT = 0xF989;
    private static final int COUNTER = 3;

    private TcpOptionOctets() {}

    // ---------------------------------------------------------------- writing

    /** One behind the other, without padding. */
    public static byte[] write(List<TcpOption> options) {
        ByteBuffer b = ByteBuffer.allocate(1024);
        for (TcpOption option : options) {
            switch (option) {
                case TcpOption.EndOfList ignored -> b.put((byte) TcpHeader.END_OF_OPTIONS);
                case TcpOption.NoOperation ignored -> b.put((byte) TcpHeader.NO_OPERATION);
                case TcpOption.MaximumSegmentSize mss ->
                    head(b, TcpHeader.MAXIMUM_SEGMENT_SIZE, 2).putShort((short) mss.octets());
                case TcpOption.WindowScale scale ->
                    head(b, TcpHeader.WINDOW_SCALE, 1).put((byte) scale.shift());
                case TcpOption.SackPermitted ignored -> head(b, TcpHeader.SACK_PERMITTED, 0);
                case TcpOption.Sack sack -> {
                    head(b, TcpHeader.SACK, 8 * sack.blocks().size());
                    sack.blocks().forEach(block -> b.putInt((int) block.left()).putInt((int) block.right()));
                }
                case TcpOption.Timestamps ts ->
                    head(b, TcpHeader.TIMESTAMPS, 8)
                            .putInt((int) ts.value().orElse(0))
                            .putInt((int) ts.echoReply().orElse(0));
                case TcpOption.FastOpen open -> put(b, TcpHeader.FAST_OPEN, octets(open.cookie()));
                case TcpOption.FastOpenExperimental open -> {
                    byte[] cookie = octets(open.cookie());
                    head(b, EXPERIMENT_2, 2 + cookie.length)
                            .putShort((short) FAST_OPEN_EXPERIMENT)
                            .put(cookie);
                }
                case TcpOption.Md5 md5 -> put(b, MD5, md5.digest().isEmpty() ? new byte[16] : octets(md5.digest()));
                case TcpOption.AccurateEcn ecn -> {
                    boolean second = !ecn.counters().isEmpty()
                            && ecn.counters().getFirst().name().equals("e1b");
                    head(
                            b,
                            second ? ACCURATE_ECN_1 : ACCURATE_ECN_0,
                            COUNTER * ecn.counters().size());
                    ecn.counters().forEach(c -> b.put((byte) (c.value() >> 16)).putShort((short) c.value()));
                }
                case TcpOption.Unknown other -> put(b, other.kind(), octets(other.data()));
            }
        }
        byte[] all = new byte[b.position()];
        b.flip().get(all);
        return all;
    }

    private static void put(ByteBuffer b, int kind, byte[] data) {
        head(b, kind, data.length).put(data);
    }

    private static ByteBuffer head(ByteBuffer b, int kind, int data) {
        return b.put((byte) kind).put((byte) (2 + data));
    }

    private static byte[] octets(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }

    // ---------------------------------------------------------------- reading

    /**
     * The options of a header. Zeros behind an end of the list are padding, and no options of their own; what is no
     * option (a length that leads out of the header) is handed on as one of unknown kind.
     */
    public static List<TcpOption> read(byte[] octets) {
        var list = new ArrayList<TcpOption>();
        int at = 0;
        while (at < octets.length) {
            int kind = octets[at] & 0xFF;
            if (kind == TcpHeader.END_OF_OPTIONS) {
                list.add(new TcpOption.EndOfList());
                return list;
            }
            if (kind == TcpHeader.NO_OPERATION) {
                list.add(new TcpOption.NoOperation());
                at++;
                continue;
            }
            int length = at + 1 < octets.length ? octets[at + 1] & 0xFF : 0;
            if (length < 2 || at + length > octets.length) {
                list.add(unknown(kind, octets, at + 1, octets.length));
                return list;
            }
            list.add(read(kind, ByteBuffer.wrap(octets, at + 2, length - 2).slice(), octets, at + 2, at + length));
            at += length;
        }
        return list;
    }

    private static TcpOption read(int kind, ByteBuffer data, byte[] octets, int from, int to) {
        if (!isComplete(kind, data)) {
            return unknown(kind, octets, from, to);
        }
        return switch (kind) {
            case TcpHeader.MAXIMUM_SEGMENT_SIZE -> new TcpOption.MaximumSegmentSize(data.getShort() & 0xFFFF);
            case TcpHeader.WINDOW_SCALE -> new TcpOption.WindowScale(data.get() & 0xFF);
            case TcpHeader.SACK_PERMITTED -> new TcpOption.SackPermitted();
            case TcpHeader.SACK -> {
                var blocks = new ArrayList<TcpOption.Sack.Block>();
                while (data.hasRemaining()) {
                    blocks.add(new TcpOption.Sack.Block(
                            Integer.toUnsignedLong(data.getInt()), Integer.toUnsignedLong(data.getInt())));
                }
                yield new TcpOption.Sack(blocks);
            }
            case TcpHeader.TIMESTAMPS ->
                TcpOption.Timestamps.of(Integer.toUnsignedLong(data.getInt()), Integer.toUnsignedLong(data.getInt()));
            case TcpHeader.FAST_OPEN -> new TcpOption.FastOpen(hexadecimal(octets, from, to));
            case EXPERIMENT_2 -> new TcpOption.FastOpenExperimental(hexadecimal(octets, from + 2, to));
            case MD5 -> new TcpOption.Md5(hexadecimal(octets, from, to));
            case ACCURATE_ECN_0, ACCURATE_ECN_1 -> counters(kind, data);
            default -> unknown(kind, octets, from, to);
        };
    }

    /** Whether the data are as long as the kind wants them. */
    private static boolean isComplete(int kind, ByteBuffer data) {
        int length = data.remaining();
        return switch (kind) {
            case TcpHeader.MAXIMUM_SEGMENT_SIZE -> length == 2;
            case TcpHeader.WINDOW_SCALE -> length == 1;
            case TcpHeader.SACK_PERMITTED -> length == 0;
            case TcpHeader.SACK -> length % 8 == 0;
            case TcpHeader.TIMESTAMPS -> length == 8;
            case EXPERIMENT_2 -> length >= 2 && (data.getShort(0) & 0xFFFF) == FAST_OPEN_EXPERIMENT;
            case MD5 -> length == 16;
            // Without a counter the two kinds cannot be told apart in a script.
            case ACCURATE_ECN_0 -> length % COUNTER == 0 && length <= 3 * COUNTER;
            case ACCURATE_ECN_1 -> length > 0 && length % COUNTER == 0 && length <= 3 * COUNTER;
            default -> true;
        };
    }

    private static TcpOption counters(int kind, ByteBuffer data) {
        List<String> names = kind == ACCURATE_ECN_0 ? List.of("e0b", "ceb", "e1b") : List.of("e1b", "ceb", "e0b");
        var counters = new ArrayList<TcpOption.AccurateEcn.Counter>();
        while (data.hasRemaining()) {
            int value = (data.get() & 0xFF) << 16 | data.getShort() & 0xFFFF;
            counters.add(new TcpOption.AccurateEcn.Counter(names.get(counters.size()), value));
        }
        return new TcpOption.AccurateEcn(counters);
    }

    private static TcpOption unknown(int kind, byte[] octets, int from, int to) {
        return new TcpOption.Unknown(kind, hexadecimal(octets, from, to));
    }

    private static String hexadecimal(byte[] octets, int from, int to) {
        return from >= to ? "" : HexFormat.of().formatHex(octets, from, to);
    }
}
