package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.Trace;
import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.ip.Datagram;
import dev.sequent.stack.ip.IcmpError;
import dev.sequent.stack.ip.IpLayer;
import dev.sequent.stack.ip.IpProtocol;
import dev.sequent.stack.ip.SendResult;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.IpAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * TCP as a protocol over the network layer, of whatever family: what is listened on, opened and looked at; and what its
 * connections need of the stack around them. Segments come in by {@link SegmentInput} and go out by
 * {@link SegmentOutput}.
 *
 * <p>Everything is called by the stack's loop, except where a method says otherwise.
 */
public final class TcpLayer implements IpProtocol {

    /** What the layer needs from the stack around it. */
    public interface Host {

        /** Runs something on the loop, soon. May be called from any thread. */
        void post(Runnable work);

        /** The time, for work that is not part of a batch. */
        long now();

        /** Writes a line for people: something went wrong that is worth a look. */
        void log(String line);

        /** A machine has told its user something: the signal's name in the specification. */
        default void told(String signal) {}

        /** Told of every rule that a machine passes. */
        default Trace trace() {
            return Trace.NONE;
        }
    }

    private final IpLayer ip;
    private final TimerWheel wheel;
    private final Host host;
    private final TcpParameters parameters;
    private final RingStore rings;
    private final int sendLimit;
    private final IsnSource sequenceNumbers;
    private final EphemeralPorts ephemeral;
    private final DropRules dropRules;
    private final Counters<TcpCounter> counters = new Counters<>(TcpCounter.class);

    private boolean counting;

    private final ConnectionTable connections;
    private final Listeners listeners;
    private final SegmentInput input;
    private final SegmentOutput output;

    /**
     * @param parameters of every connection; not changed afterwards
     * @param secrets the source of keys, ports and random choices: a {@link java.security.SecureRandom} outside of
     *     tests
     */
    public TcpLayer(IpLayer ip, TimerWheel wheel, TcpParameters parameters, RandomGenerator secrets, Host host) {
        this(ip, wheel, parameters, secrets, Optional.empty(), host);
    }

    /** With the caller's initial sequence numbers: a replay must choose as the recorded run did. */
    public TcpLayer(
            IpLayer ip,
            TimerWheel wheel,
            TcpParameters parameters,
            RandomGenerator secrets,
            IsnSource isns,
            Host host) {
        this(ip, wheel, parameters, secrets, Optional.of(isns), host);
    }

    /** With the caller's initial sequence numbers, if there are any. */
    public TcpLayer(
            IpLayer ip,
            TimerWheel wheel,
            TcpParameters parameters,
            RandomGenerator secrets,
            Optional<IsnSource> isns,
            Host host) {
        this.ip = ip;
        this.wheel = wheel;
        this.host = host;
        this.parameters = parameters;
        this.sendLimit = (int) parameters.get(Binding.SEND_BUFFER);
        this.rings = new RingStore(sendLimit, (int) parameters.get(Binding.RECEIVE_BUFFER));
        var keyed = new InitialSequenceNumbers(secrets.nextLong(), secrets.nextLong());
        this.sequenceNumbers = isns.orElse(keyed);
        this.connections = new ConnectionTable(secrets);
        this.listeners = new Listeners(this, ip, secrets);
        this.ephemeral = new EphemeralPorts(secrets);
        this.dropRules = new DropRules();
        this.output = new SegmentOutput(ip, counters);
        this.input = new SegmentInput(this, ip, connections, listeners);
    }

    // ---------------------------------------------------------------- users

    /**
     * Begins to listen.
     *
     * @param backlog connections that may wait to be accepted
     * @throws PortInUseException if another listener has the port
     */
    public TcpListener listen(int port, int backlog) {
        return listeners.add(port, backlog);
    }

