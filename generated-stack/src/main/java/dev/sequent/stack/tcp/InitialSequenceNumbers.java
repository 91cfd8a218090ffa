package dev.sequent.stack.tcp;

import dev.sequent.wire.IpAddress;

/**
 * Implements the specification's {@code isn()}: a four-microsecond clock plus a keyed hash of the four-tuple (RFC 6528,
 * 3), so that incarnations of one connection do not collide and nobody off the path can guess.
 */
final class InitialSequenceNumbers implements IsnSource {

    private static final int NANOS_PER_TICK = 4_000;

    private final SipHash hash;

    /** The two secrets are drawn afresh for each stack; in tests, from the seed. */
    InitialSequenceNumbers(long secret0, long secret1) {
        this.hash = new SipHash(secret0, secret1);
    }

    @Override
    public int next(long now, IpAddress local, int localPort, Endpoint remote) {
        long offset = hash.begin()
                .add(local.high())
                .add(local.low())
                .add(remote.address().high())
                .add(remote.address().low())
                .end(localPort << 16 | remote.port());
        return (int) (now / NANOS_PER_TICK) + (int) offset;
    }
}
