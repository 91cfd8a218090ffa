package dev.sequent.stack.tcp;

/** What a connection's user has asked for since the loop last looked; the loop's own copy. */
final class UserRequests {
    /** Octets taken out of the receive buffer. */
    int received;
    /** Position in the send buffer after the last octet written, up to which SEND is to be called. */
    long written;
    /** Position after the last octet written as urgent; -1 for none. */
    long urgentUpTo;
    /** No more to send. */
    boolean shutdown;
    /** Nor to receive. */
    boolean close;

    boolean abort;
    boolean setNodelay;
    boolean nodelay;
    boolean setKeepalive;
    boolean keepalive;
    boolean setUserTimeout;
    /** In nanoseconds. */
    long userTimeout;

    boolean setRetries;
    int r1;
    int r2;
    boolean setTypeOfService;
    int typeOfService;

    void clear() {
        received = 0;
        urgentUpTo = -1;
        shutdown = false;
        close = false;
        abort = false;
        setNodelay = false;
        setKeepalive = false;
        setUserTimeout = false;
        setRetries = false;
        setTypeOfService = false;
    }

    void moveTo(UserRequests other) {
        other.received = received;
        other.written = written;
        other.urgentUpTo = urgentUpTo;
        other.shutdown = shutdown;
        other.close = close;
        other.abort = abort;
        other.setNodelay = setNodelay;
        other.nodelay = nodelay;
        other.setKeepalive = setKeepalive;
        other.keepalive = keepalive;
        other.setUserTimeout = setUserTimeout;
        other.userTimeout = userTimeout;
        other.setRetries = setRetries;
        other.r1 = r1;
        other.r2 = r2;
        other.setTypeOfService = setTypeOfService;
        other.typeOfService = typeOfService;
        clear();
    }
}
