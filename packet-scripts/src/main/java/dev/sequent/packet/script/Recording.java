package dev.sequent.packet.script;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a script of what has happened: of a capture, of a run, of a counterexample. Whoever knows what happened when
 * adds it in that order, and gets a script whose times count from the event before, as people write them.
 */
public final class Recording {
    private final List<Event> events = new ArrayList<>();
    private long last;

    /**
     * Adds something that happened.
     *
     * @param nanos when, from the start of the script; not before what was added last
     */
    public Recording add(long nanos, Action action) {
        if (nanos < last) {
            throw new IllegalArgumentException(
                    "events are added in their order, and " + nanos + " ns is before " + last);
        }
        EventTime time = events.isEmpty() ? new EventTime.Absolute(nanos) : new EventTime.Relative(nanos - last);
        events.add(Event.of(time, action));
        last = nanos;
        return this;
    }

    /** Adds something that happens some time or other, and from whose moment the times of what follows count. */
    public Recording addWhenever(Action action) {
        events.add(Event.of(new EventTime.Any(), action));
        return this;
    }

    public Script script() {
        return Script.of(events);
    }
}
