package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.InFlight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out of messages what is secondary and unchanged: a window, say, that its sender has already written. So
 * changes stand out, including a window of 0; and a sender's first value is written.
 */
final class Brevity {
    private static final Set<String> NOTHING = Set.of("0", "false", "0 s", "");
    private static final String ABSENT = "none";

    private final Set<String> secondary;
    private final Map<Integer, String> texts = new HashMap<>();
    /** Fields that are left out where they are unchanged, and are written somewhere. */
    private final Set<String> asBefore = new LinkedHashSet<>();

    private boolean zeros;

    private Brevity(Counterexample trace, Set<String> secondary) {
        this.secondary = secondary;
        List<Map<String, String>> last = new ArrayList<>();
        trace.peers().forEach(peer -> last.add(new HashMap<>()));
        for (TraceStep step : trace.steps()) {
            Fates.arriving(step).forEach(this::noteZeros);
            step.sent().forEach(sent -> say(sent.message(), last.get(step.actor())));
        }
    }

    /** Messages in full, except for what RFCs leave out. */
    static Brevity none(Counterexample trace) {
        return new Brevity(trace, Set.of());
    }

    static Brevity of(Counterexample trace) {
        return new Brevity(trace, new HashSet<>(trace.secondary()));
    }

    private static String piece(String field, String value) {
        return "<" + field + "=" + value + ">";
    }

    private void noteZeros(InFlight message) {
        message.fields()
                .forEach((field, value) ->
                        zeros |= !value.equals(ABSENT) && !message.text().contains(piece(field, value)));
    }

    private void say(InFlight message, Map<String, String> last) {
        noteZeros(message);
        String full = message.text();
        int begin = full.indexOf('<');
        var text = new StringBuilder(begin < 0 ? full : full.substring(0, begin));
        message.fields().forEach((field, value) -> {
            String piece = piece(field, value);
            if (!secondary.contains(field)) {
                text.append(full.contains(piece) ? piece : "");
            } else if (!value.equals(ABSENT)) {
                String before = last.put(field, value);
                boolean news = before == null ? !NOTHING.contains(value) : !before.equals(value);
                text.append(news ? piece : "");
                if (news) {
                    asBefore.add(field);
                }
            }
        });
        texts.put(message.id(), text.toString());
    }

    /** The message as it is shown; in full when no peer has sent it. */
    String text(InFlight message) {
        return texts.getOrDefault(message.id(), message.text());
    }

    /** Says what is left out. */
    Optional<String> note() {
        var rules = new ArrayList<String>();
        if (zeros) {
            rules.add("fields that are 0 or absent");
        }
        if (!asBefore.isEmpty()) {
            rules.add(String.join(", ", asBefore) + " where the sender last sent the same value, initially 0");
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of("(omitted: " + String.join("; ", rules) + ")");
    }
}
