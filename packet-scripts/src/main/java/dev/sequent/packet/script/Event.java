package dev.sequent.packet.script;

/** Something that a script does, or expects, at a time. */
public record Event(EventTime time, Action action, Place place) {

    public static Event of(EventTime time, Action action) {
        return new Event(time, action, Place.NONE);
    }
}
