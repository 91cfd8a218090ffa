package dev.sequent.language.spaces;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.SpaceMessages;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.List;

/** What a specification does with sequence numbers for which it matters where their spaces lie. */
public final class Spaces {
    private Spaces() {}

    /** Warnings about the rules of all machines; there are none if what they do is the same wherever the spaces lie. */
    public static List<Diagnostic> check(Protocol protocol) {
        List<MachineType> moving =
                protocol.machines().stream().filter(MotionFlow::moves).toList();
        if (moving.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<>(SpaceInference.of(protocol).mixtures());
        for (MachineType machine : moving) {
            new MotionFlow(machine).follow().stream().map(Spaces::message).forEach(found::add);
        }
        return found;
    }

    private static Diagnostic message(Breach breach) {
        return switch (breach.kind()) {
            case MEETS -> SpaceMessages.meets(breach.what(), breach.span());
            case LOOKED_INTO -> SpaceMessages.lookedInto(breach.what(), breach.span());
            case SENT -> SpaceMessages.standsStill(breach.what(), breach.span());
            case DOES_NOT_COUNT -> SpaceMessages.doesNotCount(breach.what(), breach.bit(), breach.span());
            case WITHOUT_BIT -> SpaceMessages.withoutBit(breach.what(), breach.bit(), breach.span());
            case WITHOUT_FIELD -> SpaceMessages.withoutField(breach.what(), breach.bit(), breach.span());
        };
    }
}
