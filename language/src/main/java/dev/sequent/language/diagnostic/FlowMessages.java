package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.List;

/** SQT6xx: what is never reached, never used, never ends. */
public final class FlowMessages {
    private FlowMessages() {}

    public static Diagnostic recursion(List<String> circle, Span span) {
        return Diagnostic.error("SQT601", span, circle.getLast() + " calls itself: " + String.join(" -> ", circle))
                .hint("everything must end: use a loop with a bound");
    }

    public static Diagnostic missingReturnValue(String name, Span span) {
        return Diagnostic.error("SQT602", span, "function " + name + " can end without a value")
                .hint("return one on every path");
    }

    public static Diagnostic neverReached(Span span) {
        return Diagnostic.warning("SQT603", span, "this is never reached");
    }

    public static Diagnostic unusedLocal(String name, Span span) {
        return Diagnostic.warning("SQT604", span, name + " is never used");
    }

    public static Diagnostic unreachableState(String name, Span span) {
        return Diagnostic.error("SQT605", span, "no path leads to state " + name)
                .hint("a statement -> " + name + " enters it");
    }

    public static Diagnostic noWayOut(String name, Span span) {
        return Diagnostic.warning("SQT606", span, "no path leads out of state " + name)
                .hint("if that is meant: state " + name + " final");
    }

    public static Diagnostic leavesFinal(String name, Span span, Span declared) {
        return Diagnostic.error("SQT615", span, "this leaves state " + name + ", which is final")
                .related(declared, "declared here");
    }

    public static Diagnostic neverInState(List<String> states, Span span) {
        return Diagnostic.warning("SQT607", span, "the state is never " + String.join(" or ", states) + " here");
    }

    public static Diagnostic neverStarted(String timer, Span span) {
        return Diagnostic.error("SQT608", span, "timer " + timer + " is never started")
                .hint("start " + timer + " after DURATION");
    }

    public static Diagnostic continuesForever(String label, String state, Span span) {
        return Diagnostic.error("SQT609", span, "'continue at " + label + " in " + state + "' comes back to itself")
                .hint("everything must end");
    }

    /** @param declared where the value that is skipped is given its name */
    public static Diagnostic skipsValue(String label, String state, String value, Span span, Span declared) {
        return Diagnostic.error(
                        "SQT611",
                        span,
                        "'continue at " + label + " in " + state + "' skips " + value + ", which is read from there on")
                .related(declared, "it is given its value here")
                .hint("name the value inside the step, or keep it in a variable of the machine");
    }

    public static Diagnostic unreachableNotAlone(Span span) {
        return Diagnostic.error("SQT612", span, "'unreachable' shares its block with other statements")
                .hint("it applies to its whole block: if CONDITION { unreachable \"why\" }");
    }

    /** @param how "used", "read", "given a value", "called", ... */
    public static Diagnostic never(String kind, String name, String how, Span span) {
        return Diagnostic.warning("SQT610", span, kind + " " + name + " is never " + how);
    }
}
