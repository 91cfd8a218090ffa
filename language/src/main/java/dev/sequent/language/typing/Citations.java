package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.model.Citation;
import dev.sequent.language.syntax.SequentParser.AnnotationContext;
import dev.sequent.language.syntax.SequentParser.CitationContext;
import dev.sequent.language.syntax.SequentParser.DeviationContext;
import dev.sequent.language.syntax.SequentParser.DeviationPartContext;
import dev.sequent.language.syntax.Spans;
import dev.sequent.language.syntax.SpecParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;

/** The citations of one declaration: {@code @rfc(9293, "3.8.3", MUST-20, deviates(MUST-23, "why"))}. */
final class Citations {
    /** A requirement of one RFC, and whether it is met. */
    private record Stand(int rfc, String requirement, boolean met) {}

    private final Session session;
    private final List<Stand> stands = new ArrayList<>();

    Citations(Session session) {
        this.session = session;
    }

    List<Citation> read(List<AnnotationContext> annotations) {
        return annotations.stream().flatMap(a -> read(a).stream()).toList();
    }

    private Optional<Citation> read(AnnotationContext annotation) {
        if (session.broken(annotation)) {
            return Optional.empty();
        }
        if (!annotation.ID().getText().equals("rfc")) {
            session.report(DeclarationMessages.unknownAnnotation(
                    Spans.of(annotation), annotation.ID().getText()));
            return Optional.empty();
        }
        List<CitationContext> parts = annotation.citation();
        long rfc = parts.isEmpty() || parts.getFirst().INT() == null
                ? 0
                : Literals.integer(parts.getFirst().INT().getText()).orElse(Long.MAX_VALUE);
        if (rfc < 1 || rfc > 99_999) {
            session.report(DeclarationMessages.citationWithoutNumber(Spans.of(annotation)));
            return Optional.empty();
        }
        String section = "";
        var requirements = new ArrayList<String>();
        var deviations = new ArrayList<Citation.Deviation>();
        for (CitationContext part : parts.subList(1, parts.size())) {
            if (part.STRING() != null && section.isEmpty()) {
                section = Texts.required(part.STRING(), "the section of a citation", session);
            } else if (part.ID() != null) {
                requirements.add(part.ID().getText());
                stand(new Stand((int) rfc, part.ID().getText(), true), part);
            } else if (part.deviation() != null) {
                deviation(part.deviation(), (int) rfc).ifPresent(deviations::add);
            } else {
                session.report(DeclarationMessages.citationPart(Spans.of(part)));
            }
        }
        if (section.isEmpty() && deviations.stream().anyMatch(Citation.Deviation::fromText)) {
            session.report(DeclarationMessages.deviationParts(Spans.of(annotation)));
            return Optional.empty();
        }
        return Optional.of(new Citation((int) rfc, section, List.copyOf(requirements), List.copyOf(deviations)));
    }

    private Optional<Citation.Deviation> deviation(DeviationContext context, int rfc) {
        List<DeviationPartContext> parts = context.deviationPart();
        if (!context.ID().getText().equals("deviates")) {
            session.report(DeclarationMessages.unknownForm(
                    Spans.of(context), context.ID().getText()));
            return Optional.empty();
        }
        boolean fromText = parts.size() == 1;
        if (parts.size() > 2
                || !fromText && parts.getFirst().ID() == null
                || parts.getLast().STRING() == null) {
            session.report(DeclarationMessages.deviationParts(Spans.of(context)));
            return Optional.empty();
        }
        String requirement = fromText ? "" : parts.getFirst().ID().getText();
        String reason = SpecParser.unquote(parts.getLast().STRING().getText()).strip();
        if (reason.isEmpty()) {
            session.report(DeclarationMessages.blankReason(Spans.of(parts.getLast())));
            return Optional.empty();
        }
        if (!fromText) {
            stand(new Stand(rfc, requirement, false), parts.getFirst());
        }
        return Optional.of(new Citation.Deviation(requirement, reason));
    }

    /** For each requirement, the declaration says once which of the two it is. */
    private void stand(Stand stand, ParserRuleContext at) {
        Stream<Stand> same = stands.stream()
                .filter(s -> s.rfc() == stand.rfc() && s.requirement().equals(stand.requirement()));
        if (same.anyMatch(s -> !s.met() || !stand.met())) {
            session.report(DeclarationMessages.metAndNotMet(Spans.of(at), stand.requirement()));
        }
        stands.add(stand);
    }
}
