package dev.sequent.stack.tcp;

/** What a connection's user may set, at any time and from any thread. */
public final class UserOptions {

    private final MeetingPoint meeting;

    UserOptions(MeetingPoint meeting) {
        this.meeting = meeting;
    }

    /**
     * Keeps text that has come and was not read when the connection fails, as deployed stacks do; it would be flushed
     * (RFC 9293, 3.10.7.4). There is an error when all of it has been read.
     */
    public void keepUnread() {
        meeting.monitor.lock();
        try {
            meeting.keepsUnread = true;
        } finally {
            meeting.monitor.unlock();
        }
    }

    /** Wants no more to be waited for: pushes what was written without a push (RFC 9293, 3.9.1.2). */
    public void push() {
        meeting.ask(() -> meeting.requests.pushUpTo = meeting.rings.written());
    }

    /** Turns Nagle's algorithm off (RFC 9293, 3.7.4, MUST-17). */
    public void nodelay(boolean on) {
        meeting.ask(() -> {
            meeting.requests.setNodelay = true;
            meeting.requests.nodelay = on;
        });
    }

    /** Asks for probes when nothing has been heard for long (RFC 9293, 3.8.4, MUST-24). */
    public void keepalive(boolean on) {
        meeting.ask(() -> {
            meeting.requests.setKeepalive = true;
            meeting.requests.keepalive = on;
        });
    }

    /** How long octets may stay unacknowledged. @param nanos 0 for no limit */
    public void userTimeout(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a user timeout is not negative: " + nanos + " ns");
        }
        meeting.ask(() -> {
            meeting.requests.setUserTimeout = true;
            meeting.requests.userTimeout = nanos;
        });
    }

    /**
     * After how many retransmissions of a segment the user is told, and after how many the connection is given up; 1 to
     * 255, 255: never.
     */
    public void retries(int r1, int r2) {
        if (r1 < 1 || r1 > 255 || r2 < 1 || r2 > 255) {
            throw new IllegalArgumentException("R1 and R2 are from 1 to 255, not " + r1 + ", " + r2);
        }
        meeting.ask(() -> {
            meeting.requests.setRetries = true;
            meeting.requests.r1 = r1;
            meeting.requests.r2 = r2;
        });
    }

    /**
     * The Diffserv field of what is sent from now on (RFC 9293, 3.9.1.9). @param octet DSCP in its six upper bits; the
     * two lower ones are not the user's
     */
    public void typeOfService(int octet) {
        if (octet < 0 || octet > 255) {
            throw new IllegalArgumentException("a type of service is an octet, 0 to 255, not " + octet);
        }
        meeting.ask(() -> {
            meeting.requests.setTypeOfService = true;
            meeting.requests.typeOfService = octet;
        });
    }

    /**
     * How many octets may wait to be read, or be on their way; the stack's RCV-BUFFER at most. What was offered to the
     * remote before stands.
     *
     * @param octets from 1 on
     */
    public void receiveBuffer(int octets) {
        checkPositive("a receive buffer", octets);
        meeting.ask(() -> {
            meeting.requests.setReceiveBuffer = true;
            meeting.requests.receiveBuffer = octets;
        });
    }

    /**
     * How many octets may be written and not acknowledged; the stack's SND-BUFFER at most. What was written before
     * stands.
     *
     * @param octets from 1 on
     */
    public void sendBuffer(int octets) {
        checkPositive("a send buffer", octets);
        meeting.ask(() -> meeting.rings.limitSending(octets));
    }

    private static void checkPositive(String what, int octets) {
        if (octets < 1) {
            throw new IllegalArgumentException(what + " has 1 octet at least, not " + octets);
        }
    }

    /**
     * The largest segment that is sent, and from the next SYN on asked for (RFC 9293, 3.7.1).
     *
     * @param octets of text; 0 for no limit
     */
    public void mssLimit(int octets) {
        if (octets < 0 || octets > 65535) {
            throw new IllegalArgumentException("a limit of the MSS is from 0 to 65535, not " + octets);
        }
        meeting.ask(() -> {
            meeting.requests.setMssLimit = true;
            meeting.requests.mssLimit = octets;
        });
    }

    /** Whether acknowledgments are never delayed (RFC 9293, 3.8.6.3); one that waits goes out. */
    public void quickAck(boolean on) {
        meeting.ask(() -> {
            meeting.requests.setQuickAck = true;
            meeting.requests.quickAck = on;
        });
    }

    /**
     * After how long a silence the remote is probed, how often, and after how many probes it is given up, if
     * {@link #keepalive} is on; 0 for what the specification's parameters say.
     *
     * @param idleNanos 24 h at most
     * @param intervalNanos 24 h at most
     * @param probes 255 at most
     */
    public void keepaliveTimes(long idleNanos, long intervalNanos, int probes) {
        if (idleNanos < 0 || intervalNanos < 0 || probes < 0 || probes > 255) {
            throw new IllegalArgumentException("times are not negative, and probes 0 to 255, not " + idleNanos + " ns, "
                    + intervalNanos + " ns, " + probes);
        }
        meeting.ask(() -> {
            meeting.requests.setKeepaliveTimes = true;
            meeting.requests.keepaliveIdle = idleNanos;
            meeting.requests.keepaliveInterval = intervalNanos;
            meeting.requests.keepaliveProbes = probes;
        });
    }
}
