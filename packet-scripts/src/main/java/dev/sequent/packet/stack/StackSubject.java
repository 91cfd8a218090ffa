package dev.sequent.packet.stack;

import dev.sequent.packet.posix.PosixCalls;
import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.run.UnsupportedException;
import dev.sequent.runtime.Trace;
import dev.sequent.stack.Laboratory;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.posix.StackCalls;
import dev.sequent.stack.sim.RawHost;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stack in virtual time, and opposite it the station that is all the hosts of the script. */
final class StackSubject implements Subject {
    /** Scripts are repeated exactly: secrets and ports are the same each time. */
    private static final long SEED = 1;

    private final Simulation simulation = new Simulation();
    private final LinkPair link;
    private final RuleProbe probe;
    private final Stack stack;
    private final RawHost remote;
    private final PosixCalls calls;
    private final ArrayDeque<String> complaints = new ArrayDeque<>();

    StackSubject(Settings settings, Map<String, Long> parameters, Trace trace) {
        // What arrives may be longer than what the host sends: the MTU is the host's alone.
        link = new LinkPair(LinkPair.Options.of("script").withMtu(Frame.MAX_PACKET), simulation.clock());
        probe = new RuleProbe(link.a());
        stack = new Stack(
                probe,
                simulation.clock(),
                StackConfiguration.of(ip(settings), SEED)
                        .withParameters(parameters)
                        .withLog(complaints::addLast),
                new Laboratory(Optional.empty(), trace));
        probe.lookAt(stack);
        remote = new RawHost(
                link.b(), simulation.clock(), link.a().macAddress(), address -> !address.equals(settings.local()));
        simulation.attach(new StackAgent(stack));
        simulation.attach(remote);
        calls = new PosixCalls(new StackCalls(stack, simulation.clock()));
        simulation.runFor(1_000_000_000L);
        remote.introduce(nextHop(settings), settings.local());
        simulation.runFor(0);
    }

    private static Ipv4Configuration ip(Settings settings) {
        try {
            return Ipv4Configuration.of(prefix(settings), SEED)
                    .withMtu(settings.mtu())
                    .withGateway(gateway(settings));
        } catch (IllegalArgumentException e) {
            throw new UnsupportedException(String.valueOf(e.getMessage()));
        }
    }

    private static Ipv4Prefix prefix(Settings settings) {
        return Ipv4Prefix.parse(settings.local() + "/" + settings.prefix());
    }

    /** Another host of the network, if the script names one that is none: all are at the other end of this one link. */
    private static Ipv4Address gateway(Settings settings) {
        Ipv4Prefix prefix = prefix(settings);
        Ipv4Address named = settings.gateway();
        return prefix.contains(named.bits()) && !named.equals(settings.local())
                ? named
                : (Ipv4Address) prefix.neighbour()
                        .orElseThrow(() -> new UnsupportedException("a network without another host: " + prefix));
    }

    private static Ipv4Address nextHop(Settings settings) {
        return prefix(settings).contains(settings.remote().bits()) ? settings.remote() : gateway(settings);
    }

    // ---------------------------------------------------------------- time

    @Override
    public long now() {
        return simulation.now();
    }

    @Override
    public void advanceTo(long nanos) {
        simulation.runUntil(nanos);
        // What was done on behalf of a user in the last turn may have something due at this very moment.
        simulation.runUntil(nanos);
    }

    @Override
    public long nextDeadline() {
        long next = simulation.nextDeadline();
        return next == Clock.NEVER ? NEVER : next;
    }

    // ---------------------------------------------------------------- datagrams

    @Override
    public void deliver(byte[] datagram) {
        if (!remote.send(datagram)) {
            throw new IllegalStateException("the link to the stack refuses a datagram");
        }
    }

    @Override
    public @Nullable Sent poll() {
        RawHost.Received received = remote.poll();
        return received == null ? null : new Sent(received.at(), received.datagram(), probe.next());
    }

    // ---------------------------------------------------------------- the user's side

    @Override
    public Pending call(Request request) {
        return calls.make(request);
    }

    @Override
    public Optional<String> complaint() {
        return Optional.ofNullable(complaints.pollFirst());
    }

    @Override
    public Optional<String> state(int localPort, Ipv4Address address, int remotePort) {
        return stack.tcp()
                .connection(new Endpoint(address, remotePort), localPort)
                .map(TcpConnection::stateName);
    }

    @Override
    public void close() {
        stack.close();
        link.close();
    }
}
