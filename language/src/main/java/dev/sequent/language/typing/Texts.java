package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.SyntaxMessages;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.AnnotationContext;
import dev.sequent.language.syntax.SequentParser.UncheckedContext;
import dev.sequent.language.syntax.Spans;
import dev.sequent.language.syntax.SpecParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Doc strings and citations. */
final class Texts {
    private Texts() {}

    static String doc(@Nullable TerminalNode string) {
        return string == null ? "" : SpecParser.unquote(string.getText());
    }

    /** The reason, where something is declared unchecked. */
    static Optional<String> unchecked(@Nullable UncheckedContext declared, Session session) {
        return Optional.ofNullable(declared)
                .map(UncheckedContext::STRING)
                .map(reason -> required(reason, "the reason of 'unchecked'", session));
    }

    /** A text that must be there and say something. @param what for instance "the reason of 'unreachable'" */
    static String required(TerminalNode string, String what, Session session) {
        String text = SpecParser.unquote(string.getText());
        if (text.isBlank()) {
            session.report(SyntaxMessages.blankText(Spans.of(string), what));
        }
        return text;
    }

    /** What a declaration that is a rule of the protocol cites, meets and departs from. */
    static List<Citation> citations(List<AnnotationContext> annotations, Session session) {
        return new Citations(session).read(annotations);
    }

    /** The same for a declaration that only makes demands: it departs from nothing. */
    static List<Citation> demands(List<AnnotationContext> annotations, Session session) {
        List<Citation> read = citations(annotations, session);
        if (read.stream().anyMatch(c -> !c.deviations().isEmpty())) {
            session.report(DeclarationMessages.demandDeviates(span(annotations)));
        }
        return read;
    }

    /**
     * The same for a declaration that encloses rules: it may say where it comes from; the rules in it say which
     * requirements they meet.
     */
    static void sections(List<AnnotationContext> annotations, Session session) {
        List<Citation> read = citations(annotations, session);
        if (read.stream()
                .anyMatch(c -> !c.requirements().isEmpty() || !c.deviations().isEmpty())) {
            session.report(DeclarationMessages.noRule(span(annotations)));
        }
    }

    private static Span span(List<AnnotationContext> annotations) {
        return Spans.between(
                annotations.getFirst().getStart(), annotations.getLast().getStop());
    }
}
