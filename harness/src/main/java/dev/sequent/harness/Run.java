package dev.sequent.harness;

/** Adjacent octets that have arrived and have not been delivered yet; a list, in the order of their places. */
final class Run {
    /** Place in the receiver's stream of the first. */
    final long at;

    final long length;
    final int origin;
    /** Place in the sender's stream of the first. */
    final long offset;

    final Run next;

    Run(long at, long length, int origin, long offset, Run next) {
        this.at = at;
        this.length = length;
        this.origin = origin;
        this.offset = offset;
        this.next = next;
    }

    long end() {
        return at + length;
    }

    /** The part of this one before a place. */
    Run before(long place, Run following) {
        return new Run(at, Math.min(length, place - at), origin, offset, following);
    }

    /** The part of this one from a place on. */
    Run from(long place, Run following) {
        long gone = Math.max(0, place - at);
        return new Run(at + gone, length - gone, origin, offset + gone, following);
    }
}
