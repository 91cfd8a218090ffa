package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpFailure;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Simulation;
import dev.sequent.suite.exchange.Calls;
import dev.sequent.suite.property.Violation;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user in virtual time who does what is planned, and remembers what it is told. */
final class PlannedUser implements Simulation.Agent {
    private static final long MILLIS = 1_000_000;

    /** Reads with a pause before each, at most: a run must not take for ever. */
    private static final int PAUSES = 200;

    private final int end;
    private final Plan.End plan;
    private final int mostOctets;
    private final int chunkSize;
    private final Optional<Recorder> recorder;
    private final byte[] chunk;
    private @Nullable TcpConnection connection;

    private long opened;
    private int write;
    private int ofWrite;
    private long writeDue;
    private boolean writeDueKnown;
    private long readDue;

    long written;
    long received;
    /** It has closed its direction, or both. */
    boolean shut;
    /** Nor does it take what comes any more. */
    boolean closed;

    boolean closedEarly;
    boolean aborted;
    boolean endOfStream;
    /** When the remote's FIN had come, and when the connection was gone. */
    private long finishedAt = Clock.NEVER;

    private long endedAt = Clock.NEVER;
    private boolean failureTold;
    private long lastStep;

    /**
     * @param end its number, and that of its stream
     * @param mostOctets that it writes, whatever the plan says
     * @param expected octets that it will receive at most
     */
    PlannedUser(int end, Plan.End plan, int mostOctets, int expected, Optional<Recorder> recorder) {
        this.end = end;
        this.plan = plan;
        this.mostOctets = mostOctets;
        this.chunkSize = plan.pause() == 0 ? plan.chunk() : Math.max(plan.chunk(), expected / PAUSES);
        this.recorder = recorder;
        this.chunk = new byte[Math.max(chunkSize, 4_096)];
    }

    /** From now on it has this connection. */
    void take(TcpConnection given, long now) {
        connection = given;
        opened = now;
        readDue = now + plan.slow() * MILLIS;
        if (plan.nodelay()) {
            recorder.ifPresent(r -> r.call(end, Calls.NODELAY, 0));
            given.user().options().nodelay(true);
        }
    }

    /** It waits no longer. */
    void giveUp() {
        TcpConnection c = connection;
        if (c != null) {
            recorder.ifPresent(r -> r.call(end, Calls.ABORT, 0));
            aborted = true;
            closed = true;
            c.user().abort();
        }
    }

    @Nullable
    TcpConnection connection() {
        return connection;
    }

    /** It wants nothing any more, and its connection is gone; or it never had one. */
    boolean isDone() {
        TcpConnection c = connection;
        return c == null || closed && c.user().phase() == UserSide.Phase.ENDED;
    }

    /** How long its connection was still there after the remote's FIN had come, in nanoseconds. */
    long stayed() {
        return endedAt == Clock.NEVER ? 0 : endedAt - finishedAt;
    }

    @Nullable
    TcpFailure failure() {
        TcpConnection c = connection;
        return c == null ? null : c.user().failure();
    }

    // ---------------------------------------------------------------- what it does

    @Override
    public void step(long now) {
        lastStep = now;
        TcpConnection c = connection;
        if (c == null) {
            return;
        }
        if (finishedAt == Clock.NEVER && c.user().remoteFinished()) {
            finishedAt = now;
        }
        if (endedAt == Clock.NEVER && c.user().phase() == UserSide.Phase.ENDED) {
            endedAt = now;
        }
        if (closed) {
            return;
        }
        UserSide user = c.user();
        TcpFailure failure = user.failure();
        if (failure != null) {
            tellFailure(failure);
            closed = true;
            user.close();
            return;
        }
        if (plan.ending() == Plan.Ending.ABORT && now >= abortAt()) {
            giveUp();
            return;
        }
        try {
            if (user.phase() != UserSide.Phase.OPENING || plan.ending() == Plan.Ending.CLOSE) {
                write(user, now);
                finish(user);
            }
            if (!closed) {
                read(user, now);
            }
        } catch (TcpException e) {
            tellFailure(e.failure());
            closed = true;
            user.close();
        } catch (InterruptedIOException e) {
            throw new IllegalStateException("nothing waits here", e);
        }
    }

