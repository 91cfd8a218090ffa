package dev.sequent.harness;

/**
 * The octets of one peer: what its user gives, and what its user is given. An octet is known by the incarnation that it
 * was given to, and its place in that stream. {@code LANGUAGE.md}, "Ghosts", says by which names a machine has them
 * moved.
 */
final class HarnessStreams {
    /** How many octets of one incarnation are counted in each direction. */
    private static final long MOST = 0xffffffffL;

    /** How many the user has given, and how many of these are forgotten because they are acknowledged. */
    long given;

    long released;
    /** Whether the sequence number of the first one is known, and that number. */
    boolean sendAnchored;

    int sendAnchor;
    /** How many the user was given, and whether they are those of one incarnation, in order and once. */
    long delivered;

    boolean faithful = true;
    /** Whose they are. */
    int source;

    boolean receiveAnchored;
    int receiveAnchor;
    Run placed;

    /** A new incarnation begins. */
    void begin() {
        end();
        given = 0;
        released = 0;
        delivered = 0;
        faithful = true;
    }

    /** The buffers are gone. */
    void end() {
        released = given;
        sendAnchored = false;
        sendAnchor = 0;
        source = Letter.NOBODY;
        turn();
    }

    /** The connection is with another incarnation than before, whose octets have other sequence numbers. */
    void turn() {
        receiveAnchored = false;
        receiveAnchor = 0;
        placed = null;
    }

    void meet(int partner) {
        source = partner;
    }

    /** @param end sequence number after the last octet that the user has given */
    void give(long n, int end) {
        demand(n >= 0, "fewer octets than none are given");
        demand(n <= MOST - given, "more octets are given in one incarnation than are counted");
        if (!sendAnchored) {
            sendAnchored = true;
            sendAnchor = end - (int) (given + n);
        }
        given += n;
        demand(
                end == sendAnchor + (int) given,
                "the stream out does not go up to the end of the octets that the user gave");
    }

    void acknowledge(long n) {
        demand(n >= 0 && n <= given - released, "octets are forgotten that the user never gave");
        released += n;
    }

    /** @param text sequence number of the first of {@code n} octets @return its place */
    long send(int text, long n) {
        if (n == 0) {
            return 0;
        }
        long place = near(text - sendAnchor, released);
        demand(sendAnchored && place + n <= given, "octets are sent that the user never gave");
        demand(place >= released, "octets are sent that are forgotten already");
        return place;
    }

    /**
     * Octets of a letter are put where they belong.
     *
     * @param carries how many the letter has
     * @param begin sequence number of the first that is placed
     * @param expected the next sequence number in order
     * @param skip how many of the letter's come before it
     */
    void place(Letter letter, long carries, int begin, int expected, long skip, long n) {
        demand(skip >= 0 && n >= 0 && n <= carries - skip, "octets are placed that the message does not carry");
        if (!receiveAnchored) {
            receiveAnchored = true;
            receiveAnchor = expected - (int) delivered;
        }
        long at = near(begin - receiveAnchor, delivered);
        demand(at >= delivered, "octets are placed where others have been delivered");
        if (n > 0) {
            demand(at + n <= MOST, "more octets are placed in one incarnation than are counted");
            Run put = new Run(at, n, letter.origin, letter.offset + skip, null);
            placed = joined(over(placed, put));
        }
    }

    /** The later ones replace the earlier ones. */
    private static Run over(Run list, Run put) {
        if (list == null) {
            return put;
        }
        if (list.end() <= put.at) {
            return list.before(list.end(), over(list.next, put));
        }
        if (list.at < put.at) {
            Run behind = list.from(put.at, list.next);
            return list.before(put.at, over(behind, put));
        }
        Run rest = list;
        while (rest != null && rest.end() <= put.end()) {
            rest = rest.next;
        }
        return put.before(put.end(), rest == null ? null : rest.from(put.end(), rest.next));
    }

    /** Neighbours that could be one are one. */
    private static Run joined(Run list) {
        if (list == null || list.next == null) {
            return list;
        }
        Run next = joined(list.next);
        boolean one = list.end() == next.at && list.origin == next.origin && list.offset + list.length == next.offset;
        return one
                ? new Run(list.at, list.length + next.length, list.origin, list.offset, next.next)
                : new Run(list.at, list.length, list.origin, list.offset, next);
    }

    /** The user is given the next n octets. */
    void deliver(long n) {
        demand(n >= 0, "fewer octets than none are delivered");
        long end = delivered + Math.min(n, MOST);
        while (delivered < end) {
            demand(placed != null && placed.at <= delivered, "octets are delivered that never arrived");
            Run run = placed;
            long until = Math.min(end, run.end());
            if (source == Letter.NOBODY) {
                source = run.origin;
            }
            boolean right =
                    run.origin != Letter.NOBODY && run.origin == source && run.offset + delivered - run.at == delivered;
            faithful = faithful && right;
            delivered = until;
            placed = run.end() > end ? run.from(end, run.next) : run.next;
        }
    }

    /** The number nearest to another that has those low 32 bits. */
    private static long near(int low, long other) {
        return other + (low - (int) other);
    }

    private static void demand(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
