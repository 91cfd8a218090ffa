package dev.sequent.stack.tcp;

/** Answers the specification's {@code isn()}. */
public interface IsnSource {

    /** An initial sequence number for a connection that begins at {@code now}. Addresses in {@link dev.sequent.stack.wire.Ipv4Address} form. */
    int next(long now, int localAddress, int localPort, int remoteAddress, int remotePort);
}
