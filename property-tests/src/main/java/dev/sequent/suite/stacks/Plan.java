package dev.sequent.suite.stacks;

import java.util.List;
import java.util.Map;

/**
 * All that is decided about a run of two stacks before it begins; the rest follows. Times are in milliseconds.
 *
 * @param delay of the link, each way
 * @param parameters of both ends, by name, in generic form
 * @param aToB what the network does to what A sends
 */
record Plan(
        Opening opening,
        int delay,
        Map<String, Long> parameters,
        End a,
        End b,
        List<Fault> aToB,
        List<Fault> bToA,
        List<Cut> cuts) {

    /** How the two come together. */
    enum Opening {
        /** B listens, A opens. */
        ACTIVE_AND_PASSIVE,
        /** Both open at once (RFC 9293, figure 7). */
        SIMULTANEOUS,
        /** Nobody listens at B. */
        REFUSED
    }

    /**
     * One end.
     *
     * @param mtu of its interface
     * @param isn the sequence number that it begins with
     * @param slow its user takes its time before it first reads
     * @param chunk octets that its user takes at a time
     * @param pause between these
     */
    record End(
            int mtu,
            int isn,
            List<Write> writes,
            Ending ending,
            int endAfter,
            int slow,
            int chunk,
            int pause,
            boolean nodelay) {

        int octets() {
            return writes.stream().mapToInt(Write::octets).sum();
        }

        /** The same with another ending. */
        End ending(Ending other) {
            return new End(mtu, isn, writes, other, endAfter, slow, chunk, pause, nodelay);
        }

        /** It takes part to the end: it tells that it has no more to send, and takes all that comes. */
        boolean gentle() {
            return switch (ending) {
                case SHUT_DOWN, ANSWER -> true;
                case LINGER, CLOSE, ABORT -> false;
            };
        }
    }

    /** @param after a pause of so much @param urgent its last octet is the end of urgent data */
    record Write(int after, int octets, boolean urgent) {}

    /** How a user ends its part. */
    enum Ending {
        /** Closes its direction after the last write, and reads to the end. */
        SHUT_DOWN,
        /** Closes its direction when the other has closed. */
        ANSWER,
        /** Waits until all is acknowledged, then closes both directions. */
        LINGER,
        /** Closes both directions after the last write. */
        CLOSE,
        /** Aborts so many milliseconds after it has begun. */
        ABORT
    }

    /** What happens to one segment of a direction. @param after so many others have passed since the last fault */
    record Fault(int after, Kind kind, int amount) {
        enum Kind {
            LOSE,
            /** It comes again so many milliseconds later. */
            DUPLICATE,
            /** It comes so many milliseconds later, and others overtake it. */
            DELAY,
            /** One bit of it turns round. */
            CORRUPT
        }
    }

    /** Nothing passes in either direction. */
    record Cut(int from, int length) {}
}
