package dev.sequent.check.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that happens, with all that follows from it at once.
 *
 * @param number from 1
 * @param ordinal which of the transitions of the state before it this is; what a replay needs
 * @param states the state of each peer's machine afterwards, in the scenario's order
 * @param sent what the peer at work sent, in order
 * @param choices what each call of a chosen runtime function returned, for instance {@code isn() = 300}
 * @param answer what the machine answered: an outcome's text, {@code drop}, {@code ignored}; empty for plain done
 * @param told signals to the user and effects asked of the runtime, in order, for instance {@code deliver(2)}
 * @param changes variables and timers whose value differs from before
 * @param rules the places in the specification that decided, in the order in which they were passed
 * @param truth the condition of every invariant and property afterwards, by name, as written
 * @param fault what went wrong, if the step did not come to an end
 */
public record TraceStep(
        int number,
        int ordinal,
        Action action,
        List<String> states,
        List<Sent> sent,
        List<String> choices,
        String answer,
        List<String> told,
        List<Change> changes,
        List<Rule> rules,
        Map<String, Boolean> truth,
        Optional<String> fault) {

    /** What happens; peers by ordinal. */
    public sealed interface Action {
        /** A user's call. @param text for instance {@code OPEN active=true, remote=true} */
        record Call(int peer, String name, String text) implements Action {}

        record Timeout(int peer, String timer) implements Action {}

        /** @param copyStays the network duplicates: the same message can come again */
        record Deliver(int from, int to, InFlight message, boolean copyStays) implements Action {}

        record Lose(int from, int to, InFlight message) implements Action {}

        /** The peer has lost everything and begins anew. */
        record Crash(int peer) implements Action {}

        /** A message arrives that nobody of the scenario has sent; it was in no channel. */
        record Attack(int to, InFlight message) implements Action {}

        /** Time passes. @param died what has become too old on its way, and is gone */
        record Tick(List<Passing> died) implements Action {}
    }

    /** A message on its way. */
    public record Passing(int from, int to, InFlight message) {}

    /**
     * A message, told apart from all others of the trace.
     *
     * @param id from 1, in the order of sending
     * @param kind name of the message type
     * @param text as RFCs write it
     * @param fields every field in wire order, absent ones as {@code none}
     * @param origin where it comes from, if not from a peer of the scenario in its course: {@code forged},
     *     {@code old duplicate}; else empty
     */
    public record InFlight(int id, String kind, String text, Map<String, String> fields, String origin) {
        /** Sent by a peer. */
        public InFlight(int id, String kind, String text, Map<String, String> fields) {
            this(id, kind, text, fields, "");
        }
    }

    /** @param lost the channel was full */
    public record Sent(InFlight message, boolean lost) {}

    public record Change(int peer, String name, String before, String after) {}

    /**
     * @param kind for instance {@code STEP}
     * @param where the routine
     * @param text what happens there
     * @param location {@code file:line:column}
     * @param citation the clause it comes from, or empty
     */
    public record Rule(int point, String kind, String where, String text, String location, String citation) {}

    /** Nobody is at work. */
    public static final int NOBODY = -1;

    /** Ordinal of the peer at work; of a loss the sender; {@link #NOBODY} when time passes. */
    public int actor() {
        return switch (action) {
            case Action.Call call -> call.peer();
            case Action.Timeout timeout -> timeout.peer();
            case Action.Deliver deliver -> deliver.to();
            case Action.Lose lose -> lose.from();
            case Action.Crash crash -> crash.peer();
            case Action.Attack attack -> attack.to();
            case Action.Tick ignored -> NOBODY;
        };
    }
}
