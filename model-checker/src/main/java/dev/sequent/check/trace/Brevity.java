package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.InFlight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out of messages what is of second interest and no news: a window, say, that is still what its sender said last. So what changes
 * stands out, a window of 0 among it.
 */
final class Brevity {
    private static final Set<String> NOTHING = Set.of("none", "0", "false", "0 s");

    private final Map<Integer, String> texts = new HashMap<>();
    /** For each peer what it said first, and is not shown. */
    private final List<Map<String, String>> first = new ArrayList<>();

    private Brevity() {}

    /** Messages in full. */
    static Brevity none() {
        return new Brevity();
    }

    static Brevity of(Counterexample trace) {
        var brevity = new Brevity();
        var secondary = new HashSet<>(trace.secondary());
        List<Map<String, String>> last = new ArrayList<>();
        trace.peers().forEach(peer -> {
            brevity.first.add(new LinkedHashMap<>());
            last.add(new HashMap<>());
        });
        for (TraceStep step : trace.steps()) {
            for (TraceStep.Sent sent : step.sent()) {
                brevity.say(sent.message(), secondary, step.actor(), last.get(step.actor()));
            }
        }
        return brevity;
    }

    private void say(InFlight message, Set<String> secondary, int peer, Map<String, String> last) {
        String full = message.text();
        int begin = full.indexOf('<');
        var text = new StringBuilder(begin < 0 ? full : full.substring(0, begin));
        message.fields().forEach((field, value) -> {
            String piece = "<" + field + "=" + value + ">";
            if (!secondary.contains(field)) {
                text.append(full.contains(piece) ? piece : "");
            } else if (!value.equals("none")) {
                String before = last.put(field, value);
                if (before == null && !NOTHING.contains(value)) {
                    first.get(peer).put(field, piece);
                } else if (before != null && !before.equals(value)) {
                    text.append(piece);
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
    Optional<String> note(List<String> peers) {
        var said = new ArrayList<String>();
        for (int p = 0; p < first.size(); p++) {
            if (!first.get(p).isEmpty()) {
                said.add((same() ? "" : peers.get(p) + " ") + String.join("", first.get(p).values()));
            }
        }
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of("(not shown until it changes: " + String.join("; ", same() ? said.subList(0, 1) : said) + ")");
    }

    private boolean same() {
        return first.stream().filter(f -> !f.isEmpty()).distinct().count() == 1;
    }
}
