package dev.sequent.language.model;

import dev.sequent.runtime.Meaning;
import java.util.List;
import java.util.Optional;

/**
 * A state machine: its state, what it hears, what it does. Index components are dense and start at 0 in each list.
 *
 * @param foreign whether it stands for another implementation that the protocol meets, and is no part of the protocol
 */
public record MachineType(
        int index,
        String name,
        boolean foreign,
        List<State> states,
        List<Variable> variables,
        List<Table> tables,
        List<Timer> timers,
        List<Signal> signals,
        List<Outcome> outcomes,
        List<Effect> effects,
        List<Trigger.Call> calls,
        List<Trigger.Call> events,
        List<MessageType> receives,
        List<Function> functions,
        List<Procedure> procedures,
        List<BeforeSending> beforeSending,
        List<Handler> handlers,
        List<Ignored> ignored,
        List<Invariant> invariants,
        Optional<Outgoing> outgoing,
        Optional<Incoming> incoming,
        List<Observable> observables,
        String doc,
        Span span) {

    public State initial() {
        return states.stream().filter(State::initial).findFirst().orElseThrow();
    }

    /** The handler of a trigger in a state; empty when the state ignores it. */
    public Optional<Handler> handler(Trigger trigger, State state) {
        return handlers.stream()
                .filter(h -> h.trigger().equals(trigger) && h.states().contains(state))
                .findFirst();
    }

    /**
     * @param initial there is no connection: a machine that is back there is over
     * @param isFinal nothing leaves it
     * @param passive it waits for a remote, whoever that is
     */
    public record State(
            int index, String name, boolean initial, boolean isFinal, boolean passive, String doc, Span span) {}

    /** {@code initial} is in the generic form of {@link Type}; an optional variable starts as none. */
    public record Variable(
            int index, String name, Type type, long initial, String doc, List<Citation> citations, Span span) {}

    /** A bounded table of rows; rows keep their slot until removed, insertion takes the lowest free slot. */
    public record Table(
            int index,
            String name,
            int capacity,
            List<Column> columns,
            String doc,
            List<Citation> citations,
            Span span) {
        public record Column(int index, String name, Type type) {}
    }

    public record Timer(int index, String name, String doc, List<Citation> citations, Span span) {}

    /** Something that the user is told. */
    public record Signal(
            int index, String name, Optional<Meaning> meaning, String doc, List<Citation> citations, Span span) {}

    /** What a user call can return; {@code doc} is the text that the user reads. */
    public record Outcome(
            int index, String name, Optional<Meaning> meaning, String doc, List<Citation> citations, Span span) {}

    /** Something that the runtime does for the machine, with at most four scalar parameters. */
    public record Effect(
            int index, String name, List<Local> parameters, String doc, List<Citation> citations, Span span) {}

    /** What sets a machine in motion. */
    public sealed interface Trigger {
        String name();

        /**
         * A call by the user, or an event from the runtime, with at most four scalar parameters. Calls and events are
         * numbered together: calls first, then events.
         *
         * @param batch the event that comes when all that had arrived has been handed over
         */
        record Call(
                int index,
                String name,
                List<Local> parameters,
                boolean user,
                boolean batch,
                String doc,
                List<Citation> citations,
                Span span)
                implements Trigger {}

        record Arrival(MessageType message) implements Trigger {
            @Override
            public String name() {
                return message.name();
            }
        }

        record Timeout(Timer timer) implements Trigger {
            @Override
            public String name() {
                return timer.name();
            }
        }
    }

    /**
     * What happens on a trigger in each of some states. Ends at the end of the body as if by {@code done}.
     *
     * @param states at least one; no two handlers of a machine share a trigger and a state
     * @param body contains {@link Stmt.Step} only at its top level
     */
    public record Handler(
            int index,
            Trigger trigger,
            List<State> states,
            List<Stmt> body,
            String doc,
            List<Citation> citations,
            Span span) {
        /** The statements from a step on; none if there is no such step. */
        public List<Stmt> from(String label) {
            for (int i = 0; i < body.size(); i++) {
                if (body.get(i) instanceof Stmt.Step step && step.label().equals(label)) {
                    return body.subList(i, body.size());
                }
            }
            return List.of();
        }
    }

    /** An explicit declaration that a trigger is ignored. */
    public record Ignored(Trigger trigger, List<State> states, String doc, List<Citation> citations, Span span) {}

    /** A pure function: no effect, no assignment to a variable. */
    public record Function(
            int index,
            String name,
            List<Local> parameters,
            Type type,
            List<Stmt> body,
            String doc,
            List<Citation> citations,
            Span span) {}

    public record Procedure(
            int index,
            String name,
            List<Local> parameters,
            List<Stmt> body,
            String doc,
            List<Citation> citations,
            Span span) {}

    /** Runs just before a message of this type is handed over; sees and sets it through the prefix {@code OUT}. */
    public record BeforeSending(
            MessageType message, List<Stmt> body, String doc, List<Citation> citations, Span span) {}

    /**
     * Must hold whenever the machine is at rest (between triggers).
     *
     * @param lemma whether it is stated for the sake of proofs
     * @param unchecked why no scenario has such a machine, in the specification's words
     */
    public record Invariant(
            int index,
            String name,
            boolean lemma,
            Expr condition,
            String doc,
            List<Citation> citations,
            Optional<String> unchecked,
            Span span) {}

    // ------------------------------------------------------------ the streams of octets

    /**
     * The octets that the user sends.
     *
     * @param appends by which the user hands them over; {@code count} of them
     * @param end the sequence number behind the last octet handed over
     */
    public record Outgoing(
            Appends appends,
            Optional<Variable> end,
            Optional<Moves> forgets,
            String doc,
            List<Citation> citations,
            Span span) {}

    /**
     * The octets that the user receives.
     *
     * @param since the remote's first sequence number, as soon as it is known
     * @param next the sequence number of the next octet in order
     * @param puts by which octets of the arriving message get their place
     * @param handsOn by which the octets that are in order become the user's
     */
    public record Incoming(
            Optional<Variable> since,
            Optional<Variable> next,
            Optional<Puts> puts,
            Optional<Moves> handsOn,
            String doc,
            List<Citation> citations,
            Span span) {}

    /** @param count one of the call's parameters */
    public record Appends(Trigger.Call call, Local count) {}

    /** @param count one of the effect's parameters */
    public record Moves(Effect effect, Local count) {}

    /**
     * Parameters of the effect.
     *
     * @param begin the sequence number of the first of them
     * @param skip how many octets of the message come before it
     */
    public record Puts(Effect effect, Local count, Local begin, Local skip) {}

    /** Something that may be looked at from outside, at rest: a scalar. */
    public record Observable(
            int index, String name, Type type, Expr value, String doc, List<Citation> citations, Span span) {}
}
