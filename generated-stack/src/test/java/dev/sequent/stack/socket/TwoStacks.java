package dev.sequent.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.Ipv4Prefix;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two stacks in real time on one link, for tests of what waits. */
public final class TwoStacks implements AutoCloseable {

    public final Stack client;
    public final Stack server;

    /** What the two have said to people. */
    public final List<String> log = new CopyOnWriteArrayList<>();

    /** In one process. */
    public TwoStacks() {
        this(new LinkPair(Clock.real()));
    }

    private TwoStacks(LinkPair link) {
        this(link.a(), link.b());
    }

    /** On two devices that reach one another. */
    public TwoStacks(Device ofClient, Device ofServer) {
        client = stack(ofClient, "192.0.2.1/24", 1);
        server = stack(ofServer, "192.0.2.2/24", 2);
        client.start();
        server.start();
    }

    private Stack stack(Device device, String address, long seed) {
        // Short timers, so that nothing of a connection outlives its test by a minute.
        return new Stack(
                device,
                Clock.real(),
                StackConfiguration.of(Ipv4Configuration.of(Ipv4Prefix.parse(address), seed), seed)
                        .withParameters(Map.of("MSL", 20_000_000L))
                        .withLog(log::add));
    }

    public InetSocketAddress server(int port) {
        return new InetSocketAddress("192.0.2.2", port);
    }

    public TcpSocket connect(int port) throws java.io.IOException {
        return TcpSocket.connect(client, server(port), 0, 10_000);
    }

    /** Waits until no connection is left, and looks that nothing else is. */
    public void nothingIsLeft() throws InterruptedException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (connections() > 0 && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        assertThat(client.connections()).isEmpty();
        assertThat(connections()).isZero();
        assertThat(client.tcp().ringsInUse() + server.tcp().ringsInUse()).isZero();
        assertThat(client.tcp().counters().get(TcpCounter.FAULTS)
                        + server.tcp().counters().get(TcpCounter.FAULTS))
                .isZero();
    }

    private int connections() {
        return client.ask(() -> client.tcp().connections())
                + server.ask(() -> server.tcp().connections());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
