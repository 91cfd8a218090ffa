package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which timers run, along a trace, and what a step does to them. At first none runs. */
final class Timers {
    private static final String PREFIX = "timer ";
    private static final String OFF = "off";
    /** Without clocks, nothing more is known about one that runs. */
    private static final String RUNNING = "running";

    private final Counterexample trace;
    /** For each peer, the time left of each running timer, in words. */
    private final List<Map<String, String>> running = new ArrayList<>();

    Timers(Counterexample trace) {
        this.trace = trace;
        trace.peers().forEach(peer -> running.add(new LinkedHashMap<>()));
    }

    /** The step has been narrated. */
    void pass(TraceStep step) {
        for (Change change : step.changes()) {
            if (change.name().startsWith(PREFIX)) {
                String name = change.name().substring(PREFIX.length());
                if (change.after().equals(OFF)) {
                    running.get(change.peer()).remove(name);
                } else {
                    running.get(change.peer()).put(name, change.after());
                }
            }
        }
    }

    /** For instance {@code A.RETRANSMISSION (2 s left)}. */
    List<String> running() {
        var texts = new ArrayList<String>();
        for (int p = 0; p < running.size(); p++) {
            String peer = trace.peers().get(p);
            running.get(p)
                    .forEach((name, left) ->
                            texts.add(peer + "." + name + (left.equals(RUNNING) ? "" : " (" + left + ")")));
        }
        return texts;
    }

    /**
     * What a step that has not been narrated yet does to the timers of the peer at work; that one runs out, or that a
     * crash stops all, is clear from the action itself.
     */
    List<String> marks(TraceStep step) {
        var marks = new LinkedHashMap<String, String>();
        if (step.action() instanceof Action.Crash || step.actor() == TraceStep.NOBODY) {
            return List.of();
        }
        String expired = step.action() instanceof Action.Timeout timeout ? timeout.timer() : "";
        Map<String, String> before = running.get(step.actor());
        for (TraceStep.Rule rule : step.rules()) { // untimed, a restarted timer is as before
            String name = rule.text().startsWith("start ") ? rule.text().substring("start ".length()) : "";
            if (rule.kind().equals("TIMER_START") && before.containsKey(name)) {
                marks.put(name, name.equals(expired) ? "starts " : "restarts ");
            }
        }
        for (Change change : step.changes()) {
            if (change.name().startsWith(PREFIX)) {
                String name = change.name().substring(PREFIX.length());
                boolean ran = before.containsKey(name) && !name.equals(expired);
                if (!change.after().equals(OFF)) {
                    marks.put(name, ran ? "restarts " : "starts ");
                } else if (ran) {
                    marks.put(name, "stops ");
                } else {
                    marks.remove(name);
                }
            }
        }
        return marks.entrySet().stream()
                .map(mark -> mark.getValue() + mark.getKey())
                .toList();
    }
}
