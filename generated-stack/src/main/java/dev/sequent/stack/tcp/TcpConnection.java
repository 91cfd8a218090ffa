package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.stack.ip.IcmpError;
import dev.sequent.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a machine of the specification with what it acts through: its timers on the wheel, its rings, its
 * user. Whatever happens to the connection is told to the machine; what the machine does meanwhile comes back through
 * {@link MachineEffects}; and when it has come to rest, the user hears of it, and it is clear whether that was the end.
 *
 * <p>Everything except {@link #user} is for the stack's loop.
 */
public final class TcpConnection {

    /** What {@link #arrive} returns, beyond the machine's own results, when the machine broke. */
    static final int FAULT = Integer.MIN_VALUE;

    private final TcpLayer layer;
    private final Endpoint remote;
    private final int localPort;
    private final Connection machine;
    private final MachineEffects actions;
    private final MeetingPoint meeting;
    private final UserSide user;
    private final ConnectionText text;
    private final ConnectionNews news;
    private final SendTrouble trouble = new SendTrouble();
    private final ConnectionTimers timers;
    private final UserCalls calls;
    private final ConnectionStatus status;
    private final Runnable workOnLoop = this::work;

    /** The listener that it came to, until the user has accepted it. */
    private @Nullable TcpListener listener;

    /** It came from a listener, and ends when its machine is in LISTEN again. */
    private final boolean child;

    private Runnable restHook = () -> {};

    private boolean opened;
    private boolean gone;

    /** That other one, until the layer has taken it: holding on to this one must not keep all its successors alive. */
    private @Nullable TcpConnection successor;

    /** In the layer's list of those that the current batch touched. */
    boolean touched;

    /** Its place among the half-open ones of its listener, set by {@link HalfOpen}; -1 when it is not one of them. */
    int halfOpenPlace = -1;

    TcpConnection(TcpLayer layer, Endpoint remote, int localPort, @Nullable TcpListener listener) {
        this(layer, remote, localPort, listener, null);
        layer.watch(machine);
    }

    /**
     * @param before the connection whose machine it continues with, which has left TIME-WAIT for it (RFC 9293, 3.6.1,
     *     MAY-2); null for a machine of its own
     */
    private TcpConnection(
            TcpLayer layer,
            Endpoint remote,
            int localPort,
            @Nullable TcpListener listener,
            @Nullable TcpConnection before) {
        this.layer = layer;
        this.remote = remote;
        this.localPort = localPort;
        this.listener = listener;
        this.child = listener != null;
        this.opened = before != null;
        this.meeting = new MeetingPoint(layer.newRings(), () -> layer.post(workOnLoop));
        this.user = new UserSide(meeting);
        this.text = new ConnectionText(meeting);
        this.news = new ConnectionNews(meeting);
        this.timers = new ConnectionTimers(layer.wheel(), this::timeout);
        this.actions = before != null ? before.actions : new MachineEffects(layer, this);
        this.machine = before != null ? before.machine : new Connection(layer.parameters(), actions);
        this.calls = new UserCalls(machine, meeting, text);
        this.status = new ConnectionStatus(machine, meeting, calls, layer.newCounts());
    }

    // ---------------------------------------------------------------- who it is

    public Endpoint remote() {
        return remote;
    }

    public Endpoint local() {
        return new Endpoint(layer.address(), localPort);
    }

    /** What the user's threads call. */
    public UserSide user() {
        return user;
    }

    int localPort() {
        return localPort;
    }

    @Nullable
    TcpListener listener() {
        return listener;
    }

    void accepted() {
        listener = null;
    }

    /** Whether these are its sockets. @param high of the remote's address, as {@code low} ({@link IpAddress#high}) */
    boolean isBetween(long high, long low, int remotePort, int ours) {
        IpAddress address = remote.address();
        return localPort == ours && remote.port() == remotePort && address.low() == low && address.high() == high;
    }

    boolean isGone() {
        return gone;
    }

    /** Whether it holds text that has arrived. */
    boolean hasText() {
        return meeting.receiveRingIfAny() != null;
    }

    /**
     * The connection, if any, as whose machine its own went on in the last segment: between the same sockets, for a
     * listener. Asked once.
     */
    @Nullable
    TcpConnection takeSuccessor() {
        TcpConnection taken = successor;
        successor = null;
        return taken;
    }

    /** The state's name, in the RFC's spelling. On the loop. */
    public String stateName() {
        return Connection.STATES[status.isHandedOn() ? Binding.INITIAL : machine.state()];
    }

    Connection machine() {
        return machine;
    }

    /** What STATUS shows. On the loop. */
    public ConnectionInfo info(long now) {
        return info(now, false);
    }

    /** @param observe whether to look at everything that the specification lets be observed */
    ConnectionInfo info(long now, boolean observe) {
        return new ConnectionInfo(
                stateName(),
                meeting.unread(),
                meeting.unacknowledged(),
                local(),
                remote,
                timers.running(now),
                Observed.of(machine, Binding.RETRANSMISSIONS).orElse(0),
                observe ? status.observed(now) : Observed.NOTHING);
    }

    /** What else can be seen of it. On the loop. */
    public ConnectionStatus status() {
        return status;
    }

    // ---------------------------------------------------------------- what sets the machine in motion

    /**
     * Sets the machine in motion for a reason other than a segment; if it breaks, that is the end of the connection,
     * and of nothing else.
     */
    private void run(long now, Trigger trigger) {
        actions.begin(now, null);
        try {
            trigger.fire(this, now);
        } catch (RuntimeException e) {
            fault(now, e);
        } finally {
            actions.end();
        }
    }

    /** A segment for this connection. @return as {@link Machine#receive}; {@link #FAULT} when the machine broke */
    int arrive(Arrival arrival) {
        if (gone) {
            return FAULT; // It broke in passive().
        }
        long now = arrival.now();
        int result;
        status.arrives(now, arrival.segment());
        actions.begin(now, arrival);
        try {
            result = machine.receive(now, arrival.segment());
            if (result == Machine.DROP) {
                layer.dropRules().dropped();
            }
        } catch (RuntimeException e) {
            (successor == null ? this : successor).fault(now, e);
            result = FAULT;
        } finally {
            actions.end();
        }
        if (successor != null) {
            tellNews(now);
            end(news.verdict()); // Before the other is added to the table: they have the same place there.
            successor.afterSegment(now);
        } else {
            afterSegment(now);
        }
        return result;
    }

    /** The batch in which segments came has ended. */
    void quiet(long now) {
        if (!gone) {
            run(now, TcpConnection::batchEnds);
        }
        settle(now);
    }

    private void batchEnds(long now) {
        if (Binding.BATCH >= 0) {
            machine.call(Binding.BATCH, now, 0, 0, 0, 0);
        }
    }

    /** An active OPEN; also of one that waits in LISTEN for a remote that is specified. On the loop. */
    public void open(long now) {
        opened = true;
        run(now, (c, at) -> c.machine.open(at, true, true));
        settle(now);
        if (trouble.noRoute() && !gone) {
            news.condemn(SendTrouble.noRouteTo(remote));
            abort(now);
        }
    }

    /**
     * A passive OPEN: the machine waits in LISTEN for the segment that is for it. @param specified it knows from whom
     */
    void passive(long now, boolean specified) {
        opened = true;
        run(now, (c, at) -> c.machine.open(at, false, specified));
    }

    private void timeout(Trigger event, long now) {
        if (gone) {
            return;
        }
        run(now, event);
        settle(now);
    }

    /**
     * Makes a running timer run out now, due or not: for replays of runs in which timers have no order. On the loop.
     *
     * @param timer its name in the specification
     * @return false if it does not run
     */
    public boolean expire(String timer, long now) {
        return timers.expire(timer, now);
    }

    /** The network reports something about a segment; the machine knows what that means. */
    void icmpError(long now, IcmpError error) {
        news.reported(error.description());
        run(
                now,
                (c, at) -> c.machine.icmpError(
                        at, error.type(), error.code(), error.nextHopMtu(), error.sequenceNumber()));
        settle(now);
    }

    /** What the user has set before anything else. */
    void prepare(long now) {
        calls.take();
        run(now, (c, at) -> c.calls.setOptions(at));
    }

    /** ABORT, by the stack itself. */
    void abort(long now) {
        if (gone) {
            return;
        }
        run(now, (c, at) -> c.machine.abort(at));
        settle(now);
    }

    /** Does what the user has asked for. */
    private void work() {
        long now = layer.clockNow();
        calls.take();
        if (gone) {
            return;
        }
        run(now, TcpConnection::makeCalls);
        settle(now);
    }

    private void makeCalls(long now) {
        if (calls.make(now) && news.verdict() == null) {
            news.condemn(new TcpFailure(TcpFailure.Kind.CLOSED, "connection aborted"));
        }
    }

    // ---------------------------------------------------------------- after the machine has run

    /** Within a batch of segments: only what cannot wait for its end. */
    private void afterSegment(long now) {
        if (isOver()) {
            settle(now);
        }
    }

    /** The machine has ended, and the consequences have not been drawn yet. */
    private boolean isOver() {
        return opened && !gone && (machine.state() == Binding.INITIAL || child && machine.state() == Binding.PASSIVE);
    }

    /** Tells the user what has happened, and checks whether this was the end. */
    private void settle(long now) {
        tellNews(now);
        if (isOver()) {
            end(news.verdict(user.phase()));
        }
        restHook.run();
    }

    private void tellNews(long now) {
        if (trouble.takeTooBig() && !gone && !status.isHandedOn()) {
            run(now, (c, at) -> c.trouble.tellTooBig(c.machine, at, c.layer.mtu()));
        }
        news.tellUrgent();
        if (text.hasNews()) {
            boolean more = text.tell() && calls.sendsWait() && !gone && !status.isHandedOn();
            if (more) {
                run(now, (c, at) -> c.calls.sendPending(at));
            }
        }
        if (news.tellOpen()) {
            layer.established(this);
        }
        news.tellRemoteFinished();
    }

    /**
     * The machine is no longer usable (see {@link Fault}), even for its own ABORT. Its user is told, and so is the
     * remote.
     */
    private void fault(long now, RuntimeException e) {
        layer.fault("the connection from " + local() + " to " + remote + " in " + stateName() + " is given up", e);
        if (!isUnknownToRemote()) {
            // Beside a window probe the remote may not believe it.
            Observed.of(machine, Binding.SEND_NEXT).ifPresent(next -> layer.reset(now, remote, localPort, (int) next));
        }
        end(TcpFailure.of(e));
    }

    /** Whether it has not sent anything: its machine is in CLOSED or LISTEN. */
    boolean isUnknownToRemote() {
        return machine.state() == Binding.INITIAL || machine.state() == Binding.PASSIVE;
    }

    /** Whatever the machine says, the next end is for this reason. */
    void condemn(TcpFailure why) {
        news.condemn(why);
    }

    /** Ends it from outside, without telling the remote. */
    void end(@Nullable TcpFailure why) {
        if (gone) {
            return;
        }
        gone = true;
        status.end();
        timers.stopAll();
        layer.removed(this, news.takeOpen());
        meeting.tellEnd(why);
    }

    /** For users on the loop itself, which cannot wait: called there after each change that the user can see. */
    public void onNews(Runnable hook) {
        meeting.onNews(hook);
    }

    /** For whoever looks at it from the loop: called there whenever its machine has come to rest. */
    public void onRest(Runnable hook) {
        restHook = hook;
    }

    // ---------------------------------------------------------------- what MachineEffects acts on

    ConnectionTimers timers() {
        return timers;
    }

    ConnectionText text() {
        return text;
    }

    ConnectionNews news() {
        return news;
    }

    SendTrouble trouble() {
        return trouble;
    }

    /**
     * What the machine does from here on is for another connection, one of the listener's. The machine is in the middle
     * of a segment.
     */
    TcpConnection giveWay(long now) {
        TcpListener listens = layer.listenerFor(now, this);
        if (listens == null) {
            throw new IllegalStateException("another connection was to begin, and nobody listens on port " + localPort);
        }
        TcpConnection next = new TcpConnection(layer, remote, localPort, listens, this);
        status.handOn();
        successor = next;
        return next;
    }
}
