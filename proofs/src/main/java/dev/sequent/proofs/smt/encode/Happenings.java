package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.HashMap;
import java.util.Map;

/**
 * What a property of steps asks of a step that has been executed: what it was, what it did, what was before.
 *
 * <p>What turns of a loop do is known of some turn only. One question may be about it: of those turns that answer it
 * with yes, the symbols stand for one, if there is any. A second question may be about another turn, so nothing is
 * known of its answer but that there is a turn.
 */
final class Happenings {
    private final Execution execution;
    private final Terms terms;
    private final Trigger trigger;
    private final Snapshot before;
    private boolean asked;

    Happenings(Execution execution, Trigger trigger, Snapshot before) {
        this.execution = execution;
        this.terms = execution.terms;
        this.trigger = trigger;
        this.before = before;
    }

    /** What the machine remembered before the step, with the message that is being asked about. */
    Snapshot earlier(Snapshot at) {
        var earlier = before.on(at.path);
        earlier.outgoing.putAll(at.outgoing);
        earlier.locals = at.locals;
        return earlier;
    }

    Term truth(Expr.OfStep question, Snapshot at) {
        return switch (question) {
            case Expr.Calls q ->
                trigger instanceof Trigger.Call t && t.index() == q.call().index()
                        ? execution.expressions.truth(q.where(), called(at))
                        : terms.truth(false);
            case Expr.Expires q ->
                terms.truth(trigger instanceof Trigger.Timeout t
                        && t.timer().index() == q.timer().index());
            case Expr.Receives q ->
                trigger instanceof Trigger.Arrival t
                                && t.message().kind() == q.message().kind()
                        ? execution.expressions.truth(q.where(), at)
                        : terms.truth(false);
            case Expr.Signals q ->
                some(e -> e instanceof Event.Signalled s
                                && s.signal() == q.signal().index()
                        ? s.path()
                        : terms.truth(false));
            case Expr.Sends q ->
                some(e ->
                        e instanceof Event.Sent s && s.message() == q.message().kind()
                                ? terms.and(s.path(), execution.expressions.truth(q.where(), leaving(s, at)))
                                : terms.truth(false));
            case Expr.Origin q ->
                throw new IllegalStateException(q.span() + ": where a message comes from is not known in a machine");
        };
    }

    /** Where what the call was given can be read. */
    private Snapshot called(Snapshot at) {
        var view = at.copy();
        view.locals = new HashMap<>(execution.given());
        return view;
    }

    /** Where the message that was sent can be read. */
    private Snapshot leaving(Event.Sent sent, Snapshot at) {
        var view = at.on(terms.and(at.path, sent.path()));
        view.outgoing.put(sent.message(), Map.copyOf(sent.fields()));
        return view;
    }

    private interface Question {
        Term yes(Event event);
    }

    private Term some(Question question) {
        var certain = terms.truth(false);
        var possible = terms.truth(false);
        for (var event : execution.events()) {
            if (execution.ofSomeTurn(event)) {
                possible = terms.or(possible, question.yes(event));
            } else {
                certain = terms.or(certain, question.yes(event));
            }
        }
        if (possible.isFalse()) {
            return certain;
        }
        boolean first = !asked;
        asked = true;
        return terms.or(certain, first ? possible : terms.truth("in another turn"));
    }
}
