package dev.sequent.stack.replay;

import java.util.List;
import java.util.Map;

/** What happens next. Peers are 0 and 1; one that is alone, and receives from itself, is 0. */
public sealed interface ReplayAction {

    /** A user's call. @param name as the specification declares it @param arguments in its order, in generic form */
    record Call(int peer, String name, List<Long> arguments) implements ReplayAction {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A timer runs out. @param timer its name in the specification */
    record Timeout(int peer, String timer) implements ReplayAction {}

    /** A segment in flight arrives. @param message its number @param copyStays whether it can arrive again */
    record Deliver(int message, boolean copyStays) implements ReplayAction {}

    /** A segment in flight is lost. @param message its number */
    record Lose(int message) implements ReplayAction {}

    /** The peer silently loses everything, and starts afresh. */
    record Crash(int peer) implements ReplayAction {}

    /**
     * A segment arrives that nobody has sent. @param fields by the specification's names, in generic form; those not
     * named are zero or absent
     */
    record Forge(int to, Map<String, Long> fields) implements ReplayAction {
        public Forge {
            fields = Map.copyOf(fields);
        }
    }

    /** Time passes. @param died numbers of the segments that are too old then, and gone */
    record Tick(long nanos, List<Integer> died) implements ReplayAction {
        public Tick {
            died = List.copyOf(died);
        }
    }
}
