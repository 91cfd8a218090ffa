package dev.sequent.check.trace;

import dev.sequent.language.model.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that happens, with everything that follows from it immediately.
 *
 * @param number from 1
 * @param ordinal which of the transitions of the state before it this is; what a replay needs
 * @param states the state of each peer's machine afterwards, in the scenario's order
 * @param sent what the peer at work sent, in order
 * @param choices what each call of a runtime function returned, in order
 * @param answer what the machine answered: an outcome's text, {@code drop}, {@code ignored}; empty for plain done
 * @param told signals to the user and effects asked of the runtime, in order
 * @param changes variables and timers whose value differs from before
 * @param rules the places in the specification that decided, in the order in which they were passed
 * @param truth the condition of every invariant and property afterwards, by name, as written
 * @param fault what went wrong, if the step did not finish
 */
public record TraceStep(
        int number,
        int ordinal,
        Action action,
        List<String> states,
        List<Sent> sent,
        List<Choice> choices,
        String answer,
        List<Told> told,
        List<Change> changes,
        List<Rule> rules,
        Map<String, Boolean> truth,
        Optional<String> fault) {

    public TraceStep {
        states = List.copyOf(states);
        sent = List.copyOf(sent);
        choices = List.copyOf(choices);
        told = List.copyOf(told);
        changes = List.copyOf(changes);
        rules = List.copyOf(rules);
        truth = Collections.unmodifiableMap(new LinkedHashMap<>(truth));
    }

    /** What happens; peers by ordinal. */
    public sealed interface Action {
        /** A user's call. @param arguments in the order of the declaration, spelled as in the language */
        record Call(int peer, String name, Map<String, String> arguments) implements Action {
            public Call {
                arguments = ordered(arguments);
            }

            /** For instance {@code OPEN active=true, remote=true}. */
            public String text() {
                return arguments.isEmpty() ? name : name + " " + list(arguments);
            }
        }

        record Timeout(int peer, String timer) implements Action {}

        /** @param copyStays the network duplicates: the same message can arrive again */
        record Deliver(int from, int to, InFlight message, boolean copyStays) implements Action {}

        record Lose(int from, int to, InFlight message) implements Action {}

        /** The peer has lost everything and starts afresh. */
        record Crash(int peer) implements Action {}

        /** A message arrives that no peer of the scenario has sent; it was in no channel. */
        record Attack(int to, InFlight message) implements Action {}

        /** Time passes. @param died messages in flight that have expired */
        record Tick(List<Passing> died) implements Action {}
    }

    /** A message in flight. */
    public record Passing(int from, int to, InFlight message) {}

    /**
     * A message, told apart from all others of the trace.
     *
     * @param id from 1, in the order of sending
     * @param kind name of the message type
     * @param text as RFCs write it
     * @param fields every field in wire order, absent ones as {@code none}
     * @param origin where it comes from, if not from a peer of the scenario in its course: {@code forged}, {@code old
     *     duplicate}; else empty
     */
    public record InFlight(int id, String kind, String text, Map<String, String> fields, String origin) {
        /** Origin of what an attacker has forged. */
        public static final String FORGED = "forged";
        /** Origin of what was in flight before the scenario began. */
        public static final String OLD_DUPLICATE = "old duplicate";

        public InFlight {
            fields = ordered(fields);
        }

        /** Sent by a peer. */
        public InFlight(int id, String kind, String text, Map<String, String> fields) {
            this(id, kind, text, fields, "");
        }
    }

    /** @param lost the channel was full */
    public record Sent(InFlight message, boolean lost) {}

    /**
     * What a runtime function returned.
     *
     * @param index which of the values that the scenario lets it return, from 0; -1 when the scenario says nothing
     *     about it
     */
    public record Choice(String function, Map<String, String> arguments, int index, String value) {
        public Choice {
            arguments = ordered(arguments);
        }

        /** For instance {@code isn() = 300}. */
        public String text() {
            return function + "(" + list(arguments) + ") = " + value;
        }
    }

    /** What the machine told its surroundings. */
    public record Told(Kind kind, String name, Map<String, String> arguments) {
        public enum Kind {
            /** To the user. */
            SIGNAL,
            /** Asked of the runtime. */
            EFFECT
        }

        public Told {
            arguments = ordered(arguments);
        }

        public static Told signal(String name) {
            return new Told(Kind.SIGNAL, name, Map.of());
        }

        /** For instance {@code connection-reset}, {@code deliver(n=2)}. */
        public String text() {
            return kind == Kind.SIGNAL ? name : name + "(" + list(arguments) + ")";
        }
    }

    public record Change(int peer, String name, String before, String after) {}

    /**
     * @param kind for instance {@code STEP}
     * @param where the routine
     * @param text what happens there
     * @param citation the clause it comes from, or empty
     * @param source the line of the specification on which it begins, or empty
     */
    public record Rule(int point, String kind, String where, String text, Span span, String citation, String source) {
        /** {@code file:line:column}. */
        public String location() {
            return span.toString();
        }

        /** Whether the specification says that it is never taken. */
        public boolean declaredUnreachable() {
            return kind.equals("UNREACHABLE");
        }
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static String list(Map<String, String> arguments) {
        return arguments.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Nobody is at work. */
    public static final int NOBODY = -1;

    /** Ordinal of the peer at work; for a loss, the sender; {@link #NOBODY} when time passes. */
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
