package dev.sequent.packet.run;

import dev.sequent.packet.script.EventTime;
import org.jspecify.annotations.Nullable;

/** Turns the times of a script into moments of the host's clock, and moves that clock. */
final class Timeline {

    /**
     * When something must happen; both ends included, tolerance not.
     *
     * @param any whether any time will do
     */
    record Window(long from, long to, boolean any) {}

    private static final long WEEK = 7L * 24 * 3600 * 1_000_000_000L;

    private final Subject subject;
    private final long tolerance;
    private final long origin;

    Timeline(Subject subject, long tolerance) {
        this.subject = subject;
        this.tolerance = tolerance;
        this.origin = subject.now();
    }

    long origin() {
        return origin;
    }

    /** When an event must happen that follows one that is over now. */
    Window window(EventTime time) {
        long base = subject.now();
        return switch (time) {
            case EventTime.Any ignored -> new Window(base, Subject.NEVER, true);
            case EventTime.Absolute at -> new Window(origin + at.nanos(), origin + at.nanos(), false);
            case EventTime.Relative after -> new Window(base + after.nanos(), base + after.nanos(), false);
            case EventTime.Range range -> {
                long from = range.relative() ? base : origin;
                yield new Window(from + range.from(), from + range.to(), false);
            }
            case EventTime.Blocking call -> {
                long from = call.relative() ? base : origin;
                yield new Window(from + call.start(), from + call.end(), false);
            }
        };
    }

    /** Lets time pass until an event is due. What is due at that same moment has happened then. */
    void reach(Window window) {
        subject.advanceTo(Math.max(window.from(), subject.now()));
    }

    boolean isEarly(long at, Window window) {
        return !window.any() && at < window.from() - tolerance;
    }

    boolean isLate(long at, Window window) {
        return !window.any() && at > window.to() + tolerance;
    }

    /** The last moment at which something may still happen; a week is any time, for a host that is never at rest. */
    long latest(Window window) {
        return window.any() ? subject.now() + WEEK : window.to() + tolerance;
    }

    /** Lets time pass until the host has sent something, or the moment has come. @return null if nothing was sent */
    Subject.@Nullable Sent await(long latest) {
        while (true) {
            Subject.Sent sent = subject.poll();
            if (sent != null) {
                return sent;
            }
            long next = subject.nextDeadline();
            if (next > latest) {
                subject.advanceTo(Math.max(latest, subject.now()));
                return subject.poll();
            }
            subject.advanceTo(Math.max(next, subject.now()));
        }
    }

    String text(long at) {
        return Ladder.time(at, origin);
    }

    String text(Window window) {
        return window.any()
                ? "at any time"
                : window.from() == window.to()
                        ? "at " + text(window.from()) + " s"
                        : "between " + text(window.from()) + " s and " + text(window.to()) + " s";
    }
}
