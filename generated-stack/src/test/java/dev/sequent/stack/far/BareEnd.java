package dev.sequent.stack.far;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.TcpCore;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One end of a connection and nothing else: a machine whose text has a length and no octets, so that 2^32 of them pass
 * in a moment. Positions count octets of a direction from 0, in 64 bits: what wraps in the machine does not wrap here,
 * and each place, delivery and acknowledgment is looked at.
 */
final class BareEnd implements ConnectionWorld {

    static final long NEVER = Long.MAX_VALUE;

    private static final Core.Properties PROPERTIES = new TcpCore().properties();

    /** A segment under way. @param position of its first octet of text */
    record Flying(long at, Segment segment, long position) {}

    /** An end at rest, to begin from again. */
    record Rest(long[] machine, long[] due, long queued, long acknowledged, long delivered, long taken) {}

    final TcpParameters parameters;
    final Connection machine;
    private final int iss;
    private final long[] due = new long[Connection.TIMERS.length];
    private final ArrayDeque<Flying> arriving = new ArrayDeque<>();
    /** Octets that have been placed and not delivered, from and to. */
    private final TreeMap<Long, Long> placed = new TreeMap<>();

    BareEnd peer = this;
    long delay;
    /** Which of the segments that it sends are lost. */
    Predicate<Segment> lost = s -> false;
    /** Whether the user takes what is delivered. */
    boolean reads = true;
    /** Up to where the user wants to send. */
    long wanted;

    long queued;
    long acknowledged;
    long delivered;
    long taken;
    /** What the machine told the user. */
    final List<String> signals = new ArrayList<>();
    /** Sent since {@link #forget}, also what was lost. */
    final List<Segment> sent = new ArrayList<>();

    boolean keeps;
    private long now;
    private Flying atHand = new Flying(0, new Segment(), 0);

    BareEnd(int iss, TcpParameters parameters) {
        this.iss = iss;
        this.parameters = parameters;
        this.machine = new Connection(parameters, this);
        Arrays.fill(due, NEVER);
    }

    String state() {
        return Connection.STATES[machine.state()];
    }

    /** How far SND.UNA is from the ISS. */
    long distance() {
        return acknowledged + 1;
    }

    long variable(String name) {
        return machine.variable(Arrays.asList(Connection.VARIABLES).indexOf(name));
    }

    // ---------------------------------------------------------------- time passes

    long next() {
        long next = arriving.isEmpty() ? NEVER : arriving.peekFirst().at;
        for (long timer : due) {
            next = Math.min(next, timer);
        }
        return next;
    }

    boolean isAtRest() {
        return next() == NEVER;
    }

    void step(long time) {
        now = time;
        boolean batch = false;
        while (!arriving.isEmpty() && arriving.peekFirst().at <= now) {
            atHand = arriving.removeFirst();
            machine.receive(now, atHand.segment);
            batch = true;
        }
        if (batch) {
            machine.quiet(now);
        }
        for (int timer = 0; timer < due.length; timer++) {
            if (due[timer] <= now) {
                due[timer] = NEVER;
                machine.timeout(timer, now);
            }
        }
        user();
    }

    private void user() {
        if (reads && delivered > taken) {
            long n = delivered - taken;
            taken = delivered;
            machine.receive(now, n);
        }
        long n = Math.min(wanted - queued, parameters.SND_BUFFER - (queued - acknowledged));
        if (n > 0) {
            send(n, true, false);
        }
    }

    /** SEND, now. @return the outcome's name */
    String send(long n, boolean push, boolean urgent) {
        long before = queued;
        queued += n; // The machine may send during the call.
        wanted = Math.max(wanted, queued);
        String outcome = Connection.OUTCOMES[machine.send(now, n, push, urgent)];
        if (outcome.equals("no-resources")) {
            queued = before;
        }
        return outcome;
    }

    // ---------------------------------------------------------------- what the machine does

