package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.ContractMessages;
import dev.sequent.language.syntax.SequentParser.MeaningContext;
import dev.sequent.language.syntax.Spans;
import dev.sequent.runtime.Meaning;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an outcome or a signal is said to mean. */
final class Meanings {
    private Meanings() {}

    static Optional<Meaning> of(@Nullable MeaningContext context, boolean ofOutcome, Session session) {
        if (context == null || context.name() == null) {
            return Optional.empty();
        }
        String word = context.name().getText();
        Optional<Meaning> found = Arrays.stream(Meaning.values())
                .filter(m -> m.ofOutcome() == ofOutcome && m.word().equals(word))
                .findFirst();
        if (found.isEmpty()) {
            session.report(ContractMessages.unknownMeaning(word, ofOutcome, Spans.of(context.name())));
        }
        return found;
    }
}
