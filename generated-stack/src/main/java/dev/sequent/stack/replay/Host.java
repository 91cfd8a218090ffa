package dev.sequent.stack.replay;

import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.Contract;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.ip.IcmpError;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.ip.Ipv4Layer;
import dev.sequent.stack.tcp.ConnectionInfo;
import dev.sequent.stack.tcp.IsnSource;
import dev.sequent.stack.tcp.ParameterOverrides;
import dev.sequent.stack.tcp.PortInUseException;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpLayer;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.Ipv4Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end: a stack's layers with one connection at a time, and its user. There is no loop: its owner hands it what
 * happens, and each of these events is a batch of its own.
 *
 * <p>A passive OPEN is a listener of the stack that serves one connection and then closes, since it stands for one
 * machine.
 */
final class Host {

    private static final int BACKLOG = 16;
    private static final Contract CONTRACT = ConnectionWorld.contract();
    /** Where a machine is when there is no connection. */
    private static final String CLOSED = CONTRACT.initialState();
    /** Where it waits for whoever comes. */
    private static final String LISTEN =
            CONTRACT.states().get(CONTRACT.passive().orElseThrow()).name();
    /** What the network layer reports, by the specification's name. */
    private static final String ICMP_ERROR = "ICMP-ERROR";
    /** How the names of calls begin that set something, which may be before there is a connection. */
    private static final String SETS = "SET-";

    private final int peer;
    private final Segments.Way inwards;
    private final VirtualClock clock;
    private final Wire wire;
    private final Ipv4Layer ip;
    private final TcpLayer tcp;
    private final Frame frame = Frame.allocate();
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> signals = new ArrayList<>();
    /** What was set when there was no connection, for the one to come. */
    private final List<Consumer<UserOptions>> setBefore = new ArrayList<>();

    private @Nullable TcpListener listener;
    private @Nullable ScriptedUser user;
    private int incarnation;

    /**
     * @param inwards from the other end to this one
     * @param incarnation how many connections the peer has had before
     */
    Host(
            int peer,
            Segments.Way inwards,
            Map<String, Long> parameters,
            IsnSource isns,
            VirtualClock clock,
            int incarnation) {
        this.peer = peer;
        this.inwards = inwards;
        this.clock = clock;
        this.incarnation = incarnation;
        int mtu = (int) new TcpParameters().get(parameter("MTU"));
        this.wire =
                new Wire(inwards.toMac(), (int) (long) parameters.getOrDefault("MTU", (long) mtu), inwards.fromMac());
        TimerWheel wheel = new TimerWheel();
        this.ip = new Ipv4Layer(
                wire, Ipv4Configuration.of(new Ipv4Prefix(Segments.address(inwards.to()), 24), peer), wheel);
        this.tcp = new TcpLayer(
                ip,
                wheel,
                ParameterOverrides.apply(parameters, ip.parameters()),
                new Random(peer),
                isns,
                new TcpLayer.Host() {
                    @Override
                    public void post(Runnable task) {
                        work.addLast(task);
                    }

                    @Override
                    public long now() {
                        return clock.nanos();
                    }

                    @Override
                    public void log(String line) {
                        faults.add(line);
                    }

                    @Override
                    public void told(String signal) {
                        signals.add(signal);
                    }
                });
        ip.register(tcp);
    }

    private static int parameter(String name) {
        return java.util.Arrays.asList(TcpParameters.NAMES).indexOf(name);
    }

    int incarnation() {
        return incarnation;
    }

    // ---------------------------------------------------------------- what happens to it

    /** A frame arrives, alone. */
    void receive(byte[] octets) {
        frame.buffer().put(Frame.START, octets);
        frame.length(octets.length);
        ip.receive(clock.nanos(), frame);
        tcp.endOfBatch(clock.nanos());
        settle();
    }

    /** @param tick of the clocks, 0 without any: a timer that is not due before the next tick does not run out */
    void timeout(String timer, long tick, Consumer<String> undone) {
        TcpConnection connection = connection();
        if (connection == null) {
            undone.accept(timer + " does not run: there is no connection");
            return;
        }
        Optional<ConnectionInfo.RunningTimer> running = connection.info(clock.nanos()).timers().stream()
                .filter(t -> t.name().equals(timer))
                .findFirst();
        if (running.isEmpty()) {
            undone.accept(timer + " does not run");
        } else if (tick > 0 && running.get().remainingNanos() >= tick) {
            undone.accept(timer + " is not due for another " + running.get().remainingNanos() / 1e9 + " s");
        } else {
            connection.expire(timer, clock.nanos());
        }
        settle();
    }