    /**
     * Opens a connection actively. Whether it succeeds is known later.
     *
     * @param localPort 0 for one of the ephemeral ones
     * @param options called with the user's side before the OPEN: what it sets there applies from the first SYN on (RFC
     *     9293, 3.9.1.1)
     * @throws PortInUseException if there is such a connection already, or no port is left
     */
    public TcpConnection connect(long now, Endpoint remote, int localPort, Consumer<UserOptions> options) {
        int port = localPort != 0 ? localPort : ephemeralPort(remote);
        connections.checkFree(remote, port);
        TcpConnection connection = new TcpConnection(this, remote, port, null);
        connections.add(connection);
        counters.increment(TcpCounter.CONNECTIONS_OPENED_ACTIVELY);
        options.accept(connection.user().options());
        connection.prepare(now);
        connection.open(now);
        return connection;
    }

    private int ephemeralPort(Endpoint remote) {
        int port = ephemeral.choose(p -> listeners.get(p) == null && connections.isFree(remote, p));
        if (port == 0) {
            throw new PortInUseException("no local port is left towards " + remote + ": all of " + EphemeralPorts.FIRST
                    + " to " + EphemeralPorts.LAST + " are in use; connections in TIME-WAIT hold theirs for 2 MSL");
        }
        return port;
    }

    /**
     * A passive OPEN with the remote specified (RFC 9293, 3.9.1.1): one machine in LISTEN, for segments from there
     * alone. It may still be opened actively, or by sending.
     *
     * @throws PortInUseException if there is such a connection already
     */
    public TcpConnection await(long now, Endpoint remote, int localPort) {
        connections.checkFree(remote, localPort);
        TcpConnection connection = new TcpConnection(this, remote, localPort, null);
        connections.add(connection);
        connection.passive(now, true);
        return connection;
    }

    /** The local ports of all listeners and connections. On the loop. */
    public BitSet localPorts() {
        BitSet ports = new BitSet();
        listeners.forEach(l -> ports.set(l.port()));
        connections.forEach(c -> ports.set(c.localPort()));
        return ports;
    }

    /** One of the ephemeral ports that is not among those; 0 if all are. */
    public int unusedPort(BitSet taken) {
        return ephemeral.choose(p -> !taken.get(p));
    }

    /** A parameter of the specification, as its connections have it: durations in nanoseconds. */
    public OptionalLong parameter(String name) {
        OptionalInt ordinal = Binding.parameter(name);
        return ordinal.isPresent() ? OptionalLong.of(parameters.get(ordinal.getAsInt())) : OptionalLong.empty();
    }

    /** The connection of a four-tuple, in whatever state, accepted or not. On the loop. */
    public Optional<TcpConnection> connection(Endpoint remote, int localPort) {
        return connections.find(remote, localPort);
    }

    /**
     * All listeners and connections, in no order: the caller has the time to sort them, and the loop does not.
     *
     * @param observe whether to look at everything that the specification lets be observed of the connections
     */
    public List<ConnectionInfo> snapshot(long now, boolean observe) {
        List<ConnectionInfo> all = new ArrayList<>();
        listeners.forEach(l -> all.add(l.info()));
        connections.forEach(c -> all.add(c.info(now, observe)));
        return all;
    }

    public Counters<TcpCounter> counters() {
        return counters;
    }

    /** Which rules of the specification discarded segments. */
    public DropRules dropRules() {
        return dropRules;
    }

    /** Connections in any state except CLOSED and LISTEN. */
    public int connections() {
        return connections.size();
    }

    /** Rings that connections and their users hold; 0 when all are gone. May be called from any thread. */
    public int ringsInUse() {
        return rings.inUse();
    }

    /** Octets of memory that those rings hold: as many blocks as have text in them. May be called from any thread. */
    public long octetsInUse() {
        return rings.octets();
    }

    /** Ends everything: the remotes are told, listeners close, users wake up. */
    public void shutDown(long now, TcpFailure why, boolean tellRemotes) {
        listeners.forEach(l -> {
            l.refuse(why);
            listeners.remove(l);
        });
        connections.forEach(c -> {
            c.condemn(why);
            if (tellRemotes) {
                c.abort(now);
            }
            c.end(why);
        });
    }

