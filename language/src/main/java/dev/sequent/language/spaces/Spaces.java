package dev.sequent.language.spaces;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.SpaceMessages;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a specification does with sequence numbers for which it matters where their spaces lie. */
public final class Spaces {
    private Spaces() {}

    /** Warnings about the rules of all machines; there are none if what they do is the same wherever the spaces lie. */
    public static List<Diagnostic> check(Protocol protocol) {
        List<MachineType> moving =
                protocol.machines().stream().filter(Moving::is).toList();
        if (moving.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<>(SpaceInference.of(protocol).mixtures());
        for (MachineType machine : moving) {
            new MotionFlow(machine)
                    .follow()
                    .ifPresent(breaches ->
                            breaches.stream().flatMap(Spaces::message).forEach(found::add));
        }
        return found;
    }

    private static Stream<Diagnostic> message(Breach breach) {
        return switch (breach.kind()) {
            case ZERO -> Stream.empty();
            case MEETS -> Stream.of(SpaceMessages.meets(breach.what(), breach.span()));
            case LOOKED_INTO -> Stream.of(SpaceMessages.lookedInto(breach.what(), breach.span()));
            case SENT -> Stream.of(SpaceMessages.standsStill(breach.what(), breach.span()));
            case DOES_NOT_COUNT -> Stream.of(SpaceMessages.doesNotCount(breach.what(), breach.bit(), breach.span()));
            case WITHOUT_BIT -> Stream.of(SpaceMessages.withoutBit(breach.what(), breach.bit(), breach.span()));
            case WITHOUT_FIELD -> Stream.of(SpaceMessages.withoutField(breach.what(), breach.bit(), breach.span()));
        };
    }
}
