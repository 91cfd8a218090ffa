package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQT5xx: states, handlers, and what may stand in which body. */
public final class HandlerMessages {
    private HandlerMessages() {}

    public static Diagnostic noStates(String machine, Span span) {
        return Diagnostic.error("SQT501", span, "machine " + machine + " has no states")
                .hint("state CLOSED initial, ...");
    }

    public static Diagnostic noInitial(String machine, Span span) {
        return Diagnostic.error("SQT502", span, "machine " + machine + " has no initial state")
                .hint("mark one: state CLOSED initial");
    }

    public static Diagnostic severalInitial(String name, Span span, Span first) {
        return Diagnostic.error("SQT503", span, name + " is a second initial state")
                .related(first, "the first");
    }

    /** @param trigger as the handler would spell it */
    public static Diagnostic unhandled(String trigger, List<String> states, boolean everywhere, Span declared) {
        String where = everywhere ? "in any state" : "in " + String.join(", ", states);
        String set = everywhere ? "any state" : String.join(", ", states);
        return Diagnostic.error("SQT504", declared, trigger + " is not handled " + where)
                .hint("write: on " + trigger + " in " + set + " { ... }, or: ignore " + trigger + " in " + set);
    }

    public static Diagnostic handledTwice(String trigger, List<String> states, Span span, Span first) {
        return Diagnostic.error("SQT505", span, trigger + " in " + String.join(", ", states) + " already has a handler")
                .related(first, "the first");
    }

    public static Diagnostic notReceived(String message, String machine, Span span) {
        return Diagnostic.error("SQT506", span, "machine " + machine + " does not receive " + message)
                .hint("declare it: receives " + message);
    }

    public static Diagnostic triggerWord(String name, String kind, String spelling, Span span) {
        return Diagnostic.error("SQT507", span, name + " is a " + kind).hint("write: " + spelling);
    }

    public static Diagnostic dropNotHere(String where, Span span) {
        return Diagnostic.error("SQT508", span, "nothing can be dropped in " + where)
                .hint("'drop' discards the arriving message and stands in the handler of its arrival");
    }

    public static Diagnostic doneNotHere(String where, boolean call, Span span) {
        return Diagnostic.error("SQT509", span, "no 'done' in " + where)
                .hint(
                        call
                                ? "the user waits for an outcome: return OUTCOME"
                                : "'done' leaves a handler; write: return");
    }

    public static Diagnostic returnNotHere(String where, boolean handler, Span span) {
        return Diagnostic.error("SQT510", span, "no 'return' in " + where)
                .hint(handler ? "nobody waits for an outcome: leave with 'done'" : "put what follows into an 'if'");
    }

    public static Diagnostic returnWithoutOutcome(Span span, Collection<String> outcomes) {
        return Diagnostic.error("SQT511", span, "the user waits for an outcome")
                .hint(
                        outcomes.isEmpty()
                                ? "declare one: outcome ok"
                                : "return " + outcomes.iterator().next());
    }

    public static Diagnostic returnWithoutValue(Span span, @Nullable Type wanted) {
        return Diagnostic.error(
                        "SQT512",
                        span,
                        "the function must return " + TypeMessages.nameOf(wanted) + ", and there is none here")
                .hint("the value stands on the same line as 'return'");
    }

    public static Diagnostic returnWithValue(Span span) {
        return Diagnostic.error("SQT513", span, "a procedure returns no value").hint("a function does");
    }

    public static Diagnostic stepNotHere(Span span) {
        return Diagnostic.error("SQT514", span, "a step can only stand in the outermost block of a handler");
    }

    public static Diagnostic continueNotHere(String where, Span span) {
        return Diagnostic.error("SQT515", span, "no 'continue at' in " + where)
                .hint("it leads from handler to handler");
    }

    public static Diagnostic continueWithoutHandler(String state, Span span) {
        return Diagnostic.error("SQT516", span, "this trigger has no handler in " + state);
    }

    public static Diagnostic actsInFunction(String what, Span span) {
        return Diagnostic.error("SQT517", span, "a function does nothing but yield a value: no '" + what + "' in it")
                .hint("make it a procedure");
    }

    public static Diagnostic changedWhileWalked(String set, Span span) {
        return Diagnostic.error("SQT518", span, set + " cannot change while a loop goes over it");
    }

    public static Diagnostic whichMessage(Span span, Collection<String> messages) {
        return Diagnostic.error(
                        "SQT519", span, messages.isEmpty() ? "there is no message to send" : "which message is sent?")
                .hint(
                        messages.isEmpty()
                                ? ""
                                : "name it: send " + messages.iterator().next() + " <...>");
    }

    public static Diagnostic oneValue(String field, Span span) {
        return Diagnostic.error("SQT520", span, field + " takes one value").hint("only a field of bits takes a list");
    }

    public static Diagnostic missingOutcome(String call, List<String> states, Span span) {
        return Diagnostic.error(
                        "SQT521", span, call + " in " + String.join(", ", states) + " can end without an outcome")
                .hint("the user waits for one: return OUTCOME on every path");
    }
}
