package dev.sequent.suite.stacks;

import dev.sequent.stack.Laboratory;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
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
import java.util.Optional;

/** Two stacks, A and B, their users, and an adversarial network between them, in virtual time: a plan, carried out. */
final class TwoStacks {
    private static final Ipv4Prefix A = Ipv4Prefix.parse("192.0.2.1/24");
    private static final Ipv4Prefix B = Ipv4Prefix.parse("192.0.2.2/24");
    private static final int PORT_A = 40_000;
    private static final int PORT_B = 80;
    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1_000 * MILLIS;
    private static final long HOUR = 3_600 * SECOND;

    /** After so long without anything that is left to wait for, something has stalled. */
    private static final long LONGEST = 48 * HOUR;

    /** Octets that a user writes, at most so many buffers full of them: a run must not take for ever. */
    private static final long BUFFERS = 300;

    /** Segments beyond those that the octets need, and beyond some for each fault: that is a storm. */
    private static final long STORM = 20_000;

    final Plan plan;
    final Simulation simulation = new Simulation();
    final PlannedUser userA;
    final PlannedUser userB;
    final Adversary towardsA;
    final Adversary towardsB;
    final RecordingDevice fromA;
    final RecordingDevice fromB;
    final Stack a;
    final Stack b;
    final List<String> log = new ArrayList<>();
    private final Optional<Recorder> recorder;

    TwoStacks(Plan plan, long sendBuffer, long receiveBuffer, Observer observer) {
        this.plan = plan;
        Clock clock = simulation.clock();
        int mtu = Math.max(plan.a().mtu(), plan.b().mtu());
        var link = new LinkPair(
                LinkPair.Options.of("link")
                        .withMtu(mtu)
                        .withDelay(plan.delay() * MILLIS)
                        .withQueue(1 << 20),
                clock);
        recorder = observer.records() ? Optional.of(new Recorder(simulation::now, this::state)) : Optional.empty();
        towardsA = new Adversary(link.a(), clock, plan.bToA(), plan.cuts());
        towardsB = new Adversary(link.b(), clock, plan.aToB(), plan.cuts());
        recorder.ifPresent(r -> {
            towardsA.record(r, 0);
            towardsB.record(r, 1);
        });
        fromA = new RecordingDevice(towardsA, 0, recorder);
        fromB = new RecordingDevice(towardsB, 1, recorder);
        a = stack(fromA, A, plan.a(), 1, observer);
        b = stack(fromB, B, plan.b(), 2, observer);
        int most = (int) Math.min(Integer.MAX_VALUE, BUFFERS * Math.max(1, Math.min(sendBuffer, receiveBuffer)));
        int octetsOfA = Math.min(most, plan.a().octets());
        int octetsOfB = Math.min(most, plan.b().octets());
        userA = new PlannedUser(0, plan.a(), most, octetsOfB, recorder);
        userB = new PlannedUser(1, plan.b(), most, octetsOfA, recorder);
        simulation.attach(userA);
        simulation.attach(userB);
        recorder.ifPresent(r -> observer.exchange(() -> exchange(r)));
    }

    private Stack stack(Device device, Ipv4Prefix address, Plan.End end, long seed, Observer observer) {
        IsnSource isns = (now, local, localPort, remote) -> end.isn() + (int) (now / 4_000);
        var stack = new Stack(
                device,
                simulation.clock(),
                StackConfiguration.of(Ipv4Configuration.of(address, seed).withMtu(end.mtu()), seed)
                        .withParameters(plan.parameters())
                        .withLog(log::add),
                new Laboratory(Optional.of(isns), observer.trace()));
        simulation.attach(new StackAgent(stack));
        return stack;
    }

    private String state(int end) {
        PlannedUser user = end == 0 ? userA : userB;
        TcpConnection connection = user == null ? null : user.connection();
        if (connection != null) {
            return connection.stateName();
        }
        Stack stack = end == 0 ? a : b;
        Stack other = end == 0 ? b : a;
        if (stack == null || other == null) {
            return "";
        }
        return stack.tcp()
                .connection(
                        new Endpoint(end == 0 ? B.address() : A.address(), end == 0 ? PORT_B : PORT_A),
                        end == 0 ? PORT_A : PORT_B)
                .map(TcpConnection::stateName)
                .orElse(listens(end) ? "LISTEN" : "CLOSED");
    }

    private boolean listens(int end) {
        return end == 1 && plan.opening() == Plan.Opening.ACTIVE_AND_PASSIVE;
    }

    // ---------------------------------------------------------------- the run

