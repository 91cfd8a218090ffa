package dev.sequent.stack.tcp;

/**
 * Something that the machine of a connection is to be told. It is handed the connection, so that none has to be made
 * for each time.
 */
interface Trigger {

    /** @param now in nanoseconds, on the stack's clock */
    void fire(TcpConnection connection, long now);
}
