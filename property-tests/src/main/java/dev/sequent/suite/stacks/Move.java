package dev.sequent.suite.stacks;

/**
 * Something that a foreign remote does, or the user of the stack opposite, or time. What its numbers mean depends on
 * its kind; they count from where the connection is when the move is made, so that any sequence of moves can be made.
 */
record Move(Kind kind, int a, int b, int c) {

    enum Kind {
        /** Acknowledges {@code a} percent of what is outstanding. */
        ACK,
        /** Acknowledges {@code a} octets more than were ever sent. */
        ACK_BEYOND,
        /** Acknowledges {@code a} octets less than before. */
        ACK_OLD,
        /**
         * Offers a window of {@code a} octets, from what it has acknowledged on; {@code b} percent of what is
         * outstanding.
         */
        WINDOW,
        /** Sends {@code b} octets, {@code a} beyond where the stack expects them; if {@code c} is odd, other ones. */
        TEXT,
        /** The same with a FIN behind the octets. */
        FIN,
        /** The same with an urgent pointer to {@code c} octets behind its begin. */
        URGENT,
        /** Resets, {@code a} beyond the exact number. */
        RST,
        /** A SYN, {@code a} beyond where the stack is; with an ACK if {@code c} is odd. */
        SYN,
        /**
         * Any control bits, {@code c}; {@code a} beyond where the stack is; acknowledges {@code b} more than was sent.
         */
        ANY,
        /**
         * An ICMP error: type and code by {@code c}, about what was sent {@code a} before the newest; a next hop of MTU
         * {@code b}.
         */
        REPORT,
        /** The stack's user writes {@code b} octets. */
        WRITE,
        /** The stack's user reads {@code b} octets. */
        READ,
        /** The stack's user has no more to send. */
        SHUT_DOWN,
        /** The stack's user closes. */
        CLOSE,
        /** {@code a} milliseconds pass. */
        WAIT
    }
}
