package dev.sequent.spec.diagnostic;

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

    public static Diagnostic unexpected(Span span, String message) {
        return Diagnostic.error("SQT110", span, message);
    }
}
