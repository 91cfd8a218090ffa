package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells messages of a connection that is over from those of the present one, along a trace. A peer's connection begins
 * when its machine leaves the state that it started in, and lasts until the next begins, or the peer crashes.
 */
final class Connections {
    private static final int NONE_YET = 0;

    private final Counterexample trace;
    private final int[] connection;
    private final String[] states;
    /** By message: which connection of its sender it belongs to. */
    private final Map<Integer, Integer> sentIn = new HashMap<>();

    Connections(Counterexample trace) {
        this.trace = trace;
        connection = new int[trace.peers().size()];
        states = trace.initial().toArray(String[]::new);
    }

    /** The step has been narrated; what it sent belongs to the connection that it may have begun. */
    void pass(TraceStep step) {
        for (int p = 0; p < states.length; p++) {
            String at = trace.initial().get(p);
            boolean crashes = step.action() instanceof Action.Crash crash && crash.peer() == p;
            if (crashes || states[p].equals(at) && !step.states().get(p).equals(at)) {
                connection[p]++;
            }
            states[p] = step.states().get(p);
        }
        step.sent().forEach(sent -> sentIn.put(sent.message().id(), connection[step.actor()]));
    }

    /** Whether its sender has begun another connection since. Nothing is known about what no peer has sent. */
    boolean isOld(Action.Deliver arrival) {
        Integer sent = sentIn.get(arrival.message().id());
        return sent != null && sent != NONE_YET && sent != connection[arrival.from()];
    }
}
