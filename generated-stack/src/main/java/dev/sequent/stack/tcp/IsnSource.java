package dev.sequent.stack.tcp;

import dev.sequent.wire.IpAddress;

/** Answers the specification's {@code isn()}; and, in a replay, {@code listening()} as the run did that it replays. */
public interface IsnSource {

    /** An initial sequence number for a connection that begins at {@code now}. */
    int next(long now, IpAddress local, int localPort, Endpoint remote);

    /** @param listens whether somebody listens, and has room */
    default boolean listening(boolean listens) {
        return listens;
    }
}
