package dev.sequent.stack.tcp;

import dev.sequent.runtime.Fault;

/**
 * Why a connection is no longer usable.
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
        /** The remote does not answer, or the user's time limit has passed. */
        TIMED_OUT,
        /** The stack has no route to the remote. */
        NO_ROUTE,
        /** The remote does not answer, and the network has reported why. */
        UNREACHABLE,
        /** This end's user closed or aborted it. */
        CLOSED,
        /** The stack ended. */
        STACK_ENDED,
        /** The specification broke one of its own rules. */
        FAULT
    }

    /** That of a machine that broke. */
    static TcpFailure of(RuntimeException e) {
        String text = e instanceof Fault ? e.getMessage() : e.toString();
        return new TcpFailure(Kind.FAULT, "the specification broke a rule of its own: " + text);
    }

    @Override
    public String toString() {
        return text;
    }
}
