package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** SQT1xx: files and syntax. */
public final class SyntaxMessages {
    private SyntaxMessages() {}

    public static Diagnostic unreadableRoot(String name) {
        return Diagnostic.error("SQT101", new Span(name, 1, 1, 1, 1), "cannot read " + name)
                .hint("give the path of a specification's root file, for instance spec/tcp/tcp.sqt");
    }

    public static Diagnostic unreadableImport(Span span, String written) {
        return Diagnostic.error("SQT102", span, "cannot read the imported file \"" + written + "\"")
                .hint("the path is relative to the importing file");
    }

    /** @param chain the files under way, innermost first */
    public static Diagnostic cyclicImport(Span span, String written, List<String> chain) {
        return Diagnostic.error(
                        "SQT103", span, "\"" + written + "\" is imported in a circle: " + String.join(" <- ", chain))
                .hint("files see each other's declarations without importing each other: let the root import both");
    }

    /** @param offset in bytes @param wrong the byte there, 0 to 255 */
    public static Diagnostic notUtf8(Span span, String name, long offset, int wrong) {
        return Diagnostic.error(
                        "SQT104",
                        span,
                        String.format(Locale.ROOT, "%s is not text in UTF-8: byte %d is 0x%02x", name, offset, wrong))
                .hint("counted from 0; save the file as UTF-8");
    }

    public static Diagnostic foreignName(Span span, String name) {
        String foreign = name.codePoints()
                .filter(c -> c > 0x7f)
                .distinct()
                .mapToObj(c ->
                        new StringBuilder().appendCodePoint(c) + " (U+" + String.format(Locale.ROOT, "%04X", c) + ")")
                .limit(3)
                .collect(Collectors.joining(", "));
        return Diagnostic.error("SQT113", span, "names are ASCII: " + name + " has " + foreign)
                .hint(
                        "a name has letters a to z, digits, '_', and inside it '-' and '.'; texts and comments may have any");
    }

    /** @param character as {@code U+00A0 (no-break space)} @param instead what to write */
    public static Diagnostic lookalike(Span span, String character, String instead) {
        return Diagnostic.error("SQT114", span, "the language has no " + character)
                .hint(instead);
    }

    /** @param what for instance "the reason of 'unreachable'" */
    public static Diagnostic blankText(Span span, String what) {
        return Diagnostic.error("SQT115", span, what + " is empty").hint("say it in a few words");
    }

    public static Diagnostic unexpected(Span span, String expected, String found) {
        return Diagnostic.error("SQT110", span, "expected " + expected + ", found " + found);
    }

    /** A block that was opened at {@code brace} seems not to be closed. */
    public static Diagnostic stillOpen(Diagnostic unexpected, Span brace) {
        return unexpected.hint("is a '}' missing?").related(brace, "this one seems not to be closed");
    }

    /** The word that was meant, or empty. */
    public static String nearestWord(String written, Collection<String> words) {
        return Nearest.nearest(written, words).orElse("");
    }

    /** @param curly whether it contains a quotation mark that is not one of the language's */
    public static Diagnostic openText(Span span, boolean curly) {
        return Diagnostic.error("SQT111", span, "the text is not closed")
                .hint(
                        curly
                                ? "a text ends with a straight '\"', not with a curly one"
                                : "a text ends with '\"' on its line");
    }

    public static Diagnostic openComment(Span span) {
        return Diagnostic.error("SQT112", span, "the comment is not closed").hint("it ends with */");
    }
}
