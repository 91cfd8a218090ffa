package dev.sequent.check;

import dev.sequent.check.system.Watch;

/**
 * @param subject what was asked
 * @param fairness what the verdict takes for granted of runs; empty where only states and steps matter
 */
public record PropertyVerdict(Watch subject, Verdict verdict, String fairness) {
    public PropertyVerdict(Watch subject, Verdict verdict) {
        this(subject, verdict, "");
    }

    public String name() {
        return subject.kind().witness() ? "witness " + subject.name() : subject.name();
    }
}
