package dev.sequent.suite.stacks;

import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.stack.Laboratory;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.RawHost;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.IsnSource;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Simulation;
import dev.sequent.suite.exchange.Calls;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One stack, in virtual time, opposite a station without one; neighbours know each other. */
final class Rig {
    static final int PORT = 80;
    static final int REMOTE_PORT = 5_000;
    static final byte[] NOTHING = new byte[0];

    private static final Ipv4Prefix STACK = Ipv4Prefix.parse("192.0.2.1/24");
    private static final Ipv4Prefix REMOTE = Ipv4Prefix.parse("192.0.2.2/24");
    private static final long SECOND = 1_000_000_000;
    private static final int ETHERNET = 1_500;
    /** Entries of a figure that has lost its beginning. */
    private static final int LAST = 40;

    final Simulation simulation = new Simulation();
    final Stack stack;
    final RemoteWire wire;
    /** What the stack has complained of. */
    final List<String> log = new ArrayList<>();

    final Optional<Recorder> recorder;
    private final Map<String, Long> parameters;
    private final int mtu;
    private int stackPort = PORT;
    /** Ports of the connection that is written down. */
    private int watchedPort = REMOTE_PORT;

    /** Whether everything that happened to that connection was. */
    private boolean whole;

    /** @param isn of the first connection that begins at the time 0; those later begin a tick higher every 4 us */
    Rig(Map<String, Long> parameters, int isn, Observer observer) {
        this(parameters, isn, ETHERNET, observer);
    }

    /** @param mtu of the link */
    Rig(Map<String, Long> parameters, int isn, int mtu, Observer observer) {
        this.parameters = parameters;
        this.mtu = mtu;
        Clock clock = simulation.clock();
        var link = new LinkPair(LinkPair.Options.of("link").withMtu(mtu), clock);
        recorder = observer.records()
                ? Optional.of(new Recorder(simulation::now, end -> end == 0 ? state() : ""))
                : Optional.empty();
        IsnSource isns = (now, local, localPort, remote) -> isn + (int) (now / 4_000);
        stack = new Stack(
                link.a(),
                clock,
                StackConfiguration.of(Ipv4Configuration.of(STACK, 1), 1)
                        .withParameters(parameters)
                        .withLog(log::add),
                new Laboratory(Optional.of(isns), observer.trace()));
        var host = new RawHost(link.b(), clock, link.a().macAddress(), REMOTE.address()::equals);
        wire = new RemoteWire(host, REMOTE.address(), STACK.address());
        simulation.attach(new StackAgent(stack));
        simulation.attach(host);
        simulation.runFor(SECOND);
        host.introduce(REMOTE.address(), STACK.address());
        settle();
        if (observer.records()) {
            observer.exchange(this::exchange);
        }
    }

    /** From now on what passes from and to the remote's port is written down, if anybody wants to see it. */
    void record() {
        record(REMOTE_PORT, PORT);
    }

    /** The same of another connection, which has not begun yet. */
    void record(int remotePort, int localPort) {
        restart(Integer.MAX_VALUE);
        recorder.ifPresent(r -> wire.record(r, remotePort));
        watchedPort = remotePort;
        stackPort = localPort;
        whole = true;
    }

    /** From now on only the end of what passes is kept: there is too much of it. */
    void recordEnd() {
        restart(LAST);
    }

    /** What has passed so far is no longer of interest; what follows is. */
    void recordRest() {
        restart(Integer.MAX_VALUE);
    }

    private void restart(int most) {
        recorder.ifPresent(r -> r.restart(most));
        whole = false;
    }

    /** Opens a connection to the remote's port. */
    TcpConnection connect() {
        recorder.ifPresent(r -> r.call(0, Calls.OPEN, 0));
        TcpConnection connection = stack.connect(new Endpoint(REMOTE.address(), REMOTE_PORT), 0);
        stackPort = connection.local().port();
        settle();
        return connection;
    }

    int stackPort() {
        return stackPort;
    }

    /** Of the connection between the two ports. */
    Optional<TcpConnection> connection() {
        return stack.tcp().connection(new Endpoint(REMOTE.address(), watchedPort), stackPort);
    }

    /** Begins to listen, for as long as the stack is there. */
    TcpListener listen(int backlog) {
        recorder.ifPresent(r -> r.call(0, Calls.LISTEN, 0));
        return stack.listen(PORT, backlog);
    }

    String state() {
        return connection()
                .map(TcpConnection::stateName)
                .orElse(ConnectionWorld.contract().initialState());
    }

    /** Everything happens that is due. */
    void settle() {
        simulation.runFor(0);
        simulation.runFor(0);
        recorder.ifPresent(r -> r.settled(0));
    }

    private Exchange exchange() {
        try {
            wire.take(); // What nobody has taken yet was sent all the same.
        } catch (Violation e) {
            log.add(String.valueOf(e.getMessage())); // Where this is why the check has failed, it has said so.
        }
        List<Exchange.End> stacks = whole ? List.of(new Exchange.End(0, mtu)) : List.of();
        return recorder.orElseThrow()
                .exchange(
                        "stack",
                        watchedPort == REMOTE_PORT ? "remote" : "another remote",
                        stacks,
                        LastRules.of("the stack", stack),
                        parameters);
    }
}