    // ---------------------------------------------------------------- what arrives

    @Override
    public int number() {
        return TCP;
    }

    @Override
    public void receive(long now, Datagram datagram) {
        input.receive(now, datagram);
    }

    @Override
    public void icmpError(long now, IcmpError error) {
        input.icmpError(now, error);
    }

    /**
     * Everything that had arrived has been handled (RFC 9293, 3.10.7.4, MUST-58, MUST-59): the event QUIET for those
     * concerned.
     */
    public void endOfBatch(long now) {
        input.endOfBatch(now);
    }

    // ---------------------------------------------------------------- for connections

    TcpParameters parameters() {
        return parameters;
    }

    Rings newRings() {
        return new Rings(rings, sendLimit);
    }

    /** From now on, of new connections, every segment is counted ({@link ConnectionStatus#counts}). */
    public void countSegments() {
        counting = true;
    }

    @Nullable
    SegmentCounts newCounts() {
        return counting ? new SegmentCounts(host.now()) : null;
    }

    TimerWheel wheel() {
        return wheel;
    }

    /** Ours. */
    public IpAddress address() {
        return ip.address();
    }

    int mtu() {
        return ip.parameters().mtu();
    }

    /** The loop's current time. */
    public long clockNow() {
        return host.now();
    }

    void post(Runnable work) {
        host.post(work);
    }

    void watch(Connection machine) {
        Trace also = host.trace();
        machine.trace(
                also == Trace.NONE
                        ? dropRules
                        : point -> {
                            dropRules.at(point);
                            also.at(point);
                        });
    }

    int isn(long now, Endpoint remote, int localPort) {
        return sequenceNumbers.next(now, ip.address(), localPort, remote);
    }

    /** Whether a SYN to a connection would find a listener with room, if the connection were gone. */
    boolean listening(long now, TcpConnection connection) {
        return sequenceNumbers.listening(listenerFor(now, connection) != null);
    }

    @Nullable
    TcpListener listenerFor(long now, TcpConnection connection) {
        TcpListener listener = listeners.get(connection.localPort());
        return listener != null
                        && listeners.hasRoom(now, listener, connection.remote().address())
                ? listener
                : null;
    }

    /** As {@link SegmentOutput#transmit}. */
    SendResult transmit(long now, Endpoint remote, int localPort, Segment segment, @Nullable ConnectionText owner) {
        return output.transmit(now, remote, localPort, segment, owner);
    }

    /** As {@link SegmentOutput#reset}. */
    void reset(long now, Endpoint remote, int localPort, int sendNext) {
        output.reset(now, remote, localPort, sendNext);
    }

    /** A machine has signalled that the connection is established; its user is told when the batch is over. */
    void leftHalfOpen(TcpConnection connection) {
        TcpListener listener = connection.listener();
        if (listener != null) {
            listener.leftHalfOpen(connection);
        }
    }

    void established(TcpConnection connection) {
        counters.increment(TcpCounter.CONNECTIONS_ESTABLISHED);
        TcpListener listener = connection.listener();
        if (listener != null) {
            listener.established(connection);
        }
    }

    /** The connection is gone. @param untold whether it had been established without its user having been told */
    void removed(TcpConnection connection, boolean untold) {
        if (connections.remove(connection)) {
            counters.increment(TcpCounter.CONNECTIONS_GONE);
        }
        TcpListener listener = connection.listener();
        if (listener != null) {
            listener.gone(connection, untold);
        }
    }

    void unlisten(TcpListener listener) {
        listeners.remove(listener);
        listener.abortAll(host.now());
    }

    /** A machine has told its user that. */
    void told(String signal) {
        host.told(signal);
    }

    /**
     * A machine broke off.
     *
     * @throws DeviceException if that is the cause: no rule is to blame, and the stack has ended
     */
    void fault(String where, RuntimeException e) {
        if (e instanceof DeviceException device) {
            throw device;
        }
        counters.increment(TcpCounter.FAULTS);
        host.log(where + ": " + dropRules.describe(e));
    }
}
