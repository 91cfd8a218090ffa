package dev.sequent.stack.posix;

import org.jspecify.annotations.Nullable;

/**
 * A system call that has been made, and has returned or is blocked. A blocked one returns while the stack does what is
 * due, when what it waits for has happened or its time is up; nobody waits for it but the caller who moves the clock.
 */
public class Call {

    private @Nullable Result result;
    private long returnedAt;
    private Runnable hook = () -> {};

    Call() {}

    /** Whether it has returned; until then it is blocked. */
    public final boolean hasReturned() {
        return result != null;
    }

    /**
     * What it has returned.
     *
     * @throws IllegalStateException if it is blocked
     */
    public final Result result() {
        Result returned = result;
        if (returned == null) {
            throw new IllegalStateException("the call is blocked: it has no result yet");
        }
        return returned;
    }

    /** When it returned, in nanoseconds of the clock. @throws IllegalStateException if it is blocked */
    public final long returnedAt() {
        result();
        return returnedAt;
    }

    /** Has something done when it returns; at once if it has returned. There is one such thing at most. */
    public final void onReturn(Runnable what) {
        hook = what;
        if (hasReturned()) {
            what.run();
        }
    }

    final void returns(Result what, long now) {
        if (result != null) {
            throw new IllegalStateException("a call returns once; this one has returned " + result);
        }
        result = what;
        returnedAt = now;
        hook.run();
    }

    @Override
    public String toString() {
        return result == null ? "blocked" : result.toString();
    }
}
