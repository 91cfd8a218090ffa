package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.stack.time.Clock;
import dev.sequent.suite.exchange.Calls;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.util.List;

/** One stack, its user, and a remote of another make, in virtual time: moves, carried out and watched. */
final class ForeignRun {
    /** What the stack takes: its link has an Ethernet's MTU. */
    private static final int MSS = 1_460;

    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1_000 * MILLIS;

    final Foreign plan;
    final Rig rig;
    private final Bystander bystander;
    /** By how much the stack's window grows at least when it grows. */
    private final long growth;

    final byte[] buffer = new byte[1 << 17];

    Ledger ledger = new Ledger(0, 0, 0);
    TcpConnection connection;
    int window;
    private boolean closed;
    private boolean resetExactly;

    // Of the move at hand.
    private int bare;
    private int resets;
    private int again;
    private int answers;

    /** @param receiveBuffer octets of the stack's */
    ForeignRun(Foreign plan, long receiveBuffer, Observer observer) {
        this.plan = plan;
        this.growth = Math.min(receiveBuffer / 2, plan.isAged() ? Past.MSS : MSS);
        this.rig = plan.isAged()
                ? new Rig(plan.parameters(), plan.isn(), Past.MTU, observer)
                : new Rig(plan.parameters(), plan.isn(), observer);
        bystander = new Bystander(rig);
        connection = bystander.connection();
        rig.record();
        window = plan.window();
    }

    long heard() {
        return rig.wire.heard();
    }

    String outcome() {
        TcpFailure failure = connection.user().failure();
        return failure == null ? "no failure" : failure.kind().toString().toLowerCase(java.util.Locale.ROOT);
    }

    // ---------------------------------------------------------------- the course of it

    void run() {
        open();
        for (Move move : plan.moves()) {
            make(move);
            if (ended()) {
                checkEnd();
                break;
            }
        }
        if (!ended() && !closed) {
            new GoodEnd(this).run();
        }
        letGo();
        bystander.checkUntouched();
        checkNothingLeaks();
    }

    private void open() {
        if (plan.active()) {
            connection = rig.connect();
            RemoteWire.Segment syn = only(TcpHeader.SYN);
            ledger = new Ledger(syn.sequence(), plan.remoteIsn(), growth);
            rig.wire.send(opening(TcpHeader.SYN | TcpHeader.ACK, syn.sequence() + 1), plan.mss());
            rig.settle();
            ledger.opened(window);
            RemoteWire.Segment third = only(TcpHeader.ACK);
            ledger.edge = third.window();
        } else {
            TcpListener listener = rig.listen(4);
            rig.wire.send(opening(TcpHeader.SYN, 0), plan.mss());
            rig.settle();
            RemoteWire.Segment answer = only(TcpHeader.SYN | TcpHeader.ACK);
            ledger = new Ledger(answer.sequence(), plan.remoteIsn(), growth);
            ledger.opened(window);
            ledger.edge = answer.window();
            rig.wire.send(segment(0, 0, TcpHeader.ACK, Rig.NOTHING, 0), 0);
            rig.settle();
            TcpConnection accepted = listener.poll();
            listener.close();
            if (accepted == null) {
                throw new Violation("the third segment of the handshake did not establish the connection");
            }
            connection = accepted;
        }
        if (connection.user().phase() != UserSide.Phase.OPEN) {
            throw new Violation("the handshake was complete, and the user has not been told");
        }
        hear(false);
        if (plan.isAged()) {
            rig.recordEnd();
            ledger = new Past(this).pass(growth);
            rig.recordRest();
        }
    }

    private RemoteWire.Segment opening(int control, int ack) {
        return new RemoteWire.Segment(
                Rig.REMOTE_PORT, rig.stackPort(), plan.remoteIsn(), ack, control, window, 0, Rig.NOTHING);
    }

    /** The one segment that has come, for this connection. */
    private RemoteWire.Segment only(int control) {
        List<RemoteWire.Segment> come =
                rig.wire.take().stream().filter(s -> !bystander.hears(s)).toList();
        if (come.size() != 1 || come.getFirst().control() != control) {
            throw new Violation(
                    "while the connection was being opened, not the one segment came that had to: " + come.size());
        }
        return come.getFirst();
    }

    // ---------------------------------------------------------------- moves

