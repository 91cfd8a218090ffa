package dev.sequent.stack.tcp;

/**
 * Why a connection is of no use any more.
 *
 * @param kind for programs
 * @param text for people, in the words of the specification's signal or outcome
 */
public record TcpFailure(Kind kind, String text) {

    /** Classes of failures, as far as programs tell them apart. */
    public enum Kind {
        /** The remote answered the request for a connection with a reset. */
        REFUSED,
        /** The remote reset the connection. */
        RESET,
        /** The remote does not answer, or the user's limit is over. */
        TIMED_OUT,
        /** There is no way to the remote. */
        UNREACHABLE,
        /** This end's user closed or aborted it. */
        CLOSED,
        /** The stack came to its end. */
        STACK_ENDED,
        /** The specification broke a rule of its own. */
        FAULT
    }

    @Override
    public String toString() {
        return text;
    }
}
