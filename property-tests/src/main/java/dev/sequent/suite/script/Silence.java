package dev.sequent.suite.script;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.Ports;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Shows that a host has sent nothing else. A script cannot say that, but the host must send what is expected next and
 * nothing before it: a SYN comes to a port where nobody listens, whose answer is sure (RFC 9293, 3.10.7.1).
 */
public final class Silence {
    /** Where nobody listens, and from where nothing else comes. */
    private static final Ports TO_NOBODY =
            new Ports(new Ports.End(Optional.empty(), 39_999), new Ports.End(Optional.empty(), 9));

    private static final int A_WINDOW = 1_000;

    private Silence() {}

    /** The SYN, and its answer. */
    public static List<Action> isShown() {
        Ports back = new Ports(TO_NOBODY.destination(), TO_NOBODY.source());
        return List.of(
                nobody(Direction.IN, TO_NOBODY, TcpHeader.SYN, OptionalLong.empty()),
                nobody(Direction.OUT, back, TcpHeader.RST | TcpHeader.ACK, OptionalLong.of(1)));
    }

    private static Action nobody(Direction direction, Ports ports, int control, OptionalLong acknowledgment) {
        return new Action.TcpPacket(
                direction,
                IpInfo.UNSAID,
                Optional.of(ports),
                control,
                0,
                0,
                acknowledgment,
                direction == Direction.IN ? OptionalInt.of(A_WINDOW) : OptionalInt.empty(),
                OptionalInt.empty(),
                TcpOptions.NONE);
    }
}
