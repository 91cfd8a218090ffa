package dev.sequent.stack.sim;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.time.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Two connections to a stack whose specification breaks when exactly 13 octets of text arrive; loaded by name, see
 * {@link LinkedProbe}.
 */
public final class FaultProbe implements Supplier<List<String>> {

    public FaultProbe() {}

    @Override
    public List<String> get() {
        List<String> seen = new ArrayList<>();
        Simulation simulation = new Simulation();
        LinkPair link = new LinkPair(simulation.clock());
        Stack a = new Stack(
                link.a(), simulation.clock(), StackConfiguration.of(Ipv4Configuration.of(VirtualLink.ADDRESS_A, 1), 1));
        Stack b = new Stack(
                link.b(),
                simulation.clock(),
                StackConfiguration.of(Ipv4Configuration.of(VirtualLink.ADDRESS_B, 2), 2)
                        .withLog(line -> seen.add("log: " + line)));
        simulation.attach(new StackAgent(a));
        simulation.attach(new StackAgent(b));
        TcpListener listener = b.listen(7, 5);
        List<TcpConnection> accepted = new ArrayList<>();
        listener.onNews(() -> accepted.add(listener.poll()));
        Endpoint remote = new Endpoint(VirtualLink.ADDRESS_B.address(), 7);
        TcpConnection good = a.connect(remote, 1000);
        TcpConnection bad = a.connect(remote, 1001);
        simulation.runFor(1_000_000);
        new Transfer(good, 12, 1);
        long wrote = simulation.now();
        write(bad, 13);
        simulation.run(() -> bad.user().failure() != null, wrote + 1_000_000_000);
        seen.add("remote: " + bad.user().failure() + " after " + (simulation.now() - wrote) + " ns");
        simulation.runUntil(wrote + 1_000_000_000);
        accepted.forEach(c -> seen.add(c.remote().port() + ": " + c.user().failure()));
        seen.add("faults: " + b.tcp().counters().get(TcpCounter.FAULTS) + ", "
                + b.tcp().counters().get(TcpCounter.DROP_FAULT));
        seen.add("connections left: " + b.tcp().connections() + ", rings: "
                + b.tcp().ringsInUse());
        a.close();
        b.close();
        return seen;
    }

    private static void write(TcpConnection connection, int octets) {
        try {
            connection.user().write(new byte[octets], 0, octets);
        } catch (TcpException e) {
            throw new IllegalStateException(e);
        }
    }
}
