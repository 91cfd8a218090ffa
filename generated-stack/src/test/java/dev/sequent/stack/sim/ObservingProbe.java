package dev.sequent.stack.sim;

import dev.sequent.stack.Stack;
import dev.sequent.stack.tcp.ConnectionInfo;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What there is to observe of an end of a connection to which no text has come yet, and of the same a second after 1000
 * octets have, which nobody has read; loaded by name, see {@link LinkedProbe}.
 */
public final class ObservingProbe implements Supplier<List<String>> {

    private static final long SECOND = 1_000_000_000L;

    public ObservingProbe() {}

    @Override
    public List<String> get() {
        List<String> seen = new ArrayList<>();
        try (VirtualLink link = VirtualLink.perfect(1)) {
            TcpListener listener = link.b().listen(7, 1);
            TcpConnection client = link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), 7), 0);
            link.simulation().runFor(SECOND);
            seen.add(info(link.b()));
            Transfer sending = new Transfer(client, 1_000, 1);
            link.simulation().runFor(SECOND);
            seen.add(info(link.b()));
            Transfer answering = new Transfer(listener.poll(), 1_000, 2);
            boolean done = link.run(() -> sending.isDone() && answering.isDone(), SECOND);
            seen.add(done && answering.receivedDigest().equals(sending.sentDigest()) ? "equal" : "not done");
        }
        return seen;
    }

    /** Of the only connection. */
    private static String info(Stack stack) {
        return ConnectionInfo.table(stack.connections(true))
                .lines()
                .filter(line -> line.startsWith("\t"))
                .findFirst()
                .orElseThrow()
                .strip();
    }
}
