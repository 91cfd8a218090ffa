package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The remote of two connections, one from each side: makes segments whose numbers are near those that would fit, so
 * that most inputs get past the first test, and datagrams that are nearly right.
 */
final class Conversations {
    /** The port that is listened to, on both sides. */
    static final int SERVED = 80;

    private static final int CALLING = 5_000;
    private static final int INITIAL = 1_000;
    private static final int FIRST_FRAGMENT = 24;

    private final Ipv4Address stack;
    private final Ipv4Address remote;
    private final Side passive = new Side();
    private final Side active = new Side();
    private byte[] last = new byte[0];

    /** What the stack has said last in one of them. */
    private static final class Side {
        /** Of the stack's end; 0 as long as it has sent nothing. */
        private int port;

        private int next;
        private int acknowledged = INITIAL;
    }

    Conversations(Ipv4Address stack, Ipv4Address remote) {
        this.stack = stack;
        this.remote = remote;
        passive.port = SERVED;
    }

    /** Looks at a segment of the stack's, which must be well-formed. */
    void sent(ByteBuffer b, int at, int length) {
        assertThat(length).isGreaterThanOrEqualTo(TcpHeader.MIN_LENGTH);
        assertThat(TcpHeader.headerLength(b, at)).isBetween(TcpHeader.MIN_LENGTH, length);
        assertThat(TcpHeader.checksumHolds(b, at, length, stack, new Ipv4Address(Ipv4Header.destination(b, 0))))
                .isTrue();
        last = b.array();
        Side side = TcpHeader.sourcePort(b, at) == SERVED ? passive : active;
        int control = TcpHeader.control(b, at);
        side.port = TcpHeader.sourcePort(b, at);
        side.next = TcpHeader.sequence(b, at)
                + length
                - TcpHeader.headerLength(b, at)
                + Integer.bitCount(control & (TcpHeader.SYN | TcpHeader.FIN));
        if ((control & TcpHeader.ACK) != 0) {
            side.acknowledged = TcpHeader.acknowledgment(b, at);
        }
    }

    /** A segment; in two fragments, if the input wants that. */
    List<byte[]> segment(Cursor in) {
        int how = in.octet();
        Side side = (how & 1) == 0 ? passive : active;
        boolean anywhere = (how & 2) != 0;
        int control = in.word() & 0xFFF;
        int sequence = anywhere ? in.number() : side.acknowledged + (short) in.word();
        int acknowledgment = anywhere ? in.number() : side.next + (short) in.word();
        int window = in.word();
        int urgent = in.word();
        byte[] options = in.octets(in.octet() % (TcpHeader.MAX_LENGTH - TcpHeader.MIN_LENGTH + 1));
        byte[] text = new byte[in.word() % 1_460];
        int header = (TcpHeader.MIN_LENGTH + options.length + 3) / 4 * 4;
        int at = Ipv4Header.MIN_LENGTH;
        ByteBuffer b = ByteBuffer.allocate(at + header + text.length);
        int from = side == active ? SERVED : CALLING + (how >> 4);
        TcpHeader.put(b, at, from, side.port, sequence, acknowledgment, header, control, window, urgent);
        b.put(at + TcpHeader.OPTIONS, options);
        if ((how & 4) == 0) {
            TcpHeader.putChecksum(b, at, b.limit() - at, remote, stack);
        }
        return (how & 8) == 0 || b.limit() < at + FIRST_FRAGMENT + 1 ? List.of(whole(b, 0)) : pieces(b);
    }

    private byte[] whole(ByteBuffer b, int fragment) {
        Ipv4Header.put(b, 0, 0, b.limit(), 7, fragment, 64, Ipv4Header.TCP, remote.bits(), stack.bits());
        return b.array();
    }

    private List<byte[]> pieces(ByteBuffer b) {
        int cut = Ipv4Header.MIN_LENGTH + FIRST_FRAGMENT;
        byte[] rest = new byte[b.limit() - FIRST_FRAGMENT];
        b.get(cut, rest, Ipv4Header.MIN_LENGTH, rest.length - Ipv4Header.MIN_LENGTH);
        ByteBuffer first = ByteBuffer.wrap(Arrays.copyOf(b.array(), cut));
        return List.of(whole(ByteBuffer.wrap(rest), FIRST_FRAGMENT / 8), whole(first, Ipv4Header.MORE_FRAGMENTS));
    }

    /** A datagram of any protocol, whole or a piece, whose header is right or nearly so. */
    byte[] datagram(Cursor in) {
        int protocol = in.octet();
        int flags = in.word();
        int damage = in.octet();
        byte[] payload = in.octets(in.octet());
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + payload.length);
        b.put(Ipv4Header.MIN_LENGTH, payload);
        Ipv4Header.put(b, 0, 0, b.limit(), 9, flags, 64, protocol, remote.bits(), stack.bits());
        if (damage != 0) {
            int at = damage % Ipv4Header.MIN_LENGTH;
            b.put(at, (byte) in.octet());
            if (Ipv4Header.headerLength(b, 0) <= b.limit()) {
                Ipv4Header.putChecksum(b, 0);
            }
        }
        if (protocol == Ipv4Header.ICMP && payload.length >= Icmpv4Header.LENGTH) {
            int at = Ipv4Header.MIN_LENGTH;
            Icmpv4Header.put(
                    b,
                    at,
                    Icmpv4Header.type(b, at),
                    Icmpv4Header.code(b, at),
                    Icmpv4Header.rest(b, at),
                    payload.length);
        }
        return b.array();
    }

    /** An ICMP message about what the stack has sent last, if it has sent anything. */
    Optional<byte[]> error(Cursor in) {
        int type = in.octet();
        int code = in.octet();
        int rest = in.number();
        int quoted = Math.min(last.length, in.octet());
        if (quoted == 0) {
            return Optional.empty();
        }
        int at = Ipv4Header.MIN_LENGTH;
        ByteBuffer b = ByteBuffer.allocate(at + Icmpv4Header.LENGTH + quoted);
        b.put(at + Icmpv4Header.LENGTH, last, 0, quoted);
        Icmpv4Header.put(b, at, type, code, rest, b.limit() - at);
        Ipv4Header.put(b, 0, 0, b.limit(), 8, 0, 64, Ipv4Header.ICMP, remote.bits(), stack.bits());
        return Optional.of(b.array());
    }
}
