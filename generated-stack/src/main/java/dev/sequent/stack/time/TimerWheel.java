package dev.sequent.stack.time;

import org.jspecify.annotations.Nullable;

/**
 * A hierarchical timer wheel: starting, stopping and restarting cost the same however many timers run, and allocate
 * nothing.
 *
 * <p>Eight levels of 64 slots; a slot of level 0 is 2<sup>17</sup> ns (131 us) wide and each level's slots are 64 times
 * as wide as those of the level below. A timer is at the level of the highest group of six bits in which its deadline
 * differs from the wheel's time, and sinks as that time approaches (Varghese and Lauck's scheme 7). So everything at
 * one level is earlier than everything at the levels above, and the earliest slot is found by one look at a 64-bit map
 * per level.
 *
 * <p>Slots only make the search cheap; they do not round: a timer never expires before its deadline, and timers that
 * expire in one {@link #advance} do so in the order of their deadlines, equal ones in the order in which they were
 * started. This is the behaviour of a sorted queue, and it is the same on every run. Not safe for use by several
 * threads.
 */
public final class TimerWheel {

    private static final int TICK_BITS = 17;
    private static final int SLOT_BITS = 6;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int LEVELS = 8;

    private final @Nullable Timer[] slots = new @Nullable Timer[LEVELS * SLOTS];
    private final long[] occupied = new long[LEVELS];
    /**
     * For each slot of level 0 that is occupied, a moment before which none of its timers expires: the earliest
     * deadline, stopped ones included.
     */
    private final long[] earliest = new long[SLOTS];
    /** Timers found due by the running {@link #advance}, as a binary heap. */
    private final DueHeap due = new DueHeap();

    private long currentTick;
    private long orders;
    private int running;
    private boolean advancing;
    private long advancingTo;

    /** A wheel whose time begins at zero. */
    public TimerWheel() {}

    /**
     * Starts a timer, or restarts a running one: the old deadline is forgotten, and among timers of equal deadlines it
     * is now the last.
     *
     * @param deadlineNanos absolute; one that has passed is due at the next {@link #advance}, or in the running one
     * @throws IllegalArgumentException if the deadline is negative or {@link Clock#NEVER}, or the timer runs on another
     *     wheel
     */
    public void start(Timer timer, long deadlineNanos) {
        if (deadlineNanos < 0 || deadlineNanos == Clock.NEVER) {
            throw new IllegalArgumentException(
                    "a timer's deadline is a moment from 0 on, not " + deadlineNanos + "; to have none, stop it");
        }
        stop(timer);
        timer.wheel = this;
        timer.deadline = deadlineNanos;
        timer.order = orders++;
        running++;
        if (advancing && deadlineNanos <= advancingTo) {
            due.add(timer);
        } else {
            insert(timer);
        }
    }

    /** Stops a timer; does nothing if it is not running. */
    public void stop(Timer timer) {
        if (timer.place == Timer.IDLE) {
            return;
        }
        if (timer.wheel != this) {
            throw new IllegalArgumentException("the timer runs on another wheel: stop it there");
        }
        if (timer.place == Timer.DUE) {
            due.remove(timer);
        } else {
            unlink(timer);
        }
        timer.place = Timer.IDLE;
        running--;
    }

    /**
     * Expires one timer now, whatever its deadline and whichever others are before it.
     *
     * @return false if it is not running; nothing happens then
     */
    public boolean expire(Timer timer, long now) {
        if (timer.place == Timer.IDLE) {
            return false;
        }
        stop(timer);
        timer.expiry.expired(now);
        return true;
    }

    /** How many timers run. */
    public int running() {
        return running;
    }

    /**
     * A moment until which nothing expires: exact if the earliest deadline is near and none was stopped beside it,
     * otherwise the moment at which its slot must be examined again (so advancing to {@code nextDeadline()} again and
     * again reaches each deadline, after at most eight such steps). {@link Clock#NEVER} if no timer runs. Costs the
     * same however many timers run, even if all are in one slot.
     */
    public long nextDeadline() {
        if (!due.isEmpty()) {
            return due.first().deadline;
        }
        int level = lowestLevel();
        if (level == LEVELS) {
            return Clock.NEVER;
        }
        int slot = firstSlot(level);
        return level > 0 ? slotStart(level, slot) : earliest[slot];
    }

