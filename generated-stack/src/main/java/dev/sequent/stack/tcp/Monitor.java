package dev.sequent.stack.tcp;

import dev.sequent.stack.time.Clock;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock with conditions to wait for: how users, on any thread, and the stack's loop share what both use. Held for no
 * longer than a copy, so that the loop never waits longer than that.
 */
final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();

    /** What is waited for, for use in messages: "a connection", for instance. */
    private final String subject;

    Monitor(String subject) {
        this.subject = subject;
    }

    /** A condition of this lock, which must be held to signal it or wait for it. */
    Condition condition() {
        return lock.newCondition();
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /**
     * Releases the lock until the condition is signalled or the time is up; may also return spuriously.
     *
     * @param nanos how long, {@link Clock#NEVER} for as long as it takes
     * @return how much of the time is left
     * @throws InterruptedIOException if the thread is interrupted, and then it still is
     */
    @SuppressWarnings("WaitNotInLoop") // Looping is up to the caller: only it knows what is waited for.
    long await(Condition condition, long nanos) throws InterruptedIOException {
        try {
            if (nanos == Clock.NEVER) {
                condition.await();
                return Clock.NEVER;
            }
            return condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for " + subject);
        }
    }
}