    void call(String name, List<Long> arguments, ScriptedUser.Author other, Consumer<String> notes) {
        ScriptedUser at = user;
        if (name.equals("OPEN")) {
            open(arguments.getFirst() != 0, arguments.get(1) != 0, notes);
        } else if (name.equals(ICMP_ERROR)) {
            report(arguments);
        } else if (at != null) {
            at.call(name, arguments, other, notes);
        } else if (name.startsWith(SETS)) {
            setBefore.add(user -> ScriptedUser.set(user, name, arguments));
        } else if (listener != null && (name.equals("CLOSE") || name.equals("ABORT"))) {
            listener.close();
            listener = null;
        }
        settle();
    }

    private void open(boolean active, boolean remote, Consumer<String> notes) {
        long now = clock.nanos();
        TcpConnection open = connection();
        boolean free = open == null && listener == null;
        try {
            if (!active) {
                if (free && remote) {
                    TcpConnection waiting =
                            tcp.await(now, inwards.from(), inwards.to().port());
                    setAll(waiting.user().options());
                    begin(waiting);
                } else if (free) {
                    listener = tcp.listen(inwards.to().port(), BACKLOG);
                    listener.options(this::setAll);
                }
            } else if (open != null) {
                open.open(now); // connect() would refuse: here it is the machine that does, or does not.
            } else if (listener != null) {
                notes.accept(
                        "a port of the stack that listens for anyone goes on listening: it is not turned into an active OPEN");
            } else if (remote) {
                begin(tcp.connect(now, inwards.from(), inwards.to().port(), this::setAll));
            } // Otherwise "remote socket unspecified": the stack's users always name the remote.
        } catch (PortInUseException e) {
            // "connection already exists": expressed this way.
        }
    }

    /** What the network reports about a segment of this end's. */
    private void report(List<Long> arguments) {
        long ports = (long) inwards.to().port() << 48 | (long) inwards.from().port() << 32;
        tcp.icmpError(
                clock.nanos(),
                new IcmpError(
                        arguments.get(0).intValue(),
                        arguments.get(1).intValue(),
                        arguments.get(2).intValue(),
                        inwards.from().address(),
                        inwards.to().address(),
                        inwards.from().address(),
                        ports | arguments.get(3) & 0xFFFF_FFFFL));
    }

    private void setAll(UserOptions user) {
        setBefore.forEach(set -> set.accept(user));
    }

    private void begin(TcpConnection connection) {
        incarnation++;
        user = new ScriptedUser(peer, incarnation, connection);
    }

    // ---------------------------------------------------------------- what came of it

    /** Does what was posted, answers ARP, and checks whether a connection has come or gone. */
    private void settle() {
        long now = clock.nanos();
        Runnable task;
        while ((task = work.pollFirst()) != null || ip.poll(now, 1) > 0) {
            if (task != null) {
                task.run();
            }
        }
        tcp.connection(inwards.from(), inwards.to().port())
                .filter(found -> user == null || user.connection() != found)
                .ifPresent(this::begin);
        ScriptedUser at = user;
        if (at != null && at.connection().user().phase() == UserSide.Phase.ENDED) {
            user = null;
            setBefore.clear(); // With the TCB goes what was set of it.
            boolean listensAgain = at.connection().info(now).state().equals(LISTEN);
            TcpListener open = listener;
            if (open != null && !listensAgain) {
                listener = null;
                open.close();
                settle();
            }
        }
    }

    private @Nullable TcpConnection connection() {
        return user == null ? null : user.connection();
    }

    /** In the RFC's spelling. */
    String state() {
        TcpConnection connection = connection();
        if (connection != null) {
            return connection.info(clock.nanos()).state();
        }
        return listener != null ? LISTEN : CLOSED;
    }

    List<byte[]> takeSent() {
        return wire.takeSent();
    }

    /** What machines have told their users, in order. */
    List<String> takeSignals() {
        List<String> taken = List.copyOf(signals);
        signals.clear();
        return taken;
    }

    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }
}
