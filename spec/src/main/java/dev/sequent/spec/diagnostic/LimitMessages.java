package dev.sequent.spec.diagnostic;

import java.util.Locale;

/** SQT45x: what is too much for the classes that a specification becomes. */
public final class LimitMessages {
    private LimitMessages() {}

    /** @param what in the plural, with whom they belong to: {@code states of machine M} */
    public static Diagnostic tooMany(String what, int count, int most, Span first) {
        return Diagnostic.error("SQT451", first, String.format(Locale.ROOT, "%,d %s: there may be %,d", count, what, most))
                .hint("this is the first one too many; LANGUAGE.md, \"Limits\"");
    }

    /** A rule that does not fit into a method of Java. */
    public static Diagnostic ruleTooLarge(Span somewhereInIt) {
        return Diagnostic.error("SQT452", somewhereInIt, "this is too large: in Java it takes more than 64 KiB")
                .hint("divide the rule that it belongs to, into steps, procedures or functions");
    }

    /** Rules that do not fit into a class of Java, or other things of it. */
    public static Diagnostic classTooLarge(String name, Span somewhereInIt) {
        return Diagnostic.error("SQT453", somewhereInIt, "there is too much of this for one class of Java, " + name
                        + ": it has more than 65,535 constants")
                .hint("a machine or module may be divided, properties may stand in several specifications");
    }

    public static Diagnostic tooDeep(Span file) {
        return Diagnostic.error("SQT454", file, "something is nested too deeply, or has too many operands, for the Java compiler")
                .hint("give parts of it names: let, function, procedure");
    }
}
