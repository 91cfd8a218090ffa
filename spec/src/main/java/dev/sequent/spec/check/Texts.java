package dev.sequent.spec.check;

import dev.sequent.spec.diagnostic.DeclarationMessages;
import dev.sequent.spec.model.Citation;
import dev.sequent.spec.syntax.SequentParser.AnnotationContext;
import dev.sequent.spec.syntax.SequentParser.CitationContext;
import dev.sequent.spec.syntax.SequentParser.UncheckedContext;
import dev.sequent.spec.syntax.Spans;
import dev.sequent.spec.syntax.SpecParser;
import java.util.ArrayList;
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
    static Optional<String> unchecked(@Nullable UncheckedContext declared) {
        return Optional.ofNullable(declared).map(UncheckedContext::STRING).map(Texts::doc);
    }

    static List<Citation> citations(List<AnnotationContext> annotations, Session session) {
        var result = new ArrayList<Citation>();
        for (AnnotationContext annotation : annotations) {
            if (session.broken(annotation)) {
                continue;
            }
            if (!annotation.ID().getText().equals("rfc")) {
                session.report(DeclarationMessages.unknownAnnotation(Spans.of(annotation), annotation.ID().getText()));
                continue;
            }
            List<CitationContext> parts = annotation.citation();
            if (parts.isEmpty() || parts.getFirst().INT() == null) {
                session.report(DeclarationMessages.citationWithoutNumber(Spans.of(annotation)));
                continue;
            }
            long rfc = Literals.integer(parts.getFirst().INT().getText()).orElse(Long.MAX_VALUE);
            if (rfc < 1 || rfc > 99_999) {
                session.report(DeclarationMessages.citationWithoutNumber(Spans.of(annotation)));
                continue;
            }
            String section = "";
            var requirements = new ArrayList<String>();
            for (CitationContext part : parts.subList(1, parts.size())) {
                if (part.STRING() != null && section.isEmpty()) {
                    section = SpecParser.unquote(part.STRING().getText());
                } else if (part.ID() != null) {
                    requirements.add(part.ID().getText());
                } else {
                    session.report(DeclarationMessages.citationPart(Spans.of(part)));
                }
            }
            result.add(new Citation((int) rfc, section, List.copyOf(requirements)));
        }
        return List.copyOf(result);
    }
}
