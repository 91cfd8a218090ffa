package dev.sequent.spec.syntax;

import dev.sequent.spec.diagnostic.DiagnosticLog;
import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.diagnostic.SyntaxMessages;
import dev.sequent.spec.syntax.SequentParser.ImportDeclContext;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/** Parses a root file and everything it imports: root first, then imports depth first, each file once. */
public final class SpecParser {
    private final SourceReader reader;
    private final DiagnosticLog log;
    private final List<SourceFile> files = new ArrayList<>();
    private final Map<String, SourceFile> known = new HashMap<>();
    private final Deque<String> underway = new ArrayDeque<>();

    private SpecParser(SourceReader reader, DiagnosticLog log) {
        this.reader = reader;
        this.log = log;
    }

    public static List<SourceFile> parse(String root, SourceReader reader, DiagnosticLog log) {
        var parser = new SpecParser(reader, log);
        var text = reader.read(root);
        if (text.isEmpty()) {
            log.add(SyntaxMessages.unreadableRoot(root));
        } else {
            parser.follow(root, text.get());
        }
        return List.copyOf(parser.files);
    }

    private void follow(String name, String text) {
        SourceFile file = parseOne(name, text, log);
        files.add(file);
        known.put(name, file);
        underway.push(name);
        for (ImportDeclContext declaration : file.tree().importDecl()) {
            if (declaration.STRING() == null || declaration.exception != null) {
                continue;
            }
            String written = unquote(declaration.STRING().getText());
            Span span = Spans.of(declaration.STRING());
            String target = resolve(name, written);
            if (underway.contains(target)) {
                log.add(SyntaxMessages.cyclicImport(span, written, List.copyOf(underway)));
            } else if (!known.containsKey(target)) {
                var imported = reader.read(target);
                if (imported.isEmpty()) {
                    log.add(SyntaxMessages.unreadableImport(span, written));
                } else {
                    follow(target, imported.get());
                }
            }
        }
        underway.pop();
    }

    /** Parses one text by itself. */
    static SourceFile parseOne(String name, String text, DiagnosticLog log) {
        var lexer = new SequentLexer(CharStreams.fromString(text, name));
        lexer.removeErrorListeners(); // what no rule of the lexer takes becomes a token that no rule of the parser takes
        var tokens = new CommonTokenStream(lexer);
        tokens.fill(); // hints look at what follows a mistake
        var parser = new SequentParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(log));
        var tree = parser.specification();
        var broken = BrokenParts.of(tree);
        return new SourceFile(name, text, tree, broken.parts(), broken.names());
    }

    private static String resolve(String importing, String written) {
        Path folder = Path.of(importing).getParent();
        Path target = (folder == null ? Path.of(written) : folder.resolve(written)).normalize();
        return target.toString().replace('\\', '/');
    }

    public static String unquote(String literal) {
        return literal.length() < 2 ? "" : literal.substring(1, literal.length() - 1);
    }
}
