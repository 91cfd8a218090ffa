package dev.sequent.stack.tcp;

/**
 * Something that the machine of a connection is to be told. It is given the connection, so that no new object is needed
 * each time.
 */
interface Trigger {

    /** @param now in nanoseconds, on the stack's clock */
    void fire(TcpConnection connection, long now);
}
