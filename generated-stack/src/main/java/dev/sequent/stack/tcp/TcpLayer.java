package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.Machine;
import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.ip.IcmpError;
import dev.sequent.stack.ip.Ipv4Layer;
import dev.sequent.stack.ip.IpProtocol;
import dev.sequent.stack.ip.SendResult;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * TCP as a protocol over IPv4: parses segments and finds the machine that each is for; builds the segments that machines send.
 *
 * <p>Everything is called by the stack's loop, except where a method says otherwise.
 */
public final class TcpLayer implements IpProtocol {

    /** What {@link TcpConnection#arrive} returns, beyond the machine's own results, when the machine broke. */
    static final int FAULT = Integer.MIN_VALUE;

    /** What the layer needs of the stack around it. */
    public interface Host {

        /** Runs something on the loop, soon. May be called from any thread. */
        void post(Runnable work);

        /** The time, for work that is not part of a batch. */
        long now();

        /** Writes a line for people: something went wrong that is worth a look. */
        void log(String line);

        /** A machine has told its user something: the signal's name in the specification. */
        default void told(String signal) {}
    }

    private final Ipv4Layer ip;
    private final TimerWheel wheel;
    private final Host host;
    private final TcpParameters parameters;
    private final RingStore rings;
    private final int sendLimit;
    private final IsnSource sequenceNumbers;
    private final EphemeralPorts ephemeral;
    private final DropRules dropRules;
    private final Counters<TcpCounter> counters = new Counters<>(TcpCounter.class);

    private final LongTable<TcpConnection> connections;
    private final Listeners listeners;
    private final List<TcpConnection> touched = new ArrayList<>();

    private final Segment arriving = new Segment();
    private final SegmentOutput output;
    private final ClosedResponder responder;

    private @Nullable ByteBuffer text;
    private int textOffset;
    private long now;

    /**
     * @param parameters of every connection; not changed afterwards
     * @param secrets where keys, ports and chance come from: a {@link java.security.SecureRandom} in earnest
     */
    public TcpLayer(Ipv4Layer ip, TimerWheel wheel, TcpParameters parameters, RandomGenerator secrets, Host host) {
        this(ip, wheel, parameters, secrets, Optional.empty(), host);
    }

    /** With initial sequence numbers of one's own: a replay must choose as the run did that it replays. */
    public TcpLayer(
            Ipv4Layer ip, TimerWheel wheel, TcpParameters parameters, RandomGenerator secrets, IsnSource isns, Host host) {
        this(ip, wheel, parameters, secrets, Optional.of(isns), host);
    }