    private long abortAt() {
        return opened + plan.endAfter() * MILLIS;
    }

    private void tellFailure(TcpFailure failure) {
        if (!failureTold) {
            failureTold = true;
            recorder.ifPresent(r -> r.told(end, failure.text()));
        }
    }

    private void write(UserSide user, long now) throws TcpException, InterruptedIOException {
        while (write < plan.writes().size() && !shut) {
            Plan.Write next = plan.writes().get(write);
            if (!writeDueKnown) {
                writeDue = Math.max(now, opened) + next.after() * MILLIS;
                writeDueKnown = true;
            }
            if (now < writeDue) {
                return;
            }
            int left = (int) Math.min(next.octets() - ofWrite, mostOctets - written);
            while (left > 0) {
                int n = Math.min(left, Math.min(chunk.length, user.writable()));
                if (n == 0) {
                    return;
                }
                Octets.fill(chunk, 0, n, end, written);
                int octets = n;
                boolean urgent = next.urgent() && n == left;
                recorder.ifPresent(r -> r.call(end, urgent ? Calls.SEND_URGENT : Calls.SEND, octets));
                if (urgent) {
                    user.writeUrgent(chunk, 0, n);
                } else if (user.write(chunk, 0, n) != n) {
                    throw new Violation(name() + " could write " + n + " octets without waiting, and then could not");
                }
                written += n;
                ofWrite += n;
                left -= n;
            }
            write++;
            ofWrite = 0;
            writeDueKnown = false;
        }
    }

    private boolean wroteAll() {
        return write == plan.writes().size();
    }

    private void finish(UserSide user) {
        if (!wroteAll() || shut) {
            return;
        }
        switch (plan.ending()) {
            case SHUT_DOWN -> shutDown(user);
            case ANSWER -> {
                if (endOfStream) {
                    shutDown(user);
                }
            }
            case CLOSE -> closeEarly(user);
            case LINGER -> {
                if (user.unacknowledged() == 0) {
                    closeEarly(user);
                }
            }
            case ABORT -> {}
        }
    }

    private void shutDown(UserSide user) {
        recorder.ifPresent(r -> r.call(end, Calls.CLOSE, 0));
        shut = true;
        user.shutdownOutput();
        closeAtTheEnd(user);
    }

    private void closeEarly(UserSide user) {
        recorder.ifPresent(r -> r.call(end, Calls.CLOSE_BOTH, 0));
        shut = true;
        closed = true;
        closedEarly = !endOfStream;
        user.close();
    }

    private void read(UserSide user, long now) throws TcpException {
        while (!endOfStream && now >= readDue) {
            int n = user.read(chunk, 0, chunkSize);
            if (n == 0) {
                return;
            }
            if (n < 0) {
                endOfStream = true;
                recorder.ifPresent(r -> r.told(end, "connection closing"));
                finish(user);
                closeAtTheEnd(user);
                return;
            }
            long wrong = Octets.difference(chunk, n, 1 - end, received);
            if (wrong >= 0) {
                throw new Violation(name() + " received a wrong octet: number " + wrong
                        + " of its stream (counted from 0) is not what was sent");
            }
            received += n;
            recorder.ifPresent(r -> r.call(end, Calls.RECEIVE, n));
            readDue = now + plan.pause() * MILLIS;
        }
    }

    private void closeAtTheEnd(UserSide user) {
        if (endOfStream && shut && !closed) {
            closed = true;
            user.close();
        }
    }

    private String name() {
        return end == 0 ? "A" : "B";
    }

    @Override
    public long nextDeadline() {
        TcpConnection c = connection;
        if (c == null || closed) {
            return Clock.NEVER;
        }
        long next = Clock.NEVER;
        if (plan.ending() == Plan.Ending.ABORT) {
            next = Math.min(next, abortAt());
        }
        if (writeDueKnown && writeDue > lastStep) {
            next = Math.min(next, writeDue);
        }
        if (!endOfStream && readDue > lastStep && c.user().isReadable()) {
            next = Math.min(next, readDue);
        }
        return next;
    }
}
