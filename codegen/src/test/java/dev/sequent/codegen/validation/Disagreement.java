package dev.sequent.codegen.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Interpreter and generated core did different things.
 *
 * @param start where the sequence began
 * @param events the sequence, the last event the one at which they differ
 * @param what what they differ in
 */
record Disagreement(Subject subject, Twin.Start start, List<Event> events, String what) {

    /** The sequence without the events that do not matter. */
    Disagreement smallest() {
        var best = this;
        for (int length = events.size() / 2; length >= 1; length /= 2) {
            for (int at = 0; at + length <= best.events.size(); ) {
                var fewer = new ArrayList<>(best.events);
                fewer.subList(at, at + length).clear();
                var again = replay(fewer);
                if (again.isPresent()) {
                    best = again.get();
                } else {
                    at += length;
                }
            }
        }
        return best;
    }

    private Optional<Disagreement> replay(List<Event> sequence) {
        var coverage = new Coverage(subject.protocol(), new dev.sequent.codegen.form.PointMap(List.of()));
        var twin = new Twin(subject, start, coverage);
        for (var event : sequence) {
            if (twin.over()) {
                return Optional.empty();
            }
            var difference = twin.step(event);
            if (difference.isPresent()) {
                return Optional.of(new Disagreement(subject, start, List.copyOf(twin.history()), difference.get()));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        var machine = subject.protocol().machines().get(start.machine());
        var text = new StringBuilder("interpreter and generated core differ in ")
                .append(what)
                .append("\nmachine ")
                .append(machine.name())
                .append(", answers from seed ")
                .append(start.seed())
                .append(", parameters ")
                .append(start.parameters())
                .append(start.snapshot()
                        .map(s -> ", from a snapshot in " + s.state().name())
                        .orElse(", from its beginning"));
        events.forEach(e -> text.append("\n  ").append(e));
        return text.toString();
    }
}
