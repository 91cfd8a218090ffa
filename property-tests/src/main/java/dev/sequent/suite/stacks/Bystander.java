package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.suite.exchange.Calls;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.util.List;

/**
 * Another connection of the same stack, with a well-behaved remote: whatever becomes of its neighbour is nothing to it.
 */
final class Bystander {
    private static final int PORT = 7;
    private static final int REMOTE_PORT = 6_000;
    private static final int ISN = 500;
    private static final byte[] NOTHING = new byte[0];

    private final RemoteWire wire;
    private final Runnable settle;
    private final TcpConnection connection;
    private int next;
    private int acknowledge;
    private byte[] heard = NOTHING;
    private boolean reset;

    /** Opens it, and has that written down: where already this fails, it is what there is to be seen. */
    Bystander(Rig rig) {
        this.wire = rig.wire;
        this.settle = rig::settle;
        rig.record(REMOTE_PORT, PORT);
        rig.recorder.ifPresent(r -> r.call(0, Calls.LISTEN, 0));
        TcpListener listener = rig.stack.listen(PORT, 1);
        send(ISN, TcpHeader.SYN, NOTHING);
        settle.run();
        List<RemoteWire.Segment> come = wire.take();
        if (come.size() != 1 || !come.getFirst().has(TcpHeader.SYN)) {
            throw new Violation("a SYN to a listener was not answered with one segment, but with " + come.size());
        }
        acknowledge = come.getFirst().sequence() + 1;
        next = ISN + 1;
        send(next, TcpHeader.ACK, NOTHING);
        settle.run();
        TcpConnection accepted = listener.poll();
        listener.close();
        if (accepted == null) {
            throw new Violation("the third segment of the handshake did not establish the connection");
        }
        connection = accepted;
        connection.user().options().keepalive(false); // Its remote is not always there to answer.
    }

    TcpConnection connection() {
        return connection;
    }

    private void send(int sequence, int control, byte[] octets) {
        wire.send(new RemoteWire.Segment(REMOTE_PORT, PORT, sequence, acknowledge, control, 65_535, 0, octets), 0);
    }

    /** @return whether the segment is one of this connection; text is acknowledged then */
    boolean hears(RemoteWire.Segment s) {
        if (s.destinationPort() != REMOTE_PORT) {
            return false;
        }
        if (s.has(TcpHeader.RST)) {
            reset = true;
        } else {
            if (s.octets().length > 0) {
                heard = s.octets();
                acknowledge = s.sequence() + s.octets().length;
                send(next, TcpHeader.ACK, NOTHING);
            }
        }
        return true;
    }

    /** It still carries octets both ways; then it is reset. */
    void checkUntouched() {
        byte[] octets = {1}; // Whatever the buffers are, one finds room.
        byte[] read = new byte[4];
        try {
            send(next, TcpHeader.ACK | TcpHeader.PSH, octets);
            next += octets.length;
            settle.run();
            int n = connection.user().read(read, 0, read.length);
            connection.user().write(octets, 0, octets.length);
            settle.run();
            wire.take().forEach(this::hears);
            if (n != octets.length || !java.util.Arrays.equals(heard, octets) || reset) {
                throw new Violation("another connection no longer works: of 1 octet " + n + " came, and " + heard.length
                        + " came back");
            }
        } catch (TcpException e) {
            throw new Violation("another connection has ended: " + e.failure());
        }
        send(next, TcpHeader.RST, NOTHING);
        settle.run();
    }
}