    private void make(Move m) {
        switch (m.kind()) {
            case ACK -> inject(segment(next(), outstanding(m.a()), TcpHeader.ACK, Rig.NOTHING, 0), true, false);
            case ACK_BEYOND ->
                inject(segment(next(), ledger.sentUpTo + 1 + m.a(), TcpHeader.ACK, Rig.NOTHING, 0), false, false);
            case ACK_OLD ->
                inject(segment(next(), ledger.acknowledged - 1 - m.a(), TcpHeader.ACK, Rig.NOTHING, 0), false, false);
            case WINDOW -> {
                window = m.a();
                inject(segment(next(), outstanding(m.b()), TcpHeader.ACK, Rig.NOTHING, 0), true, false);
            }
            case TEXT, FIN, URGENT -> text(m);
            case RST -> inject(segment(next() + m.a(), 0, TcpHeader.RST, Rig.NOTHING, 0), false, false);
            case SYN ->
                inject(
                        segment(
                                next() + m.a(),
                                ledger.sentUpTo,
                                TcpHeader.SYN | (m.c() % 2 == 0 ? 0 : TcpHeader.ACK),
                                Rig.NOTHING,
                                0),
                        false,
                        false);
            case ANY ->
                inject(segment(next() + m.a(), ledger.sentUpTo + m.b(), m.c(), Rig.NOTHING, m.a()), false, false);
            case REPORT -> report(m);
            case WRITE, READ, SHUT_DOWN, CLOSE -> user(m);
            case WAIT -> {
                begin();
                rig.simulation.runFor(m.a() * MILLIS);
                hear(false);
                if (m.a() >= 500 && !closed && !ended()) {
                    ledger.checkAcknowledged();
                }
            }
        }
    }

