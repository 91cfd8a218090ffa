package dev.sequent.stack.replay;

import java.util.List;
import java.util.Map;

/**
 * The results of an action.
 *
 * @param states of each peer afterwards, in the RFC's spelling
 * @param sent the segments that were sent, in order: fields by the specification's names, in generic form, absent ones
 *     left out
 * @param signals what the machines told their users, in order, by the specification's names
 * @param faults what the stack complained about: a machine that broke off
 * @param undone what was to happen but could not: a timer that does not run, a segment that is not in flight, an answer
 *     that was not asked for
 * @param notes what was done differently since the stack's users cannot ask for it, and what else was observed
 */
public record Observation(
        List<String> states,
        List<Map<String, Long>> sent,
        List<String> signals,
        List<String> faults,
        List<String> undone,
        List<String> notes) {
    public Observation {
        states = List.copyOf(states);
        sent = sent.stream().map(Map::copyOf).toList();
        signals = List.copyOf(signals);
        faults = List.copyOf(faults);
        undone = List.copyOf(undone);
        notes = List.copyOf(notes);
    }
}
