package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.Locale;

/** SQT12x: more than the compiler accepts; SQT46x: too much for the classes that a specification becomes. */
public final class LimitMessages {
    private LimitMessages() {}

    public static Diagnostic nesting(Span span, int most) {
        return Diagnostic.error("SQT120", span, "nested more than " + most + " deep")
                .hint("give parts of it names: let NAME = ..., a function, a procedure");
    }

    /** @param what with its plural: "operators in one expression" */
    public static Diagnostic chain(Span span, String what, int most) {
        return Diagnostic.error("SQT121", span, "more than " + number(most) + " " + what)
                .hint("give parts of it names: let NAME = ..., a function, a procedure");
    }

    public static Diagnostic longText(Span span, int length, int most) {
        return Diagnostic.error("SQT122", span, "a text of " + number(length) + " characters")
                .hint("a text has at most " + number(most) + "; more can be said in a comment");
    }

    public static Diagnostic longWord(Span span, String what, String begin, int length, int most) {
        return Diagnostic.error("SQT123", span, "a " + what + " of " + number(length) + " characters: " + begin + "...")
                .hint("a " + what + " has at most " + most);
    }

    public static Diagnostic calls(String routine, Span span, int most) {
        return Diagnostic.error("SQT124", span, "calls nest more than " + most + " deep below " + routine)
                .hint("each routine calls the next; let one of them do what several do");
    }

    public static Diagnostic derived(String field, Span span, int most) {
        return Diagnostic.error(
                        "SQT125", span, "written out, " + field + " has more than " + number(most) + " words and signs")
                .hint(
                        "a field that it is computed from counts wherever it is named; let a function of the machine compute it");
    }

    public static Diagnostic jumps(String label, String state, Span span, int most) {
        return Diagnostic.error(
                        "SQT126",
                        span,
                        "from step " + label + " in " + state + " on, more than " + most
                                + " handlers continue at each other")
                .hint("continue directly at the last of these steps");
    }

    public static Diagnostic largeFile(Span span, String name, int most) {
        return Diagnostic.error("SQT127", span, name + " has more than " + (most >> 20) + " MB")
                .hint("a specification can be split: import \"PART.sqt\"");
    }

    /** @param what in the plural, with what they belong to: {@code states of machine M} */
    public static Diagnostic tooMany(String what, int count, int most, Span first) {
        return Diagnostic.error(
                        "SQT461",
                        first,
                        String.format(Locale.ROOT, "%,d %s: at most %,d are allowed", count, what, most))
                .hint("this is the first one too many; LANGUAGE.md, \"Limits\"");
    }

    /** A rule that does not fit into a Java method. */
    public static Diagnostic ruleTooLarge(Span somewhereInIt) {
        return Diagnostic.error("SQT462", somewhereInIt, "this is too large: in Java it takes more than 64 KiB")
                .hint("divide the rule that it belongs to into steps, procedures or functions");
    }

    /** Rules, or other constants, that do not fit into one Java class. */
    public static Diagnostic classTooLarge(String name, Span somewhereInIt) {
        return Diagnostic.error(
                        "SQT463",
                        somewhereInIt,
                        "this is too much for one Java class, " + name + ": it has more than 65,535 constants")
                .hint("divide the machine or module, or spread the properties over several specifications");
    }

    public static Diagnostic tooDeep(Span file) {
        return Diagnostic.error(
                        "SQT464",
                        file,
                        "something is nested too deeply, or has too many operands, for the Java compiler")
                .hint("give parts of it names: let, function, procedure");
    }

    private static String number(int n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