    /**
     * Expires every timer whose deadline is not after {@code now}, including those that are started for such a deadline
     * while it runs. A {@code now} before an earlier one is taken as that one.
     *
     * @return how many expired
     */
    public int advance(long now) {
        if (advancing) {
            throw new IllegalStateException("advance was called from a timer's expiry; it is the event loop's to call");
        }
        advancingTo = Math.max(advancingTo, now);
        collect(advancingTo);
        int expired = 0;
        advancing = true;
        try {
            while (!due.isEmpty()) {
                Timer timer = due.first();
                due.remove(timer);
                timer.place = Timer.IDLE;
                running--;
                expired++;
                timer.expiry.expired(advancingTo);
            }
        } finally {
            advancing = false;
        }
        return expired;
    }

    private void collect(long now) {
        long nowTick = now >>> TICK_BITS;
        int level;
        while ((level = lowestLevel()) < LEVELS) {
            int slot = firstSlot(level);
            if (level > 0) {
                long start = slotStart(level, slot) >>> TICK_BITS;
                if (start > nowTick) {
                    break;
                }
                currentTick = start;
                sink(level, slot);
            } else {
                long tick = (currentTick & -SLOTS) | slot;
                if (tick > nowTick) {
                    break;
                }
                currentTick = Math.max(currentTick, tick);
                takeDue(slot, now);
                if (tick == nowTick) {
                    break;
                }
            }
        }
        // Every remaining timer is in a slot after nowTick, so this jump changes the level of none.
        currentTick = Math.max(currentTick, nowTick);
    }

    private void sink(int level, int slot) {
        Timer timer = slots[level * SLOTS + slot];
        slots[level * SLOTS + slot] = null;
        occupied[level] &= ~(1L << slot);
        while (timer != null) {
            Timer following = timer.next;
            insert(timer);
            timer = following;
        }
    }

    private void takeDue(int slot, long now) {
        if (earliest[slot] > now) {
            return;
        }
        long next = Clock.NEVER;
        Timer timer = slots[slot];
        while (timer != null) {
            Timer following = timer.next;
            if (timer.deadline <= now) {
                unlink(timer);
                due.add(timer);
            } else {
                next = Math.min(next, timer.deadline);
            }
            timer = following;
        }
        earliest[slot] = next;
    }

    private void insert(Timer timer) {
        long tick = Math.max(timer.deadline >>> TICK_BITS, currentTick);
        long differing = tick ^ currentTick;
        int level = differing == 0 ? 0 : (63 - Long.numberOfLeadingZeros(differing)) / SLOT_BITS;
        int slot = (int) (tick >>> (level * SLOT_BITS)) & (SLOTS - 1);
        int place = level * SLOTS + slot;
        Timer first = slots[place];
        timer.place = place;
        timer.previous = null;
        timer.next = first;
        if (first != null) {
            first.previous = timer;
        }
        slots[place] = timer;
        if (level == 0) {
            earliest[slot] = first == null ? timer.deadline : Math.min(earliest[slot], timer.deadline);
        }
        occupied[level] |= 1L << slot;
    }

    private void unlink(Timer timer) {
        Timer previous = timer.previous;
        Timer next = timer.next;
        if (previous != null) {
            previous.next = next;
        } else {
            slots[timer.place] = next;
            if (next == null) {
                occupied[timer.place >>> SLOT_BITS] &= ~(1L << (timer.place & (SLOTS - 1)));
            }
        }
        if (next != null) {
            next.previous = previous;
        }
        timer.previous = null;
        timer.next = null;
    }

    private int lowestLevel() {
        int level = 0;
        while (level < LEVELS && occupied[level] == 0) {
            level++;
        }
        return level;
    }

    /** Slots before the current tick's are empty at each level, so the lowest bit is the earliest slot. */
    private int firstSlot(int level) {
        return Long.numberOfTrailingZeros(occupied[level]);
    }

    private long slotStart(int level, int slot) {
        int shift = level * SLOT_BITS;
        long above = shift + SLOT_BITS >= Long.SIZE ? 0 : currentTick >>> (shift + SLOT_BITS) << (shift + SLOT_BITS);
        return (above | (long) slot << shift) << TICK_BITS;
    }
}
