package dev.sequent.check.trace;

import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One fact in a trace that differs from the record.
 *
 * @param step which step it belongs to; {@link #AT_FIRST}: the initial state; {@link #WHOLE}: the trace as a whole
 * @param what for instance {@code states}
 * @param recorded as people read it; empty for nothing
 * @param now the same
 */
public record Difference(int step, String what, String recorded, String now) {
    public static final int AT_FIRST = 0;
    public static final int WHOLE = -1;

    /**
     * Everything in which a step differs from its record.
     *
     * @param sameCore on another core, numbers of transitions and messages, and the rules passed, say nothing, and are
     *     not compared
     */
    static List<Difference> between(TraceStep recorded, TraceStep now, List<String> peers, boolean sameCore) {
        var found = new ArrayList<Difference>();
        int n = recorded.number();
        note(n, "action", happening(recorded, peers), happening(now, peers), found);
        note(n, "states", states(recorded.states(), peers), states(now.states(), peers), found);
        note(n, "sent", sent(recorded), sent(now), found);
        note(
                n,
                "choices",
                texts(recorded.choices(), Difference::choice),
                texts(now.choices(), Difference::choice),
                found);
        note(n, "answer", recorded.answer(), now.answer(), found);
        note(n, "told", texts(recorded.told(), TraceStep.Told::text), texts(now.told(), TraceStep.Told::text), found);
        addChanges(recorded, now, peers, found);
        addTruth(recorded, now, found);
        note(n, "fault", recorded.fault().orElse(""), now.fault().orElse(""), found);
        if (found.isEmpty() && !Objects.equals(facts(recorded), facts(now))) {
            note(n, "messages", facts(recorded), facts(now), found);
        }
        if (sameCore) {
            note(n, "ordinal", Integer.toString(recorded.ordinal()), Integer.toString(now.ordinal()), found);
            addNumbers(recorded, now, found);
            addRules(recorded, now, found);
        }
        return found;
    }

    /** What differs in what a trace says about itself, besides its steps. */
    static List<Difference> between(Counterexample recorded, Counterexample now) {
        var found = new ArrayList<Difference>();
        note(
                AT_FIRST,
                "states",
                states(recorded.initial(), recorded.peers()),
                states(now.initial(), now.peers()),
                found);
        note(WHOLE, "kind", recorded.subject().kind(), now.subject().kind(), found);
        note(WHOLE, "doc", recorded.subject().doc(), now.subject().doc(), found);
        note(
                WHOLE,
                "citations",
                String.join("; ", recorded.subject().citations()),
                String.join("; ", now.subject().citations()),
                found);
        note(
                WHOLE,
                "binding",
                recorded.subject().binding().toString(),
                now.subject().binding().toString(),
                found);
        note(WHOLE, "fairness", recorded.subject().fairness(), now.subject().fairness(), found);
        note(WHOLE, "finding", recorded.finding(), now.finding(), found);
        note(WHOLE, "tick", duration(recorded.tick()), duration(now.tick()), found);
        note(WHOLE, "secondary", String.join(", ", recorded.secondary()), String.join(", ", now.secondary()), found);
        return found;
    }

    private static String duration(long nanoseconds) {
        return nanoseconds == 0 ? "" : ValueText.text(Type.DURATION, nanoseconds);
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

    private static String choice(TraceStep.Choice choice) {
        return choice.text() + (choice.index() < 0 ? "" : " (value " + (choice.index() + 1) + " of its values)");
    }

    private static String happening(TraceStep step, List<String> peers) {
        return switch (step.action()) {
            case Action.Call call -> peers.get(call.peer()) + ": " + call.text();
            case Action.Timeout timeout -> peers.get(timeout.peer()) + ": timeout " + timeout.timer();
            case Action.Deliver d ->
                way(d.from(), d.to(), peers) + d.message().text() + (d.copyStays() ? ", duplicated" : "");
            case Action.Lose l -> way(l.from(), l.to(), peers) + l.message().text() + ", lost";
            case Action.Crash crash -> peers.get(crash.peer()) + ": crash";
            case Action.Attack a ->
                "forged, to " + peers.get(a.to()) + ": " + a.message().text();
            case Action.Tick tick ->
                "a tick"
                        + tick.died().stream()
                                .map(died -> ", expired " + way(died.from(), died.to(), peers)
                                        + died.message().text())
                                .collect(Collectors.joining());
        };
    }

    private static String way(int from, int to, List<String> peers) {
        return "from " + peers.get(from) + " to " + peers.get(to) + ": ";
    }

    /** Every message of a step: what passes in it, then what is sent. */
    private static List<InFlight> messages(TraceStep step) {
        return Stream.concat(Fates.arriving(step), step.sent().stream().map(Sent::message))
                .toList();
    }

    /** What texts leave out: every field, and where the message comes from. */
    private static String facts(TraceStep step) {
        return messages(step).stream()
                .map(m -> m.kind() + m.fields() + (m.origin().isEmpty() ? "" : " (" + m.origin() + ")"))
                .collect(Collectors.joining(", "));
    }

    /** The numbers tell which of several equal messages it is. */
    private static void addNumbers(TraceStep recorded, TraceStep now, List<Difference> found) {
        note(recorded.number(), "numbers of messages", numbers(recorded), numbers(now), found);
    }

    private static String numbers(TraceStep step) {
        return messages(step).stream().map(m -> Integer.toString(m.id())).collect(Collectors.joining(", "));
    }

    /**
     * The first that differs: the others follow from it. Where a rule stands is not compared, since any comment moves
     * it.
     */
    private static void addRules(TraceStep recorded, TraceStep now, List<Difference> found) {
        for (int i = 0; i < Math.max(recorded.rules().size(), now.rules().size()); i++) {
            String before = i < recorded.rules().size() ? rule(recorded.rules().get(i)) : "";
            String after = i < now.rules().size() ? rule(now.rules().get(i)) : "";
            if (!before.equals(after)) {
                note(recorded.number(), "rule " + (i + 1), before, after, found);
                return;
            }
        }
    }

    private static String rule(TraceStep.Rule rule) {
        return rule.point() + " " + rule.kind() + " in " + rule.where() + ": " + rule.text()
                + (rule.citation().isEmpty() ? "" : " [" + rule.citation() + "]");
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

    private static void addTruth(TraceStep recorded, TraceStep now, List<Difference> found) {
        var names = new LinkedHashSet<>(recorded.truth().keySet());
        names.addAll(now.truth().keySet());
        names.forEach(name -> note(recorded.number(), name, truth(recorded, name), truth(now, name), found));
    }

    private static String truth(TraceStep step, String name) {
        return Optional.ofNullable(step.truth().get(name))
                .map(holds -> Boolean.toString(holds))
                .orElse("");
    }

    /** For instance {@code states: recorded A in X; now A in Y}. */
    public String text() {
        return what + ": recorded " + (recorded.isEmpty() ? "nothing" : recorded) + "; now "
                + (now.isEmpty() ? "nothing" : now);
    }
}
