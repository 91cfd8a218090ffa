package dev.sequent.stack.device;

import dev.sequent.stack.device.FrameQueue.Waiting;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.EthernetHeader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One direction of an {@link ImpairedDevice}: decides what happens to each frame, and keeps those that wait. */
final class ImpairedDirection {

    private enum Choice {
        LOSS,
        DUPLICATE,
        REORDER,
        OVERTAKERS,
        CORRUPT,
        BIT,
        JITTER
    }

    private static final int CHOICES = Choice.values().length;
    private static final int MOST_OVERTAKERS = 3;

    /** A frame that is held back until a number of others have passed. */
    private static final class HeldBack {
        final Waiting frame;
        int overtakers;

        HeldBack(Waiting frame, int overtakers) {
            this.frame = frame;
            this.overtakers = overtakers;
        }
    }

    private final Impairment impairment;
    private final boolean none;
    private final Counters<ImpairmentCounter> counters = new Counters<>(ImpairmentCounter.class);
    private final FrameQueue queue = new FrameQueue();
    private final List<HeldBack> heldBack = new ArrayList<>();
    private long frames;
    private long lastDue;

    ImpairedDirection(Impairment impairment) {
        this.impairment = impairment;
        this.none = impairment.isNone();
    }

    Counters<ImpairmentCounter> counters() {
        return counters;
    }

    /** When the next waiting frame is due, {@link Clock#NEVER} if none waits. */
    long due() {
        return queue.due();
    }

    /** Takes the next waiting frame out. */
    void poll(Frame into) {
        Waiting taken = queue.poll(into);
        if (!heldBack.isEmpty()) {
            heldBack.removeIf(held -> held.frame == taken);
        }
    }

    /**
     * Decides about a frame; everything that is due must have been taken out first.
     *
     * @return whether the frame passes at once and as it is; otherwise it is lost, or a copy waits
     */
    boolean offer(Frame frame, long now) {
        counters.increment(ImpairmentCounter.FRAMES);
        if (none) {
            return true;
        }
        long number = frames++;
        if (happens(number, Choice.LOSS, impairment.loss())) {
            counters.increment(ImpairmentCounter.LOST);
            return false;
        }
        boolean corrupt = happens(number, Choice.CORRUPT, impairment.corrupt());
        int firstBit = EthernetHeader.LENGTH * 8;
        int bits = frame.length() * 8 - firstBit;
        if (corrupt && (bits <= 0 || EthernetHeader.type(frame.buffer(), Frame.START) == EthernetHeader.TYPE_ARP)) {
            counters.increment(ImpairmentCounter.CORRUPTED);
            return false;
        }
        boolean duplicate = happens(number, Choice.DUPLICATE, impairment.duplicate());
        boolean reorder = happens(number, Choice.REORDER, impairment.reorder());
        long due = dueFor(number, now);
        if (!corrupt && !duplicate && !reorder && due <= now) {
            overtake(now);
            return true;
        }
        Waiting copy = queue.copy(frame);
        if (corrupt) {
            counters.increment(ImpairmentCounter.CORRUPTED);
            copy.flip(firstBit + (int) (fraction(number, Choice.BIT) * bits));
        }
        if (due > now) {
            counters.increment(ImpairmentCounter.DELAYED);
        }
        if (duplicate) {
            counters.increment(ImpairmentCounter.DUPLICATED);
            queue.add(queue.copy(copy), due);
        }
        if (reorder) {
            counters.increment(ImpairmentCounter.REORDERED);
            int overtakers = 1 + (int) (fraction(number, Choice.OVERTAKERS) * MOST_OVERTAKERS);
            queue.add(copy, due + Impairment.REORDER_HOLD_NANOS);
            heldBack.add(new HeldBack(copy, overtakers));
        } else {
            queue.add(copy, due);
            overtake(due);
        }
        return false;
    }

    /** Later than now by the delay, and not earlier than the frame before: jitter does not reorder. */
    private long dueFor(long number, long now) {
        long jitter = (long) ((2 * fraction(number, Choice.JITTER) - 1) * impairment.jitterNanos());
        lastDue = Math.max(lastDue, now + Math.max(0, impairment.delayNanos() + jitter));
        return lastDue;
    }

    /** A frame that is due at the given moment overtakes those held back; the last to overtake them releases them. */
    private void overtake(long due) {
        for (Iterator<HeldBack> all = heldBack.iterator(); all.hasNext(); ) {
            HeldBack held = all.next();
            if (--held.overtakers == 0) {
                queue.move(held.frame, due);
                all.remove();
            }
        }
    }

    private boolean happens(long number, Choice choice, double probability) {
        return probability > 0 && fraction(number, choice) < probability;
    }

    /** From 0 to below 1: a mix (Steele, Lea and Flood's SplitMix64) of seed, frame and choice. */
    private double fraction(long number, Choice choice) {
        long z = mix(impairment.seed() + mix(number * CHOICES + choice.ordinal()));
        return (z >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
