package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Sent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One fact of a step that is not what was recorded.
 *
 * @param what for instance {@code states}
 * @param recorded as people read it; empty for nothing
 * @param now the same
 */
public record Difference(int step, String what, String recorded, String now) {

    /** Everything in which a step differs from what was recorded of it; of the rules nothing is compared. */
    static List<Difference> between(TraceStep recorded, TraceStep now, List<String> peers) {
        var found = new ArrayList<Difference>();
        int n = recorded.number();
        note(n, "states", states(recorded.states(), peers), states(now.states(), peers), found);
        note(n, "sent", sent(recorded), sent(now), found);
        note(n, "choices", texts(recorded.choices(), TraceStep.Choice::text), texts(now.choices(), TraceStep.Choice::text), found);
        note(n, "answer", recorded.answer(), now.answer(), found);
        note(n, "told", texts(recorded.told(), TraceStep.Told::text), texts(now.told(), TraceStep.Told::text), found);
        addChanges(recorded, now, peers, found);
        addTruth(recorded, now, found);
        note(n, "fault", recorded.fault().orElse(""), now.fault().orElse(""), found);
        if (found.isEmpty() && !Objects.equals(facts(recorded), facts(now))) {
            note(n, "messages", facts(recorded), facts(now), found);
        }
        return found;
    }

    private static void note(int step, String what, String recorded, String now, List<Difference> found) {
        if (!recorded.equals(now)) {
            found.add(new Difference(step, what, recorded, now));
        }
    }

    static String states(List<String> states, List<String> peers) {
        var texts = new ArrayList<String>();
        for (int p = 0; p < states.size(); p++) {
            texts.add(peers.get(p) + " in " + states.get(p));
        }
        return String.join(", ", texts);
    }

    private static String sent(TraceStep step) {
        return texts(step.sent(), sent -> sent.message().text() + (sent.lost() ? " (lost: no room)" : ""));
    }

    private static <T> String texts(List<T> items, java.util.function.Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(", "));
    }

    /** What texts leave out: every field of what was sent. */
    private static String facts(TraceStep step) {
        return step.sent().stream().map(Sent::message).map(m -> m.kind() + m.fields()).collect(Collectors.joining(", "));
    }

    private static void addChanges(TraceStep recorded, TraceStep now, List<String> peers, List<Difference> found) {
        var names = new LinkedHashSet<String>();
        recorded.changes().forEach(c -> names.add(name(c, peers)));
        now.changes().forEach(c -> names.add(name(c, peers)));
        for (String name : names) {
            note(recorded.number(), name, change(recorded, name, peers), change(now, name, peers), found);
        }
    }

    private static String name(TraceStep.Change change, List<String> peers) {
        return peers.get(change.peer()) + "." + change.name();
    }

    private static String change(TraceStep step, String name, List<String> peers) {
        return step.changes().stream()
                .filter(c -> name(c, peers).equals(name))
                .map(c -> c.before() + " -> " + c.after())
                .collect(Collectors.joining(", "));
    }

    /** A property that was added since, and of which nothing was recorded, is no difference. */
    private static void addTruth(TraceStep recorded, TraceStep now, List<Difference> found) {
        recorded.truth().forEach((name, holds) -> {
            Optional<Boolean> is = Optional.ofNullable(now.truth().get(name));
            note(recorded.number(), name, Boolean.toString(holds), is.map(b -> Boolean.toString(b)).orElse(""), found);
        });
    }

    /** For instance {@code states: recorded A in X; now A in Y}. */
    public String text() {
        return what + ": recorded " + (recorded.isEmpty() ? "nothing" : recorded) + "; now " + (now.isEmpty() ? "nothing" : now);
    }
}
