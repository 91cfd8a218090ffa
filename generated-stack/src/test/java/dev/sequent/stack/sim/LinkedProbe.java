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
 * What a stack does that was linked with some core; loaded by name, so that it is linked with it, too. Tells in words
 * what it saw.
 */
public final class LinkedProbe implements Supplier<List<String>> {

    private static final long MINUTE = 60_000_000_000L;

    public LinkedProbe() {}

    @Override
    public List<String> get() {
        List<String> seen = new ArrayList<>();
        try (VirtualLink link = VirtualLink.perfect(1)) {
            TcpConnection refused = link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), 9), 0);
            link.run(() -> refused.user().failure() != null, 5 * MINUTE);
            seen.add("closed port: " + refused.user().failure() + " after "
                    + link.simulation().now() / 1_000_000_000 + " s");

            TcpListener listener = link.b().listen(7, 1);
            Transfer[] server = new Transfer[1];
            listener.onNews(() -> server[0] = new Transfer(listener.poll(), 1_000, 2));
            Transfer client =
                    new Transfer(link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), 7), 0), 100_000, 1);
            long asked = link.simulation().now();
            boolean done = link.run(
                    () -> client.failure() != null || client.isDone() && server[0] != null && server[0].isDone(),
                    MINUTE);
            seen.add("transfer: "
                    + (done
                                    && client.failure() == null
                                    && server[0].receivedDigest().equals(client.sentDigest())
                            ? "equal"
                            : "not done"));
            if (client.failure() != null) {
                seen.add("to the listener: " + client.failure().getMessage() + " after "
                        + (link.simulation().now() - asked) / 1_000_000_000 + " s");
            }
            long waiting = link.simulation().now();
            link.run(() -> nothingBut(link.a()) && nothingBut(link.b()), 20 * MINUTE);
            seen.add("TIME-WAIT: " + (link.simulation().now() - waiting) / 1_000_000_000 + " s");
        }
        return seen;
    }

    private static boolean nothingBut(Stack stack) {
        return stack.connections().stream().map(ConnectionInfo::state).allMatch("LISTEN"::equals);
    }
}
