package dev.sequent.check;

import dev.sequent.check.system.Watch;

/** @param subject what was asked */
public record PropertyVerdict(Watch subject, Verdict verdict) {
    public String name() {
        return subject.kind() == Watch.Kind.WITNESS ? "witness " + subject.name() : subject.name();
    }
}
