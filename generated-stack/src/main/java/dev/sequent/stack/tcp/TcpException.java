package dev.sequent.stack.tcp;

import java.io.IOException;

/** A TCP call failed; the message says why, in the words of the specification if it was the one to refuse. */
public final class TcpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient TcpFailure failure;

    public TcpException(TcpFailure failure) {
        super(failure.text());
        this.failure = failure;
    }

    public TcpFailure failure() {
        return failure;
    }
}
