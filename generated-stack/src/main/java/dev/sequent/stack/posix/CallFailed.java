package dev.sequent.stack.posix;

/** A call fails before it has begun: for within this package. */
final class CallFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    CallFailed(Errno errno) {
        super(errno.text(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
