package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.stack.buffer.Ring;
import dev.sequent.stack.ip.IcmpError;
import dev.sequent.wire.Icmpv4Header;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a machine of the specification with what it acts through: its timers on the wheel, its rings, its user.
 *
 * <p>Everything but {@link #user} belongs to the stack's loop.
 */
public final class TcpConnection {

    private final TcpLayer layer;
    private final Endpoint remote;
    private final int localPort;
    private final Connection machine;
    private final UserSide user;
    private final ConnectionText text;
    private final ConnectionTimers timers;
    private final UserCalls calls;
    private final Runnable workOnLoop = this::workNow;

    /** The listener that it came to, until the user has accepted it. */
    private @Nullable TcpListener listener;

    /** It came from a listener, and goes back to nowhere when its machine is in LISTEN again. */
    private final boolean child;

    private boolean opened;
    private boolean gone;

    /** Its machine is another connection's by now. */
    private boolean handedOn;

    /** That other one, until the layer has taken it: whoever goes on holding this one must not hold all that came after it. */
    private @Nullable TcpConnection successor;

    /** In the layer's list of those that the present batch touched. */
    boolean touched;

    /** Its place among the half-open ones of its listener, {@link HalfOpen}'s to set; -1 when it is none of them. */
    int halfOpenPlace = -1;

    private @Nullable Runnable newsHook;

    private boolean newlyOpen;
    private boolean newlyFinished;
    private boolean newlyUrgent;
    private @Nullable TcpFailure verdict;
    private @Nullable String lastReport;

    /** Reports for the machine that came up while it was busy with something else. */
    private boolean noRoute;

    private boolean tooBig;
    private int tooBigBegin;

    TcpConnection(TcpLayer layer, Endpoint remote, int localPort, @Nullable TcpListener listener) {
        this.layer = layer;
        this.remote = remote;
        this.localPort = localPort;
        this.listener = listener;
        this.child = listener != null;
        this.user = new UserSide(layer.rings(), layer.sendLimit(), this::postWork, this::news);
        this.text = new ConnectionText(user);
        this.timers = new ConnectionTimers(layer.wheel(), this::timeout);
        this.machine = new Connection(layer.parameters(), new Actions(layer, this));
        this.calls = new UserCalls(machine, user, text);
        layer.watch(machine);
    }

    /** The one that goes on with the machine of another, which has left TIME-WAIT for it (RFC 9293, 3.6.1, MAY-2). */
    private TcpConnection(TcpConnection before, TcpListener listener) {
        this.layer = before.layer;
        this.remote = before.remote;
        this.localPort = before.localPort;
        this.listener = listener;
        this.child = true;
        this.opened = true;
        this.user = new UserSide(layer.rings(), layer.sendLimit(), this::postWork, this::news);
        this.text = new ConnectionText(user);
        this.timers = new ConnectionTimers(layer.wheel(), this::timeout);
        this.machine = before.machine;
        this.calls = new UserCalls(machine, user, text);
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

    long key() {
        return FourTuple.key(remote.address(), remote.port(), localPort);
    }

    boolean isGone() {
        return gone;
    }

    /** The connection, if any, as whose machine its own went on in the last segment: between the same sockets, for a listener. Asked once. */
    @Nullable TcpConnection takeSuccessor() {
        TcpConnection taken = successor;
        successor = null;
        return taken;
    }

    /** The state's name, in the RFC's spelling. On the loop. */
    public String stateName() {
        return Connection.STATES[handedOn ? Binding.CLOSED : machine.state()];
    }

    /** The machine, for those who look at it as engines do. */
    Machine machine() {
        return machine;
    }

    /** What STATUS shows. On the loop. */
    public ConnectionInfo info(long now) {
        Ring receive = user.receiveRingIfAny();
        Ring send = user.sendRing();
        return new ConnectionInfo(
                stateName(),
                receive == null ? 0 : receive.used(),
                send == null ? 0 : send.used(),
                local(),
                remote,
                timers.running(now),
                Binding.RETRANSMISSIONS < 0 ? 0 : machine.variable(Binding.RETRANSMISSIONS));
    }

    // ---------------------------------------------------------------- what sets the machine in motion

    /** Sets the machine in motion; if it breaks, that is the end of the connection, and of nothing else. */
    private void run(long now, Runnable trigger) {
        layer.now(now);
        try {
            trigger.run();
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    /** An active OPEN; also of one that waits in LISTEN for a remote that is specified. On the loop. */
    public void open(long now) {
        opened = true;
        run(now, () -> machine.open(now, true, true));
        settle(now);
        if (noRoute && !gone) {
            verdict = new TcpFailure(TcpFailure.Kind.UNREACHABLE, "no route to " + remote + ": it is not on this stack's network and there is no gateway");
            abort(now);
        }
    }

    /** A passive OPEN: the machine waits in LISTEN for the segment that is for it. @param specified it knows from whom */
    void passive(long now, boolean specified) {
        opened = true;
        run(now, () -> machine.open(now, false, specified));
    }

    /** A segment for this connection. @return as {@link Machine#receive}; {@link TcpLayer#FAULT} when the machine broke */
    int arrive(long now, Segment segment) {
        if (gone) {
            return TcpLayer.FAULT; // It broke in passive().
        }
        int result;
        layer.now(now);
        try {
            result = machine.receive(now, segment);
            if (result == Machine.DROP) {
                layer.dropRules().dropped();
            }
        } catch (RuntimeException e) {
            (successor == null ? this : successor).fault(e);
            result = TcpLayer.FAULT;
        }
        if (successor != null) {
            tellNews(now);
            end(verdict); // Before the other is in the table: they have the same place there.
            successor.afterTrigger(now);
        } else {
            afterTrigger(now);
        }
        return result;
    }

    /** The batch in which segments came has ended. */
    void quiet(long now) {
        if (!gone) {
            layer.now(now);
            try {
                machine.quiet(now);
            } catch (RuntimeException e) {
                fault(e);
            }
        }
        settle(now);
    }

    private void timeout(int timer, long now) {
        if (gone) {
            return;
        }
        run(now, () -> machine.timeout(timer, now));
        settle(now);
    }

    /**
     * Lets a running timer run out now, be it due or not: for replays of runs in which timers have no order. On the loop.
     *
     * @param timer its name in the specification
     * @return false if it does not run
     */
    public boolean expire(String timer, long now) {
        return timers.expire(timer, now);
    }

    /** The network reports something about a segment; what that means the machine knows. */
    void icmpError(long now, IcmpError error) {
        lastReport = error.description();
        run(now, () -> machine.icmpError(now, error.type(), error.code(), error.nextHopMtu(), error.sequenceNumber()));
        settle(now);
    }

    /** What the user has set before anything else. */
    void prepare(long now) {
        calls.take();
        run(now, () -> calls.setOptions(now));
    }

    /** ABORT, by the stack itself. */
    void abort(long now) {
        if (gone) {
            return;
        }
        run(now, () -> machine.abort(now));
        settle(now);
    }

    /** Does what the user has asked for. */
    void work(long now) {
        calls.take();
        if (gone) {
            return;
        }
        run(now, () -> {
            if (calls.make(now) && verdict == null) {
                verdict = new TcpFailure(TcpFailure.Kind.CLOSED, "connection aborted");
            }
        });
        settle(now);
    }

    // ---------------------------------------------------------------- after the machine has run

    /** Within a batch of segments: only what cannot wait for its end. */
    private void afterTrigger(long now) {
        if (isOver()) {
            settle(now);
        }
    }

    /** The machine has come to its end, and nobody has drawn the consequences. */
    private boolean isOver() {
        return opened && !gone && (machine.state() == Binding.CLOSED || child && machine.state() == Binding.LISTEN);
    }

    /** Tells the user what has happened, and looks whether this was the end. */
    private void settle(long now) {
        tellNews(now);
        if (isOver()) {
            end(verdict != null || user.phase() == UserSide.Phase.OPEN
                    ? verdict
                    : new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing"));
        }
    }

    private void tellNews(long now) {
        if (tooBig) {
            reportLocally(now);
        }
        if (newlyUrgent) { // Before its octets: it is said in advance (RFC 9293, 3.8.5, MUST-32).
            newlyUrgent = false;
            user.tellUrgent();
        }
        if (text.hasNews()) {
            boolean more = text.tell() && calls.sendsWait() && !gone && !handedOn;
            if (more) {
                run(now, () -> calls.sendPending(now));
            }
        }
        if (newlyOpen) {
            newlyOpen = false;
            user.tellOpen();
            layer.established(this);
        }
        if (newlyFinished) {
            newlyFinished = false;
            user.tellRemoteFinished();
        }
    }

    /** What IP told about a segment while the machine was busy sending it: a report from the network like others. */
    private void reportLocally(long now) {
        tooBig = false;
        if (gone || handedOn) {
            return;
        }
        run(now, () -> machine.icmpError(
                now, Icmpv4Header.DESTINATION_UNREACHABLE, Icmpv4Header.FRAGMENTATION_NEEDED, layer.mtu(), tooBigBegin));
    }

    /** The machine is of no use any more (see {@link Fault}), also for its own ABORT. Its user is told, and so is the remote. */
    private void fault(RuntimeException e) {
        layer.fault("the connection from " + local() + " to " + remote + " in " + stateName() + " is given up", e);
        if (!isUnknownToRemote() && Binding.SND_NXT >= 0) {
            reset();
        }
        String text = e instanceof Fault ? e.getMessage() : e.toString();
        end(new TcpFailure(TcpFailure.Kind.FAULT, "the specification broke a rule of its own: " + text));
    }

    /** {@code <SEQ=SND.NXT><CTL=RST>} (RFC 9293, 3.10.5), since the machine cannot be asked. Beside a window probe the remote may not believe it. */
    private void reset() {
        Segment segment = new Segment();
        segment.SEQ = (int) machine.variable(Binding.SND_NXT);
        segment.CTL = Binding.RST;
        layer.transmit(remote, localPort, segment, null);
    }

    /** Whether it has not sent anything: its machine is in CLOSED or LISTEN. */
    boolean isUnknownToRemote() {
        return machine.state() == Binding.CLOSED || machine.state() == Binding.LISTEN;
    }

    /** The next end is for this reason, whatever the machine says. */
    void condemn(TcpFailure why) {
        verdict = why;
    }

    /** Ends it from outside, without a word to the remote. */
    void end(@Nullable TcpFailure why) {
        if (gone) {
            return;
        }
        gone = true;
        timers.stopAll();
        layer.removed(this, newlyOpen);
        newlyOpen = false;
        user.tellEnd(why);
    }

    private void workNow() {
        work(layer.clockNow());
    }

    private void postWork() {
        layer.post(workOnLoop);
    }

    private void news() {
        Runnable hook = newsHook;
        if (hook != null) {
            hook.run();
        }
    }

    /** For users on the loop itself, which cannot wait: called there after each change that the user can see. */
    public void onNews(Runnable hook) {
        newsHook = hook;
    }

    // ---------------------------------------------------------------- the listener that it came to

    @Nullable TcpListener listener() {
        return listener;
    }

    void accepted() {
        listener = null;
    }

    // ---------------------------------------------------------------- what the machine does to the world, see Actions

    void send(Segment segment) {
        switch (layer.transmit(remote, localPort, segment, text)) {
            case NO_ROUTE -> noRoute = true;
            case TOO_BIG -> {
                tooBig = true;
                tooBigBegin = segment.SEQ;
            }
            case SENT, AWAITING_ARP, LOST -> {}
        }
    }

    ConnectionTimers timers() {
        return timers;
    }

    void signal(int signal) {
        layer.told(Connection.SIGNALS[signal]);
        if (signal == Binding.CONNECTION_ESTABLISHED) {
            newlyOpen = true;
            layer.leftHalfOpen(this);
        } else if (signal == Binding.CONNECTION_CLOSING) {
            newlyFinished = true;
        } else if (signal == Binding.URGENT_DATA) {
            newlyUrgent = true;
        } else if (signal == Binding.DESTINATION_UNREACHABLE) {
            String report = lastReport;
            user.tellNetworkReport(report == null ? Binding.signalText(signal) : "the network reports: " + report);
        } else if (signal == Binding.DELIVERY_PROBLEM) {
            user.tellDeliveryProblem(Binding.signalText(signal) + ": no acknowledgment after "
                    + machine.variable(Binding.RETRANSMISSIONS) + " retransmissions");
        } else {
            TcpFailure failure = Binding.failure(signal);
            if (failure != null && (verdict == null || failure.kind() != TcpFailure.Kind.CLOSED)) {
                verdict = failure; // That of a user who ends it himself does not outweigh why the stack does.
            }
        }
    }

    void place(int at, int skip, int n) {
        layer.place(text, at, (int) machine.variable(Binding.RCV_NXT), skip, n);
    }

    ConnectionText text() {
        return text;
    }

    /** What the machine does from here on is another's: one for the listener. The machine is in the middle of a segment. */
    TcpConnection giveWay() {
        TcpListener listens = layer.listenerFor(this);
        if (listens == null) {
            throw new IllegalStateException("another connection was to begin, and nobody listens on port " + localPort);
        }
        TcpConnection next = new TcpConnection(this, listens);
        handedOn = true;
        successor = next;
        return next;
    }
}
