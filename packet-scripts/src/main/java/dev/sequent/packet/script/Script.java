package dev.sequent.packet.script;

import java.util.List;

/**
 * A packet script.
 *
 * @param options at its top, in their order
 * @param init commands that run before its clock starts
 * @param events in their order
 * @param cleanup commands that run after the last event, whatever became of it
 */
public record Script(
        List<ScriptOption> options, List<Action.Command> init, List<Event> events, List<Action.Command> cleanup) {

    public Script {
        options = List.copyOf(options);
        init = List.copyOf(init);
        events = List.copyOf(events);
        cleanup = List.copyOf(cleanup);
    }

    /** One with events only. */
    public static Script of(List<Event> events) {
        return new Script(List.of(), List.of(), events, List.of());
    }

    /** How long it takes at least, in nanoseconds. */
    public long duration() {
        long at = 0;
        for (Event event : events) {
            at = switch (event.time()) {
                case EventTime.Any ignored -> at;
                case EventTime.Absolute time -> Math.max(at, time.nanos());
                case EventTime.Relative time -> at + time.nanos();
                case EventTime.Range time -> time.relative() ? at + time.from() : Math.max(at, time.from());
                case EventTime.Blocking time -> time.relative() ? at + time.start() : Math.max(at, time.start());
            };
        }
        return at;
    }

    /** The same, with nothing said of where it stands: two scripts that say the same are then equal. */
    public Script unplaced() {
        return new Script(
                options.stream()
                        .map(o -> new ScriptOption(o.name(), o.value(), Place.NONE))
                        .toList(),
                init,
                events.stream()
                        .map(e -> new Event(e.time(), e.action(), Place.NONE))
                        .toList(),
                cleanup);
    }
}
