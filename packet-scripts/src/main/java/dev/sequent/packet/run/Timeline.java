package dev.sequent.packet.run;

import dev.sequent.packet.script.EventTime;
import org.jspecify.annotations.Nullable;

/** Turns the times of a script into moments of the host's clock, and moves that clock. */
final class Timeline {

    /**
     * When something must happen; both ends included, tolerance not.
     *
     * @param last the latest moment that is tolerated
     * @param any whether any time will do
     */
    record Window(long from, long to, long last, boolean any) {}

    private static final long SECOND = 1_000_000_000L;
    /** How long any time is, for a host that is never at rest: a week, or as long as people wait. */
    private static final long WEEK = 7L * 24 * 3600 * SECOND;

    private static final long ANY_REAL_TIME = 60 * SECOND;
    /** How much longer to wait for what did not come in time, to be able to say when it came. */
    private static final long AFTERWARDS = 10 * SECOND;

    private static final long REALLY_AFTERWARDS = SECOND / 2;

    private final Subject subject;
    private final long tolerance;
    private final long origin;
    /** When the last event was over, which a clock that goes by itself has left behind. */
    private long over;

    Timeline(Subject subject, long tolerance) {
        this.subject = subject;
        this.tolerance = tolerance;
        this.origin = subject.now();
        this.over = origin;
    }

    long origin() {
        return origin;
    }

    /** When an event must happen that follows one that is over now. */
    Window window(EventTime time) {
        long base = over;
        return switch (time) {
            case EventTime.Any ignored -> new Window(base, Subject.NEVER, Subject.NEVER, true);
            case EventTime.Absolute at -> window(origin + at.nanos(), origin + at.nanos());
            case EventTime.Relative after -> window(base + after.nanos(), base + after.nanos());
            case EventTime.Range range -> {
                long from = range.relative() ? base : origin;
                yield window(from + range.from(), from + range.to());
            }
            case EventTime.Blocking call -> {
                long from = call.relative() ? base : origin;
                yield window(from + call.start(), from + call.end());
            }
        };
    }

    /** Which timer it is that is waited for is not known: at most one that runs since the event before. */
    private Window window(long from, long to) {
        return new Window(from, to, to + Math.max(tolerance, subject.lateness(Math.max(to - over, 0))), false);
    }

    /** Lets time pass until an event is due. What is due at that same moment has happened then. */
    void reach(Window window) {
        subject.advanceTo(Math.max(window.from(), subject.now()));
        over(subject.now());
    }

    /** What is late by a moment may have been over earlier than the event before it, if that was late as well. */
    void over(long at) {
        over = Math.max(over, at);
    }

    boolean isEarly(long at, Window window) {
        return !window.any() && at < window.from() - tolerance;
    }

    boolean isLate(long at, Window window) {
        return !window.any() && at > window.last();
    }

    /** The last moment at which something may still happen. */
    long latest(Window window) {
        long any = subject.isInRealTime() ? ANY_REAL_TIME : WEEK;
        return window.any() ? subject.now() + any : window.last();
    }

    /** How long something that is missing now is waited for. */
    long afterwards() {
        return subject.now() + (subject.isInRealTime() ? REALLY_AFTERWARDS : AFTERWARDS);
    }

    /** Lets time pass until the host has sent something, or the moment has come. @return null if nothing was sent */
    Subject.@Nullable Sent await(long latest) {
        while (true) {
            Subject.Sent sent = subject.poll();
            if (sent != null) {
                return sent;
            }
            boolean over = subject.now() >= latest && subject.nextDeadline() > latest;
            subject.await(latest);
            if (over) {
                return subject.poll();
            }
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
