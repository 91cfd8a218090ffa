package dev.sequent.stack.ip;

/** Limits a rate: a bucket holds up to {@code burst} tokens and gets one each interval. */
final class TokenBucket {

    private final long intervalNanos;
    private final long capacityNanos;
    private long creditNanos;
    private long updated;

    TokenBucket(int perSecond, int burst) {
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.capacityNanos = intervalNanos * burst;
        this.creditNanos = capacityNanos;
    }

    /** Takes a token if there is one. */
    boolean take(long now) {
        creditNanos = Math.min(capacityNanos, creditNanos + Math.max(0, now - updated));
        updated = Math.max(updated, now);
        if (creditNanos < intervalNanos) {
            return false;
        }
        creditNanos -= intervalNanos;
        return true;
    }
}
