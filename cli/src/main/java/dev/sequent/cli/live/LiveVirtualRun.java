package dev.sequent.cli.live;

import dev.sequent.cli.run.Stacks;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.ImpairedDevice;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.device.PcapngDevice;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.sim.Transfer;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Ipv4Prefix;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two stacks of the current core, in virtual time. One thread does everything, so nothing here waits. */
final class LiveVirtualRun implements Stacks.VirtualRun {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final Ipv4Prefix ADDRESS_A = Ipv4Prefix.parse("192.0.2.1/24");
    private static final Ipv4Prefix ADDRESS_B = Ipv4Prefix.parse("192.0.2.2/24");
    private static final int ECHO = 7;
    private static final int NOBODY = 9;

    private final Simulation simulation = new Simulation();
    private final StateProbe probe;
    private final Stack a;
    private final Stack b;
    private final List<EchoingUser> users = new ArrayList<>();

    LiveVirtualRun(Stacks.VirtualRequest request) {
        var link = new LinkPair(LinkPair.Options.of("virtual").withDelay(SECOND / 1000), simulation.clock());
        Device device = request.impairment()
                .map(Impairments::parse)
                .<Device>map(i -> new ImpairedDevice(link.a(), i, simulation.clock()))
                .orElse(link.a());
        probe = new StateProbe(
                request.capture().map(file -> capture(device, file)).orElse(device), ECHO);
        a = stack(probe, ADDRESS_A, request, request.seed());
        b = stack(link.b(), ADDRESS_B, request, ~request.seed());
        probe.lookAt(a);
        TcpListener listener = b.listen(ECHO, 16);
        listener.onNews(() -> {
            for (TcpConnection c = listener.poll(); c != null; c = listener.poll()) {
                users.add(new EchoingUser(c));
            }
        });
    }

    private Device capture(Device device, Path file) {
        try {
            return new PcapngDevice(device, file, simulation.clock());
        } catch (UncheckedIOException e) {
            throw CommandFailure.missing(e);
        }
    }

    private Stack stack(Device device, Ipv4Prefix address, Stacks.VirtualRequest request, long seed) {
        var configuration =
                StackConfiguration.of(Ipv4Configuration.of(address, seed), seed).withParameters(request.parameters());
        var stack = new Stack(device, simulation.clock(), configuration);
        simulation.attach(new StackAgent(stack));
        return stack;
    }

    @Override
    public Optional<String> stateAfterFrame(int number) {
        return probe.stateAfter(number);
    }

    @Override
    public String stateAfterSyn() {
        TcpConnection connection = a.connect(new Endpoint(ADDRESS_B.address(), ECHO), 0);
        Endpoint local = connection.local();
        boolean came = simulation.run(() -> b.tcp().connection(local, ECHO).isPresent(), simulation.now() + HOUR);
        String state = StateProbe.state(b, local, ECHO);
        connection.user().abort();
        simulation.runFor(SECOND);
        if (!came) {
            throw new IllegalStateException("the SYN of " + connection.local() + " did not lead to a connection");
        }
        return state;
    }

    @Override
    public Echo echo(long octets) {
        long began = simulation.now();
        TcpConnection connection = a.connect(new Endpoint(ADDRESS_B.address(), ECHO), 0);
        // CLOSE in SYN-SENT would give up what is queued (RFC 9293, 3.10.4), and the transfer closes as soon as
        // everything is queued.
        simulation.run(() -> connection.user().phase() != UserSide.Phase.OPENING, began + HOUR);
        var transfer = new Transfer(connection, octets, octets);
        boolean over = simulation.run(() -> transfer.isDone() || transfer.failure() != null, began + HOUR);
        if (transfer.failure() != null) {
            throw new IllegalStateException(transfer.failure().getMessage());
        }
        if (!over) {
            throw new IllegalStateException(
                    "not over after a virtual hour: " + transfer.received() + " of " + octets + " octets came back");
        }
        double seconds = (simulation.now() - began) / (double) SECOND;
        return new Echo(transfer.sentDigest(), transfer.receivedDigest(), transfer.received(), seconds);
    }

    @Override
    public Optional<String> refused() {
        TcpConnection connection = a.connect(new Endpoint(ADDRESS_B.address(), NOBODY), 0);
        simulation.run(() -> connection.user().failure() != null, simulation.now() + 60 * SECOND);
        TcpFailure failure = connection.user().failure();
        connection.user().abort();
        simulation.runFor(SECOND);
        return Optional.ofNullable(failure).map(TcpFailure::text);
    }

    @Override
    public double timeWait() {
        if (!simulation.run(() -> in("TIME-WAIT"), simulation.now() + HOUR)) {
            throw new IllegalStateException("no connection came into TIME-WAIT");
        }
        long began = simulation.now();
        simulation.run(() -> !in("TIME-WAIT"), began + HOUR);
        return (simulation.now() - began) / (double) SECOND;
    }

    private boolean in(String state) {
        return a.connections().stream().anyMatch(c -> c.state().equals(state));
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
