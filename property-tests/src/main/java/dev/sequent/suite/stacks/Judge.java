package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.suite.property.Violation;

/** What must be true of a plan that was carried out (RFC 9293, 1, 3.3.2, 3.6, 3.9.1). */
final class Judge {
    /** Segments that may be lost in all without any user being told: fewer than any count of retransmissions allows. */
    static final int PATIENCE = 6;

    /** The same of segments with a SYN: a SYN,ACK is sent five times more. */
    private static final int OPENING_PATIENCE = 4;

    private final TwoStacks run;

    private final long msl;

    /** @param msl maximum segment lifetime, in nanoseconds */
    Judge(TwoStacks run, long msl) {
        this.run = run;
        this.msl = msl;
    }

    void check() {
        checkNoFaults();
        checkUser(run.userA, run.userB, "A", "B");
        checkUser(run.userB, run.userA, "B", "A");
        checkDirection(run.userA, run.userB, "A", "B");
        checkDirection(run.userB, run.userA, "B", "A");
        if (run.plan.opening() == Plan.Opening.REFUSED) {
            checkRefused();
        } else if (isGentle()) {
            checkAllIsWell(run.userA, run.userB, "A", "B");
            checkAllIsWell(run.userB, run.userA, "B", "A");
        }
        run.checkNothingLeaks();
    }

    /** Nothing that a user or the network did is a reason for the connection to fail. */
    boolean isGentle() {
        Plan plan = run.plan;
        return plan.opening() != Plan.Opening.REFUSED
                && plan.a().gentle()
                && plan.b().gentle()
                && losses() <= PATIENCE
                && openingLosses() <= OPENING_PATIENCE;
    }

    int losses() {
        return run.towardsA.losses() + run.towardsB.losses();
    }

    private int openingLosses() {
        return run.towardsA.openingLosses() + run.towardsB.openingLosses();
    }

    private void checkNoFaults() {
        long faults = run.a.tcp().counters().get(TcpCounter.FAULTS)
                + run.b.tcp().counters().get(TcpCounter.FAULTS);
        if (faults > 0 || !run.log.isEmpty()) {
            throw new Violation("the specification, or the stack, broke off: " + String.join("; ", run.log));
        }
    }

    /** What the reader is told of the end of the stream is true. */
    private static void checkUser(PlannedUser reader, PlannedUser writer, String of, String from) {
        if (reader.received > writer.written) {
            throw new Violation(
                    of + " received " + reader.received + " octets, and " + from + " has written " + writer.written);
        }
        if (reader.endOfStream && !writer.shut) {
            throw new Violation(of + " was told that " + from + " has no more to send, and " + from
                    + (writer.aborted ? " has aborted" : " has not closed"));
        }
        if (reader.endOfStream && reader.received != writer.written) {
            throw new Violation(
                    of + " was told that it has all, after " + reader.received + " octets of " + writer.written);
        }
    }

    /** Whoever has sent is told if it was in vain. */
    private static void checkDirection(PlannedUser writer, PlannedUser reader, String of, String to) {
        boolean told = writer.failure() != null || reader.failure() != null;
        boolean unwanted = writer.aborted || reader.aborted || reader.closedEarly;
        if (writer.written > reader.received && !told && !unwanted) {
            throw new Violation(of + " has written " + writer.written + " octets, " + to + " has received "
                    + reader.received + ", and neither was told");
        }
    }

    private void checkRefused() {
        TcpFailure failure = run.userA.failure();
        if (failure == null) {
            throw new Violation("nobody listened, and A was not told that the connection came to nothing");
        }
        if (losses() <= OPENING_PATIENCE
                && run.plan.a().ending() != Plan.Ending.ABORT
                && run.plan.a().ending() != Plan.Ending.CLOSE
                && failure.kind() != TcpFailure.Kind.REFUSED
                && failure.kind() != TcpFailure.Kind.RESET) { // What 3.10.7.3 calls it.
            throw new Violation("nobody listened, and A was told: " + failure);
        }
    }

    private void checkAllIsWell(PlannedUser reader, PlannedUser writer, String of, String from) {
        if (reader.connection() == null) {
            throw new Violation(of + " never had a connection, with " + losses() + " segments lost in all");
        }
        TcpFailure failure = reader.failure();
        if (failure != null && isLate(reader, writer)) {
            return;
        }
        if (failure != null) {
            throw new Violation(
                    of + " was told of a failure (" + failure + "), and " + reason() + " is no reason for one");
        }
        if (!reader.endOfStream || reader.received != writer.written) {
            throw new Violation(of + " has received " + reader.received + " octets of " + writer.written
                    + (reader.endOfStream ? "" : ", and not the end") + ", and nothing stood in the way");
        }
    }

    /**
     * The remote has received all, and the FIN, and has waited for 2 MSL in case that its ACK of it was lost (3.6):
     * then a FIN that comes again meets nobody.
     */
    private boolean isLate(PlannedUser user, PlannedUser remote) {
        return remote.endOfStream && remote.received == user.written && remote.stayed() >= 2 * msl;
    }

    private String reason() {
        int losses = losses();
        return losses == 0
                ? "a network that loses nothing"
                : "a network that loses " + losses + (losses == 1 ? " segment" : " segments in all");
    }
}
