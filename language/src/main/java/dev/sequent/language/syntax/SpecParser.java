package dev.sequent.language.syntax;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.diagnostic.SyntaxMessages;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.ImportDeclContext;
import dev.sequent.language.syntax.SourceReader.Reading;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;

/** Parses a root file and everything it imports: root first, then imports depth first, each file once. */
public final class SpecParser {
    private final SourceReader reader;
    private final DiagnosticLog log;
    private final List<SourceFile> files = new ArrayList<>();
    /** Which file is behind a name. */
    private final Map<String, Object> known = new HashMap<>();

    private final Deque<Underway> underway = new ArrayDeque<>();

    private record Underway(Object file, String name) {}

    private SpecParser(SourceReader reader, DiagnosticLog log) {
        this.reader = reader;
        this.log = log;
    }

    /**
     * What could not be read or exceeds a limit is in the log, and a file that cannot be used at all is not among those
     * returned.
     */
    public static List<SourceFile> parse(String root, SourceReader reader, DiagnosticLog log) {
        var parser = new SpecParser(reader, log);
        Reading reading = reader.read(root);
        if (reading instanceof Reading.Missing) {
            log.add(SyntaxMessages.unreadableRoot(root));
        } else {
            parser.follow(root, reading);
        }
        return List.copyOf(parser.files);
    }

    private void follow(String name, Reading reading) {
        switch (reading) {
            case Reading.Text text -> follow(name, text);
            case Reading.NotUtf8 bad ->
                log.refuse(SyntaxMessages.notUtf8(
                        new Span(name, bad.line(), bad.column(), bad.line(), bad.column() + 1),
                        name,
                        bad.offset(),
                        bad.wrong()));
            case Reading.TooLarge ignored ->
                log.refuse(LimitMessages.largeFile(new Span(name, 1, 1, 1, 1), name, SourceBytes.MOST));
            case Reading.Missing ignored -> throw new IllegalArgumentException(name);
        }
    }

    private void follow(String name, Reading.Text text) {
        known.put(name, text.file());
        SourceFile file = parseOne(name, text.text(), log);
        files.add(file);
        underway.push(new Underway(text.file(), name));
        for (ImportDeclContext declaration : file.tree().importDecl()) {
            if (declaration.STRING() == null || declaration.exception != null) {
                continue;
            }
            String written = unquote(declaration.STRING().getText());
            Span span = Spans.of(declaration.STRING());
            Optional<String> resolved = resolve(name, written);
            if (resolved.isEmpty()) {
                log.add(SyntaxMessages.unreadableImport(span, written));
                continue;
            }
            String target = resolved.get();
            Reading imported =
                    known.containsKey(target) ? new Reading.Text(known.get(target), "") : reader.read(target);
            if (imported instanceof Reading.Text again
                    && underway.stream().anyMatch(u -> u.file().equals(again.file()))) {
                log.add(SyntaxMessages.cyclicImport(
                        span, written, underway.stream().map(Underway::name).toList()));
            } else if (imported instanceof Reading.Missing) {
                log.add(SyntaxMessages.unreadableImport(span, written));
            } else if (!(imported instanceof Reading.Text again && known.containsValue(again.file()))) {
                follow(target, imported);
            }
        }
        underway.pop();
    }

    /** Parses one text by itself; one that exceeds a limit is treated as empty. */
    static SourceFile parseOne(String name, String text, DiagnosticLog log) {
        CommonTokenStream tokens = Lexis.tokens(name, text, log);
        Optional<Diagnostic> tooDeep = Nesting.check(tokens.getTokens());
        if (tooDeep.isPresent()) {
            log.refuse(tooDeep.get());
            tokens = Lexis.tokens(name, "", log);
        }
        var parser = new SequentParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(log));
        var tree = parser.specification();
        var broken = BrokenParts.of(tree);
        return new SourceFile(name, text, tree, broken.parts(), broken.names());
    }

    /** Empty for what cannot be the name of a file on this system, whichever there are. */
    private static Optional<String> resolve(String importing, String written) {
        try {
            Path folder = Path.of(importing).getParent();
            Path target = (folder == null ? Path.of(written) : folder.resolve(written)).normalize();
            return Optional.of(target.toString().replace('\\', '/'));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    public static String unquote(String literal) {
        return literal.length() < 2 ? "" : literal.substring(1, literal.length() - 1);
    }
}
