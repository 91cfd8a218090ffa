package dev.sequent.stack.tcp;

/** What a connection's user has asked for since the loop last looked; the loop's own copy. */
final class UserRequests {
    /** Octets taken out of the receive buffer. */
    int received;
    /** Position in the send buffer after the last octet written, up to which SEND is to be called. */
    long written;
    /** Position after the last octet that the user has pushed. */
    long pushUpTo;
    /** Position after the last octet written as urgent; -1 for none. */
    long urgentUpTo;
    /** No more to send. */
    boolean shutdown;
    /** Nor to receive. */
    boolean close;
    /** Nor to receive what has not come yet. */
    boolean shutdownInput;

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
    boolean setReceiveBuffer;
    int receiveBuffer;
    boolean setMssLimit;
    int mssLimit;
    boolean setQuickAck;
    boolean quickAck;
    boolean setKeepaliveTimes;
    /** In nanoseconds. */
    long keepaliveIdle;
    /** In nanoseconds. */
    long keepaliveInterval;

    int keepaliveProbes;

    void clear() {
        received = 0;
        urgentUpTo = -1;
        shutdown = false;
        close = false;
        shutdownInput = false;
        abort = false;
        setNodelay = false;
        setKeepalive = false;
        setUserTimeout = false;
        setRetries = false;
        setTypeOfService = false;
        setReceiveBuffer = false;
        setMssLimit = false;
        setQuickAck = false;
        setKeepaliveTimes = false;
    }

    void moveTo(UserRequests other) {
        other.received = received;
        other.written = written;
        other.pushUpTo = pushUpTo;
        other.urgentUpTo = urgentUpTo;
        other.shutdown = shutdown;
        other.close = close;
        other.shutdownInput = shutdownInput;
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
        other.setReceiveBuffer = setReceiveBuffer;
        other.receiveBuffer = receiveBuffer;
        other.setMssLimit = setMssLimit;
        other.mssLimit = mssLimit;
        other.setQuickAck = setQuickAck;
        other.quickAck = quickAck;
        other.setKeepaliveTimes = setKeepaliveTimes;
        other.keepaliveIdle = keepaliveIdle;
        other.keepaliveInterval = keepaliveInterval;
        other.keepaliveProbes = keepaliveProbes;
        clear();
    }
}
