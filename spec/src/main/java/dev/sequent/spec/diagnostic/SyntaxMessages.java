package dev.sequent.spec.diagnostic;

import java.util.Collection;
import java.util.List;

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

    public static Diagnostic openText(Span span) {
        return Diagnostic.error("SQT111", span, "the text is not closed").hint("a text ends with '\"' on its line");
    }

    public static Diagnostic openComment(Span span) {
        return Diagnostic.error("SQT112", span, "the comment is not closed").hint("it ends with */");
    }
}