    @Override
    public void send(Message message) {
        Segment of = (Segment) message;
        Segment s = new Segment();
        s.SEQ = of.SEQ;
        s.ACK = of.ACK;
        s.CTL = of.CTL;
        s.WND = of.WND;
        s.UP = of.UP;
        s.MSS = of.MSS;
        s.has_MSS = of.has_MSS;
        s.DATA = of.DATA;
        long position = acknowledged + (s.TEXT() - (iss + 1 + (int) acknowledged));
        if (s.DATA > 0 && (position < 0 || position + s.DATA > queued)) {
            throw new AssertionError(
                    "sends " + s.DATA + " octets from " + position + " on, and " + queued + " are queued");
        }
        if (keeps) {
            sent.add(s);
        }
        if (!lost.test(s)) {
            peer.arriving.addLast(new Flying(now + delay, s, position));
        }
    }

    @Override
    public void start(int timer, long at) {
        due[timer] = at;
    }

    @Override
    public void stop(int timer) {
        due[timer] = NEVER;
    }

    @Override
    public void signal(int signal) {
        signals.add(Connection.SIGNALS[signal]);
    }

    @Override
    public void place(int begin, long skip, long n) {
        long from = atHand.position + skip;
        int sequence = peer.iss + 1 + (int) from;
        if (begin != sequence || from < delivered || from + n > taken + parameters.RCV_BUFFER) {
            throw new AssertionError("places octets " + from + " to " + (from + n) + " at "
                    + Integer.toUnsignedString(begin) + ", where " + Integer.toUnsignedString(sequence)
                    + " is their place; " + delivered + " are delivered, " + taken + " taken");
        }
        placed.merge(from, from + n, Math::max);
    }

    @Override
    public void acknowledge(long n) {
        acknowledged += n;
        if (acknowledged > peer.delivered) {
            throw new AssertionError(
                    "is told that " + acknowledged + " octets have arrived, and " + peer.delivered + " have");
        }
    }

    @Override
    public void lookForAnotherRoute() {}

    @Override
    public void anotherUser() {}

    @Override
    public void deliver(long n) {
        long end = delivered + n;
        while (delivered < end) {
            var first = placed.pollFirstEntry();
            if (first == null || first.getKey() > delivered) {
                throw new AssertionError("delivers octets that have not come, at " + delivered);
            }
            long to = Math.min(end, first.getValue());
            delivered = Math.max(delivered, to);
            if (first.getValue() > end) {
                placed.merge(end, first.getValue(), Math::max);
            }
        }
    }

    @Override
    public int isn() {
        return iss;
    }

    @Override
    public boolean listening() {
        return true;
    }

    // ---------------------------------------------------------------- looking back

    void forget() {
        sent.clear();
        signals.clear();
        keeps = true;
    }

    /** The ordinals of the invariants that do not hold. */
    List<Integer> brokenInvariants() {
        List<Integer> broken = new ArrayList<>();
        for (int i = 0; ; i++) {
            try {
                if (!PROPERTIES.invariant(0, i, machine)) {
                    broken.add(i);
                }
            } catch (IllegalArgumentException e) {
                return broken; // There are no more.
            }
        }
    }

    Rest rest() {
        BitWriter out = new BitWriter();
        machine.encode(out);
        return new Rest(out.toArray(), due.clone(), queued, acknowledged, delivered, taken);
    }

    void restore(Rest rest, long time) {
        machine.decode(new BitReader(rest.machine));
        System.arraycopy(rest.due, 0, due, 0, due.length);
        queued = rest.queued;
        wanted = rest.queued;
        acknowledged = rest.acknowledged;
        delivered = rest.delivered;
        taken = rest.taken;
        now = time;
    }

    @Override
    public String toString() {
        StringBuilder timers = new StringBuilder();
        for (int i = 0; i < due.length; i++) {
            if (due[i] != NEVER) {
                timers.append(' ')
                        .append(Connection.TIMERS[i])
                        .append(" in ")
                        .append((due[i] - now) / 1_000_000)
                        .append(" ms");
            }
        }
        return state() + ": queued " + queued + ", acknowledged " + acknowledged + ", delivered " + delivered
                + ", taken " + taken + ", SND.UNA "
                + variable("SND.UNA") + ", SND.NXT " + variable("SND.NXT") + ", ISS " + variable("ISS") + ", SND.WND "
                + variable("SND.WND")
                + "," + timers + ", " + signals;
    }
}