    private TcpLayer(
            Ipv4Layer ip, TimerWheel wheel, TcpParameters parameters, RandomGenerator secrets, Optional<IsnSource> isns, Host host) {
        this.ip = ip;
        this.wheel = wheel;
        this.host = host;
        this.parameters = parameters;
        this.sendLimit = (int) parameters.get(Binding.SEND_BUFFER);
        this.rings = new RingStore(sendLimit, (int) parameters.get(Binding.RECEIVE_BUFFER));
        var keyed = new InitialSequenceNumbers(secrets.nextLong(), secrets.nextLong());
        this.sequenceNumbers = isns.orElse(keyed);
        this.connections = new LongTable<>(secrets.nextLong(), secrets.nextLong());
        this.listeners = new Listeners(this, ip, secrets);
        this.ephemeral = new EphemeralPorts(secrets);
        this.output = new SegmentOutput(ip, counters);
        this.dropRules = new DropRules();
        this.responder = new ClosedResponder(this);
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
     * Opens a connection actively. Whether it succeeds is told later.
     *
     * @param localPort 0 for one of the ephemeral ones
     * @throws PortInUseException if there is such a connection already, or no port is left
     */
    public TcpConnection connect(long now, Endpoint remote, int localPort) {
        return connect(now, remote, localPort, user -> {});
    }

    /** @param options called with the user's side before the OPEN: what it sets there holds from the first SYN on (RFC 9293, 3.9.1.1) */
    public TcpConnection connect(long now, Endpoint remote, int localPort, Consumer<UserSide> options) {
        int port = localPort != 0
                ? localPort
                : ephemeral.choose(p -> listeners.get(p) == null && find(remote.address(), remote.port(), p) == null);
        if (port == 0) {
            throw new PortInUseException("no local port is left towards " + remote + ": all of " + EphemeralPorts.FIRST + " to "
                    + EphemeralPorts.LAST + " are in use; connections in TIME-WAIT hold theirs for 2 MSL");
        }
        if (find(remote.address(), remote.port(), port) != null) {
            throw new PortInUseException("local port " + port + " is in use: there is a connection from it to " + remote + " already");
        }
        TcpConnection connection = new TcpConnection(this, remote, port, null);
        connections.put(connection.key(), connection);
        counters.increment(TcpCounter.CONNECTIONS_OPENED_ACTIVELY);
        options.accept(connection.user());
        connection.prepare(now);
        connection.open(now);
        return connection;
    }

    /**
     * A passive OPEN with the remote specified (RFC 9293, 3.9.1.1): one machine in LISTEN, for segments from there alone. It may still be opened
     * actively, or by sending.
     *
     * @throws PortInUseException if there is such a connection already
     */
    public TcpConnection await(long now, Endpoint remote, int localPort) {
        if (find(remote.address(), remote.port(), localPort) != null) {
            throw new PortInUseException("local port " + localPort + " is in use: there is a connection from it to " + remote + " already");
        }
        TcpConnection connection = new TcpConnection(this, remote, localPort, null);
        connections.put(connection.key(), connection);
        connection.passive(now, true);
        return connection;
    }

    private @Nullable TcpConnection find(int remoteAddress, int remotePort, int localPort) {
        return connections.get(FourTuple.key(remoteAddress, remotePort, localPort));
    }

    /** The connection of a four-tuple, in whatever state, accepted or not. On the loop. */
    public Optional<TcpConnection> connection(Endpoint remote, int localPort) {
        return Optional.ofNullable(find(remote.address(), remote.port(), localPort));
    }

    /** All listeners and connections, in no order: whoever asked has the time to sort them, and the loop has not. */
    public List<ConnectionInfo> snapshot(long now) {
        List<ConnectionInfo> all = new ArrayList<>();
        listeners.forEach(l -> all.add(l.info()));
        connections.forEach(c -> all.add(c.info(now)));
        return all;
    }

    public Counters<TcpCounter> counters() {
        return counters;
    }

    /** Which rules of the specification discarded segments. */
    public DropRules dropRules() {
        return dropRules;
    }

    /** Connections of any state but CLOSED and LISTEN. */
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

    // ---------------------------------------------------------------- segments that arrive

    @Override
    public int number() {
        return Ipv4Header.TCP;
    }

    @Override
    public void receive(long now, int source, int destination, ByteBuffer packet, int offset, int length) {
        counters.increment(TcpCounter.SEGMENTS_RECEIVED);
        counters.increment(receiveSegment(now, source, destination, packet, offset, length));
    }

    private TcpCounter receiveSegment(long now, int source, int destination, ByteBuffer packet, int offset, int length) {
        int parsed = SegmentWire.parse(packet, offset, length, arriving);
        if (parsed != SegmentWire.OK) {
            return parsed == SegmentWire.TOO_SHORT ? TcpCounter.DROP_TOO_SHORT : TcpCounter.DROP_MALFORMED;
        }
        if (!ip.checksumVouched() && !checksumHolds(source, destination, packet, offset, length)) {
            return TcpCounter.DROP_CHECKSUM;
        }
        this.now = now;
        text = packet;
        textOffset = offset + length - (int) arriving.DATA;
        try {
            return dispatch(now, source, SegmentWire.sourcePort(packet, offset), SegmentWire.destinationPort(packet, offset));
        } finally {
            text = null;
        }
    }

    private static boolean checksumHolds(int source, int destination, ByteBuffer packet, int offset, int length) {
        int pseudo = InternetChecksum.pseudoHeader(source, destination, Ipv4Header.TCP, length);
        return InternetChecksum.holds(InternetChecksum.add(pseudo, InternetChecksum.sum(packet, offset, length)));
    }

    private TcpCounter dispatch(long now, int remoteAddress, int remotePort, int localPort) {
        TcpConnection connection = find(remoteAddress, remotePort, localPort);
        if (connection != null) {
            return Listeners.comesTooEarly(connection, arriving) ? TcpCounter.DROP_BACKLOG_FULL : toMachine(now, connection);
        }
        if (!ip.hasRoute(remoteAddress)) {
            return TcpCounter.DROP_NO_ROUTE; // Whatever the specification answered, nobody would get it.
        }
        TcpListener listener = listeners.get(localPort);
        if (listener == null) {
            return responder.answer(now, arriving, new Endpoint(remoteAddress, remotePort), localPort);
        }
        if (!listeners.hasRoom(now, listener, remoteAddress)) {
            return listener.isFull() ? TcpCounter.DROP_BACKLOG_FULL : TcpCounter.DROP_HALF_OPEN_FULL;
        }
        return toNewMachine(now, listener, new Endpoint(remoteAddress, remotePort));
    }

    private TcpCounter toMachine(long now, TcpConnection connection) {
        int result = connection.arrive(now, arriving);
        TcpConnection successor = connection.takeSuccessor();
        if (successor == null) {
            return arrived(connection, result);
        }
        counters.increment(TcpCounter.TIME_WAITS_ENDED_BY_SYN);
        begins(successor);
        return arrived(successor, result);
    }

    /** A connection that came to a listener has left LISTEN, unless it is gone again. */
    private void begins(TcpConnection child) {
        TcpListener listener = child.listener();
        if (!child.isGone() && listener != null) {
            connections.put(child.key(), child);
            listener.began(child);
            counters.increment(TcpCounter.CONNECTIONS_OPENED_PASSIVELY);
        }
    }

    /** A machine for this segment alone, unless it takes it out of LISTEN. */
    private TcpCounter toNewMachine(long now, TcpListener listener, Endpoint remote) {
        TcpConnection child = new TcpConnection(this, remote, listener.port(), listener);
        child.passive(now, false);
        int result = child.arrive(now, arriving);
        begins(child);
        if (child.isGone() && result == FAULT && child.isUnknownToRemote()) {
            responder.answer(now, arriving, remote, listener.port()); // There is no connection: say so, or the remote asks again and again.
        }
        return arrived(child, result);
    }

    private TcpCounter arrived(TcpConnection connection, int result) {
        if (!connection.touched && !connection.isGone()) {
            connection.touched = true;
            touched.add(connection);
        }
        return switch (result) {
            case Machine.DROP -> TcpCounter.DROP_BY_RULE;
            case Machine.IGNORED -> TcpCounter.DROP_IGNORED;
            case FAULT -> TcpCounter.DROP_FAULT;
            default -> TcpCounter.HANDLED;
        };
    }

    /** Everything that had arrived has been handled (RFC 9293, 3.10.7.4, MUST-58, MUST-59): the event QUIET for those concerned. */
    public void endOfBatch(long now) {
        for (int i = 0; i < touched.size(); i++) {
            TcpConnection connection = touched.get(i);
            connection.touched = false;
            connection.quiet(now);
        }
        touched.clear();
    }

    @Override
    public void icmpError(long now, IcmpError error) {
        TcpConnection connection = find(error.destinationAddress(), error.destinationPort(), error.sourcePort());
        if (connection == null) {
            counters.increment(TcpCounter.ICMP_ERRORS_UNMATCHED);
            return;
        }
        counters.increment(TcpCounter.ICMP_ERRORS_MATCHED);
        connection.icmpError(now, error);
    }

    // ---------------------------------------------------------------- for connections

    TcpParameters parameters() {
        return parameters;
    }

    RingStore rings() {
        return rings;
    }

    int sendLimit() {
        return sendLimit;
    }

    TimerWheel wheel() {
        return wheel;
    }

    int address() {
        return ip.address();
    }

    int mtu() {
        return ip.mtu();
    }

    /** The present trigger's time, for what is done within. */
    void now(long time) {
        now = time;
    }

    /** The loop's time. */
    public long clockNow() {
        return host.now();
    }

    void post(Runnable work) {
        host.post(work);
    }

    void watch(Connection machine) {
        machine.trace(dropRules);
    }

    int isn(Endpoint remote, int localPort) {
        return sequenceNumbers.next(now, ip.address(), localPort, remote.address(), remote.port());
    }

    /** Whether a SYN to a connection would find a listener with room, if the connection were no more. */
    boolean listening(TcpConnection connection) {
        return sequenceNumbers.listening(listenerFor(connection) != null);
    }

    @Nullable TcpListener listenerFor(TcpConnection connection) {
        TcpListener listener = listeners.get(connection.localPort());
        return listener != null && listeners.hasRoom(now, listener, connection.remote().address()) ? listener : null;
    }

    /** Puts text of the arriving segment, from its octet {@code skip} on, where it belongs. */
    void place(ConnectionText to, int at, int next, int skip, int n) {
        ByteBuffer from = text;
        if (from == null) {
            throw new IllegalStateException("text was to be placed when no segment was arriving");
        }
        to.place(at, next, from, textOffset + skip, n);
    }

    /** As {@link SegmentOutput#transmit}, at the present trigger's time. */
    SendResult transmit(Endpoint remote, int localPort, Segment segment, @Nullable ConnectionText owner) {
        return output.transmit(now, remote, localPort, segment, owner);
    }

    /** A machine has told that the connection is established; its user hears when the batch is over. */
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

    /** The connection is no more. @param untold it had been established, and its user has not heard */
    void removed(TcpConnection connection, boolean untold) {
        // A machine that never left LISTEN was never in the table, where another connection may have its four-tuple.
        if (connections.get(connection.key()) == connection) {
            connections.remove(connection.key());
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
     * @throws DeviceException if that is what broke: no rule is to blame, and the stack has come to its end
     */
    void fault(String where, RuntimeException e) {
        if (e instanceof DeviceException device) {
            throw device;
        }
        counters.increment(TcpCounter.FAULTS);
        host.log(where + ": " + dropRules.describe(e));
    }
}