    /** Until both connections are gone, or something has stalled. */
    void run() {
        long now = simulation.now();
        if (plan.opening() == Plan.Opening.ACTIVE_AND_PASSIVE) {
            recorder.ifPresent(r -> r.call(1, Calls.LISTEN, 0));
            TcpListener listener = b.listen(PORT_B, 16);
            listener.onNews(() -> {
                TcpConnection accepted = listener.poll();
                if (accepted != null && userB.connection() == null) {
                    userB.take(accepted, simulation.now());
                }
            });
        }
        open(userA, a, B, PORT_B, PORT_A, now);
        if (plan.opening() == Plan.Opening.SIMULTANEOUS) {
            open(userB, b, A, PORT_A, PORT_B, now);
        }
        long segments = STORM + 200L * (plan.a().octets() + plan.b().octets());
        boolean over = simulation.run(() -> isOver() || sent() > segments, LONGEST);
        if (sent() > segments) {
            throw new Violation("a storm: " + sent() + " segments for " + (userA.written + userB.written)
                    + " octets, and it goes on");
        }
        if (!over && !endHalfOpen(userA, userB, b) && !endHalfOpen(userB, userA, a)) {
            throw new Violation("it has stalled: after " + LONGEST / HOUR
                    + " hours, when nothing was left to wait for,\n" + describe(userA, a) + "\n" + describe(userB, b));
        }
    }

    /**
     * An end whose remote has vanished, with a RST that was lost or without a word, does not notice as long as it has
     * nothing to send (RFC 9293, 3.5.1): it is no fault of TCP's that such a connection stays, unless keepalive watches
     * over it.
     *
     * @return whether this is one; its user has then given it up
     */
    private boolean endHalfOpen(PlannedUser left, PlannedUser gone, Stack other) {
        TcpConnection connection = left.connection();
        boolean vanished = gone.connection() == null || gone.aborted || gone.closedEarly || gone.failure() != null;
        if (connection == null
                || !vanished
                || other.tcp().connections() > 0
                || connection.user().unacknowledged() > 0
                || plan.parameters().getOrDefault("KEEPALIVE", 0L) != 0) {
            return false;
        }
        left.giveUp();
        return simulation.run(this::isOver, simulation.now() + HOUR);
    }

    private void open(PlannedUser user, Stack stack, Ipv4Prefix to, int port, int localPort, long now) {
        recorder.ifPresent(r -> r.call(stack == a ? 0 : 1, Calls.OPEN, 0));
        user.take(stack.connect(new Endpoint(to.address(), port), localPort), now);
    }

    private long sent() {
        return fromA.segments() + fromB.segments();
    }

    private boolean isOver() {
        return userA.isDone()
                && userB.isDone()
                && a.tcp().connections() == 0
                && b.tcp().connections() == 0;
    }

    /** The connections of a stack, as people want to see them when something is wrong. */
    static String describe(Stack stack) {
        return stack.connections(true).stream()
                .map(c -> c.state() + " unread " + c.receiveQueue() + ", unacknowledged " + c.sendQueue() + ", timers "
                        + c.timers() + " " + c.observed())
                .reduce((x, y) -> x + "; " + y)
                .orElse("no connection");
    }

    private static String describe(PlannedUser user, Stack stack) {
        return "  the user has written " + user.written + " and received " + user.received + " octets"
                + (user.shut ? ", has closed" : "") + (user.endOfStream ? ", has seen the end" : "") + "; "
                + describe(stack);
    }

    private Exchange exchange(Recorder written) {
        List<String> rules = new ArrayList<>(LastRules.of("A", a));
        rules.addAll(LastRules.of("B", b));
        return written.exchange(
                "A",
                "B",
                List.of(
                        new Exchange.End(0, plan.a().mtu()),
                        new Exchange.End(1, plan.b().mtu())),
                rules,
                plan.parameters());
    }

    /** Nothing is left behind, of memory or of timers. */
    void checkNothingLeaks() {
        simulation.runFor(HOUR);
        for (Stack stack : List.of(a, b)) {
            String name = stack == a ? "A" : "B";
            int rings = stack.tcp().ringsInUse();
            long octets = stack.tcp().octetsInUse();
            if (rings != 0 || octets != 0) {
                throw new Violation("the connections are gone, and " + name + " still holds " + rings + " buffers with "
                        + octets + " octets of memory");
            }
            if (stack.nextDeadline() != Clock.NEVER) {
                throw new Violation(
                        "the connections have been gone for an hour, and a timer of " + name + " still runs");
            }
        }
    }
}
