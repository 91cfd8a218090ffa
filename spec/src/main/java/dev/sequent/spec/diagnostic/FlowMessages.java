package dev.sequent.spec.diagnostic;

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
                .hint("return one on every way through");
    }

    public static Diagnostic neverReached(Span span) {
        return Diagnostic.warning("SQT603", span, "this is never reached");
    }

    public static Diagnostic unusedLocal(String name, Span span) {
        return Diagnostic.warning("SQT604", span, name + " is never used");
    }
}
