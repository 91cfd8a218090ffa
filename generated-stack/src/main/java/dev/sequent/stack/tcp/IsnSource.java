package dev.sequent.stack.tcp;

/** Answers the specification's {@code isn()}; and, in a replay, {@code listening()} as in the run being replayed. */
public interface IsnSource {

    /**
     * An initial sequence number for a connection that begins at {@code now}. Addresses in
     * {@link dev.sequent.wire.Ipv4Address} form.
     */
    int next(long now, int localAddress, int localPort, int remoteAddress, int remotePort);

    /** @param listens whether somebody listens, and has room */
    default boolean listening(boolean listens) {
        return listens;
    }
}
