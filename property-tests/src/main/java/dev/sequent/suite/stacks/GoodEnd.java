package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;

/**
 * The end of a run: from here on the remote does what the RFC says, so that all that was written arrives, and both ends
 * come to an end.
 */
final class GoodEnd {
    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1_000 * MILLIS;

    private static final int TURNS = 2_000;
    /** Turns without progress: 20 s, and then an hour and a half. */
    private static final int PATIENCE = 190;

    /** More than R2 retransmissions would take, in nanoseconds. */
    private static final long HELD = 2_400 * SECOND;

    private final ForeignRun run;

    GoodEnd(ForeignRun run) {
        this.run = run;
    }

    void run() {
        if (run.plan.silent() && !run.ledger.shut) {
            holdShut();
            run.window = 65_535;
            if (run.ended()) {
                run.checkEnd();
                return;
            }
            if (!take(true)) {
                return;
            }
        }
        run.window = 65_535;
        if (take(false)) {
            finish();
        }
    }

    /**
     * The window stays shut for hours, and whatever comes is answered: a connection whose remote answers is not given
     * up (RFC 9293, 3.8.6.1, MUST-37).
     */
    private void holdShut() {
        run.window = 0;
        acknowledgeAll();
        long end = run.rig.simulation.now() + HELD;
        while (run.rig.simulation.now() < end && !run.ended()) {
            run.begin();
            boolean came = run.rig.simulation.run(run.rig.wire::waiting, end);
            run.hear(false);
            if (!came) {
                break; // It has nothing to send, so it has nothing to ask.
            }
            acknowledge(run.ledger.acknowledged);
        }
        if (run.ended()) {
            throw new Violation("the window was shut, every probe was answered, and the connection was given up: "
                    + run.connection.user().failure());
        }
    }

    /**
     * Acknowledges, sends what is missing, and lets the user read, until all is done.
     *
     * @param spoken only after the stack has said something
     * @return false if the connection has ended, or it takes too long for a reason
     */
    private boolean take(boolean spoken) {
        int idle = 0;
        int before = run.rig.wire.heard();
        for (int turn = 0; turn < TURNS && idle < PATIENCE && !run.ended() && !isDone(spoken); turn++) {
            long progress = run.ledger.acknowledged + run.ledger.delivered;
            if (!spoken || run.rig.wire.heard() > before) {
                before = run.rig.wire.heard();
                fillGap();
                acknowledgeAll();
            }
            run.user(new Move(Move.Kind.READ, 0, run.buffer.length, 0));
            run.begin();
            run.rig.simulation.runFor(idle < 100 ? 200 * MILLIS : 60 * SECOND);
            run.hear(false);
            idle = run.ledger.acknowledged + run.ledger.delivered > progress ? 0 : idle + 1;
        }
        if (run.ended()) {
            run.checkEnd();
            return false;
        }
        if (!isDone(spoken) && idle == PATIENCE) {
            throw new Violation("it has stalled: the remote takes and acknowledges everything, and of "
                    + run.ledger.written
                    + " octets " + run.ledger.sentUpTo + " were sent and " + run.ledger.acknowledged + " acknowledged; "
                    + TwoStacks.describe(run.rig.stack));
        }
        return isDone(spoken); // Buffers of a few octets take too long.
    }

    private boolean isDone(boolean spoken) {
        return run.ledger.acknowledged >= run.ledger.written
                && (spoken || odd() || run.ledger.delivered >= run.ledger.remoteEnd());
    }

    /** Two FINs, or text behind one: what is the end then? */
    private boolean odd() {
        return run.ledger.remoteFinished();
    }

    /** Sends what is missing before what has come out of order. */
    private void fillGap() {
        long at = run.next();
        if (!odd() && at < run.ledger.remoteEnd()) {
            int length =
                    (int) Math.min(1_400, Math.min(run.ledger.remoteEnd(), Math.max(run.ledger.edge, at + 1)) - at);
            run.text(new Move(Move.Kind.TEXT, 0, length, 0));
        }
    }

    private void acknowledgeAll() {
        acknowledge(run.ledger.sentUpTo);
    }

    private void acknowledge(long upTo) {
        if (!run.ended()) {
            long at = Math.clamp(run.ledger.furthest, run.next(), Math.max(run.next(), run.ledger.edge));
            run.inject(run.segment(at, upTo, TcpHeader.ACK, Rig.NOTHING, 0), true, false);
        }
    }

    private void finish() {
        if (!run.ledger.shut) {
            run.user(new Move(Move.Kind.SHUT_DOWN, 0, 0, 0));
        }
        for (int turn = 0; turn < 20 && !run.ledger.finSent; turn++) {
            acknowledgeAll();
            run.rig.simulation.runFor(SECOND);
            run.hear(false);
        }
        if (!run.ledger.finSent) {
            throw new Violation("the user has closed, everything is acknowledged, and no FIN is sent");
        }
        acknowledgeAll();
        if (!odd()) {
            for (int turn = 0; turn < 20 && !run.connection.user().remoteFinished(); turn++) {
                run.user(new Move(Move.Kind.READ, 0, run.buffer.length, 0));
                run.text(new Move(Move.Kind.FIN, 0, 0, 0));
                run.rig.simulation.runFor(SECOND);
                run.hear(false);
            }
            if (!run.connection.user().remoteFinished()) {
                throw new Violation("the remote's FIN came in order, and the user was not told");
            }
        }
    }
}