    void text(Move m) {
        long at = next() + m.a();
        int length = at + m.b() >= Ledger.MOST ? 0 : m.b();
        byte[] octets = new byte[length];
        boolean other = m.kind() == Move.Kind.TEXT && m.c() % 2 != 0;
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (Octets.at(1, at + i) ^ (other ? Ledger.OTHER : 0));
        }
        int control = TcpHeader.ACK
                | switch (m.kind()) {
                    case FIN -> TcpHeader.FIN;
                    case URGENT -> TcpHeader.URG;
                    default -> TcpHeader.PSH;
                };
        inject(
                segment(at, ledger.acknowledged, control, octets, m.kind() == Move.Kind.URGENT ? m.c() : 0),
                true,
                other);
    }

    private void report(Move m) {
        begin();
        int type = List.of(3, 3, 3, 3, 3, 3, 4, 5, 11, 12).get(m.c() % 10);
        int code = type == 3 ? m.c() % 14 : m.c() % 2;
        RemoteWire.Segment about = new RemoteWire.Segment(
                rig.stackPort(), Rig.REMOTE_PORT, ledger.sequence(ledger.sentUpTo - m.a()), 0, 0, 0, 0, Rig.NOTHING);
        rig.wire.report(type, m.c() % 10 == 4 ? 4 : code, m.b(), about);
        rig.settle();
        hear(false);
    }

    void user(Move m) {
        begin();
        UserSide user = connection.user();
        try {
            switch (m.kind()) {
                case WRITE -> write(user, Math.min(m.b(), (int) (Ledger.MOST - ledger.written)));
                case READ -> read(user, m.b());
                case SHUT_DOWN -> {
                    rig.recorder.ifPresent(r -> r.call(0, Calls.CLOSE, 0));
                    ledger.shut = true;
                    user.shutdownOutput();
                }
                case CLOSE -> {
                    rig.recorder.ifPresent(r -> r.call(0, Calls.CLOSE_BOTH, 0));
                    close(user);
                }
                default -> throw new IllegalStateException("not a move of the user's: " + m);
            }
        } catch (TcpException e) {
            if (!ended()) {
                throw new Violation("the user's call failed, and the connection has not ended: " + e.failure());
            }
        }
        rig.settle();
        hear(false);
    }

    private void close(UserSide user) {
        // Once both have closed, the specification leaves it at that.
        boolean over = ledger.shut && user.remoteFinished();
        boolean lost = user.phase() == UserSide.Phase.OPEN && user.available() > 0 && !over;
        ledger.shut = true;
        closed = true;
        user.close();
        rig.settle();
        hear(false);
        if (lost && resets == 0) {
            throw new Violation(
                    "the user has closed without having read what had come, and the remote was not told by a RST"
                            + " (RFC 9293, 3.6.1, SHLD-3)");
        }
    }

    private void write(UserSide user, int most) throws TcpException {
        if (!ledger.shut) {
            Octets.fill(buffer, 0, most, 0, ledger.written);
            rig.recorder.ifPresent(r -> r.call(0, Calls.SEND, Math.min(most, user.writable())));
            ledger.written += user.write(buffer, 0, most);
        }
    }

    private void read(UserSide user, int most) throws TcpException {
        if (!closed) {
            int n = user.read(buffer, 0, Math.min(most, buffer.length));
            if (n > 0) {
                ledger.reads(buffer, n);
                rig.recorder.ifPresent(r -> r.call(0, Calls.RECEIVE, n));
            }
        }
    }

    // ---------------------------------------------------------------- a segment of the remote's

    /** RCV.NXT, as a position: exact, as long as the user could read. */
    long next() {
        UserSide user = connection.user();
        return closed || ended() ? ledger.expected : ledger.delivered + (user.remoteFinished() ? 1 : 0);
    }

    /** Up to where an acknowledgment goes, of so many percent of what is outstanding. */
    private long outstanding(int percent) {
        return ledger.acknowledged + (ledger.sentUpTo - ledger.acknowledged) * percent / 100;
    }

    RemoteWire.Segment segment(long at, long ack, int control, byte[] octets, int urgent) {
        return new RemoteWire.Segment(
                Rig.REMOTE_PORT,
                rig.stackPort(),
                ledger.remoteSequence(at),
                ledger.sequence(ack),
                control,
                window,
                urgent & 0xFFFF,
                octets);
    }

    void inject(RemoteWire.Segment s, boolean usual, boolean other) {
        begin();
        long next = next();
        long begin = next + (s.sequence() - ledger.remoteSequence(next));
        boolean synchronizedNow = !closed && connection.user().phase() == UserSide.Phase.OPEN;
        boolean plain = usual && synchronizedNow && !connection.user().remoteFinished();
        boolean reset = s.has(TcpHeader.RST);
        resetExactly |= reset && (begin == next || closed);
        long edge = ledger.edge;
        ledger.remoteSends(s, plain, other);
        rig.wire.send(s, 0);
        rig.settle();
        hear(true);
        boolean near = Math.abs(begin - next) < 1 << 30;
        boolean outside = begin + s.octets().length + (s.has(TcpHeader.FIN) ? 1 : 0) <= next || begin >= edge;
        if (usual && synchronizedNow && near && s.octets().length > 0 && outside && !ended() && answers == 0) {
            throw new Violation("a segment with text outside of the window, " + (begin - next)
                    + " beyond RCV.NXT, was not answered (RFC 9293, 3.10.7.4, first)");
        }
        if (reset && !resetExactly && bare + resets + again > 1) {
            throw new Violation("a RST was answered with " + (bare + resets + again) + " segments");
        }
    }

    void begin() {
        bare = 0;
        resets = 0;
        again = 0;
        answers = 0;
    }

    /** Takes what the stack has sent. @param atOnce in answer to one segment, without time having passed */
    void hear(boolean atOnce) {
        for (RemoteWire.Segment s : rig.wire.take()) {
            if (bystander.hears(s)) {
                continue;
            }
            boolean carries = s.octets().length > 0 || s.has(TcpHeader.FIN);
            if (s.has(TcpHeader.RST)) {
                resets++;
            } else if (!carries) {
                bare++;
            } else if (s.sequence() - ledger.sequence(ledger.sentUpTo) < 0) {
                again++;
            }
            ledger.heard(s);
            if (s.has(TcpHeader.ACK) && !s.has(TcpHeader.RST)) {
                answers++;
            }
        }
        if (atOnce && (bare > 2 || resets > 1 || again > 2)) {
            throw new Violation("a storm: one segment drew " + bare + " acknowledgments, " + resets + " resets and "
                    + again + " retransmissions at once");
        }
        if (!rig.log.isEmpty() || rig.stack.tcp().counters().get(TcpCounter.FAULTS) > 0) {
            throw new Violation("the specification, or the stack, broke off: " + String.join("; ", rig.log));
        }
        UserSide user = connection.user();
        if (!closed && user.phase() == UserSide.Phase.OPEN) {
            ledger.readable(user.available());
        }
    }

    boolean ended() {
        return connection.user().phase() == UserSide.Phase.ENDED;
    }

    /** The connection has ended: was there a reason? */
    void checkEnd() {
        TcpFailure failure = connection.user().failure();
        if (failure == null) {
            if (!closed && !(ledger.shut && ledger.remoteFinished())) {
                throw new Violation("the connection ended in good order, and not both ends have closed");
            }
            return;
        }
        boolean reason = switch (failure.kind()) {
            case RESET, REFUSED -> resetExactly;
            case CLOSED -> closed;
            case TIMED_OUT, NO_ROUTE, UNREACHABLE -> true; // A remote like this one may well not answer.
            case FAULT, STACK_ENDED -> false;
        };
        if (!reason) {
            throw new Violation(
                    "the user was told: " + failure + "; nothing that the remote sent is a reason for that");
        }
    }

    /** The user closes, if it has not; the remote says nothing more. */
    private void letGo() {
        if (!closed) {
            closed = true;
            rig.recorder.ifPresent(r -> r.call(0, Calls.CLOSE_BOTH, 0));
            connection.user().close();
        }
        for (int minute = 0; minute < 60 * 24 && rig.stack.tcp().connections() > 1; minute++) {
            rig.simulation.runFor(60 * SECOND);
            rig.wire.take().forEach(bystander::hears);
        }
        if (rig.stack.tcp().connections() > 1) {
            throw new Violation(
                    "the user has closed, the remote is silent, and a day later the connection is still there: "
                            + TwoStacks.describe(rig.stack));
        }
    }

    private void checkNothingLeaks() {
        rig.simulation.runFor(3_600 * SECOND);
        int rings = rig.stack.tcp().ringsInUse();
        if (rig.stack.tcp().connections() != 0 || rings != 0) {
            throw new Violation("the connections are gone, and the stack still holds " + rings + " buffers");
        }
        if (rig.stack.nextDeadline() != Clock.NEVER) {
            throw new Violation("the connections have been gone for an hour, and a timer still runs");
        }
    }
}
