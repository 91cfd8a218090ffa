package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.util.List;

/**
 * What a connection has carried before the first move: octets without number, in segments that fill a window, which are
 * sent and acknowledged as fast as they come. What they are nobody looks at; that they arrive is seen by the numbers.
 */
final class Past {
    /** Of a link whose frames hold the longest datagram there is. */
    static final int MTU = 65_535;

    static final int MSS = MTU - 40;

    private static final int CHUNK = 65_000;

    private final ForeignRun run;
    private final int stackFirst;
    private final int remoteFirst;
    private final byte[] octets = new byte[CHUNK];
    /** The sequence number behind the last octet that the stack has offered to take. */
    private int edge;

    private long sent;
    private long received;

    Past(ForeignRun run) {
        this.run = run;
        this.stackFirst = run.ledger.sequence(0);
        this.remoteFirst = run.ledger.remoteSequence(0);
        this.edge = run.ledger.remoteSequence(run.ledger.edge);
    }

    /**
     * Lets it pass.
     *
     * @param growth as the new ledger has it
     * @return the ledger from here on, whose first octets are the next ones
     */
    Ledger pass(long growth) {
        try {
            while (received < run.plan.received()) {
                receive((int) Math.min(CHUNK, run.plan.received() - received));
            }
            while (sent < run.plan.sent()) {
                send((int) Math.min(CHUNK, run.plan.sent() - sent));
            }
        } catch (TcpException e) {
            throw new Violation("after " + sent + " octets sent and " + received + " received: " + e.failure());
        }
        var ledger = new Ledger(stackFirst + (int) sent - 1, remoteFirst + (int) received - 1, growth);
        ledger.opened(run.plan.window());
        ledger.edge = edge - (remoteFirst + (int) received);
        return ledger;
    }

    private void receive(int n) throws TcpException {
        remote(TcpHeader.ACK | TcpHeader.PSH, n);
        received += n;
        UserSide user = run.connection.user();
        int read = user.read(run.buffer, 0, run.buffer.length);
        if (read != n) {
            throw new Violation("after " + received + " octets: " + n + " were sent, and " + read + " arrived");
        }
        run.rig.settle();
        heard();
    }

    /** Takes what the stack has sent, and notes up to where it takes octets. */
    private List<RemoteWire.Segment> heard() {
        List<RemoteWire.Segment> come = run.rig.wire.take();
        for (RemoteWire.Segment s : come) {
            edge = s.acknowledgment() + s.window();
        }
        return come;
    }

    private void send(int n) throws TcpException {
        int taken = run.connection.user().write(octets, 0, n);
        run.rig.settle();
        List<RemoteWire.Segment> come = heard();
        long came = come.stream().mapToLong(s -> s.octets().length).sum();
        if (taken != n || came != n || come.getFirst().sequence() != stackFirst + (int) sent) {
            throw new Violation("after " + sent + " octets: of " + n + " that were to be sent " + came + " were");
        }
        sent += n;
        remote(TcpHeader.ACK, 0);
    }

    private void remote(int control, int n) {
        run.rig.wire.send(
                new RemoteWire.Segment(
                        Rig.REMOTE_PORT,
                        run.rig.stackPort(),
                        remoteFirst + (int) received,
                        stackFirst + (int) sent,
                        control,
                        65_535,
                        0,
                        n == octets.length ? octets : new byte[n]),
                0);
        run.rig.settle();
    }
}
