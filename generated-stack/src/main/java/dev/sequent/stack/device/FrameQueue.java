package dev.sequent.stack.device;

import dev.sequent.stack.time.Clock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Copies of frames that wait for their moment, earliest first, equal moments in the order of their arrival. Their
 * memory is reused. Not safe for use by several threads.
 */
final class FrameQueue {

    /** A frame that waits. */
    static final class Waiting {
        private byte[] octets = new byte[0];
        private int length;
        private boolean checksumVouched;
        private long due;
        private long order;

        int length() {
            return length;
        }

        void flip(int bit) {
            octets[bit / 8] ^= (byte) (1 << bit % 8);
        }

        private void load(Frame frame) {
            room(frame.length());
            frame.buffer().get(Frame.START, octets, 0, length);
            checksumVouched = frame.checksumVouched();
        }

        private void load(Waiting other) {
            room(other.length);
            System.arraycopy(other.octets, 0, octets, 0, length);
            checksumVouched = other.checksumVouched;
        }

        private void room(int needed) {
            length = needed;
            if (octets.length < needed) {
                octets = new byte[Math.max(needed, 1600)];
            }
        }
    }

    private static final int KEEP = 1_024;

    private final PriorityQueue<Waiting> queue =
            new PriorityQueue<>(Comparator.<Waiting>comparingLong(w -> w.due).thenComparingLong(w -> w.order));
    private final ArrayDeque<Waiting> spare = new ArrayDeque<>();
    private long orders;

    int size() {
        return queue.size();
    }

    /** When the first is due, {@link Clock#NEVER} if none waits. */
    long due() {
        Waiting first = queue.peek();
        return first == null ? Clock.NEVER : first.due;
    }

    /** A copy of a frame, not yet in the queue. */
    Waiting copy(Frame frame) {
        Waiting waiting = spare.isEmpty() ? new Waiting() : spare.removeLast();
        waiting.load(frame);
        return waiting;
    }

    Waiting copy(Waiting original) {
        Waiting waiting = spare.isEmpty() ? new Waiting() : spare.removeLast();
        waiting.load(original);
        return waiting;
    }

    void add(Waiting waiting, long due) {
        waiting.due = due;
        waiting.order = orders++;
        queue.add(waiting);
    }

    /** Changes the moment at which a waiting frame is due; does nothing if it no longer waits. */
    void move(Waiting waiting, long due) {
        if (queue.remove(waiting)) {
            add(waiting, due);
        }
    }

    /** Moves the first, which must exist, into a frame; the returned entry only identifies it, and will be reused. */
    Waiting poll(Frame into) {
        Waiting first = queue.remove();
        int fits = Math.min(first.length, Frame.NETWORK - Frame.START + into.packetCapacity());
        into.length(fits);
        into.buffer().put(Frame.START, first.octets, 0, fits);
        into.checksumVouched(first.checksumVouched);
        if (spare.size() < KEEP) {
            spare.addLast(first);
        }
        return first;
    }

    void clear() {
        queue.clear();
        spare.clear();
    }
}
