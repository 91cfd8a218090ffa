package dev.sequent.stack.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are due, earliest first: a binary heap whose elements know their index, so that a due timer can still
 * be stopped.
 */
final class DueHeap {

    private static final int USUAL = 64;
    /**
     * This many are due at once only when a crowd's timers were started in one batch; the memory that this took is
     * given back afterwards.
     */
    private static final int MANY = 4_096;

    private @Nullable Timer[] heap = new @Nullable Timer[USUAL];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    Timer first() {
        return at(0);
    }

    void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        timer.place = Timer.DUE;
        timer.previous = null;
        timer.next = null;
        set(size++, timer);
        up(timer.heapIndex);
    }

    void remove(Timer timer) {
        int hole = timer.heapIndex;
        Timer last = at(--size);
        heap[size] = null;
        if (last == timer) {
            if (size == 0 && heap.length > MANY) {
                heap = new @Nullable Timer[USUAL];
            }
            return;
        }
        set(hole, last);
        up(hole);
        down(last.heapIndex);
    }

    private void up(int index) {
        Timer timer = at(index);
        int i = index;
        while (i > 0) {
            Timer parent = at((i - 1) / 2);
            if (!timer.before(parent)) {
                break;
            }
            set(i, parent);
            i = (i - 1) / 2;
        }
        set(i, timer);
    }

    private void down(int index) {
        Timer timer = at(index);
        int i = index;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && at(child + 1).before(at(child))) {
                child++;
            }
            if (!at(child).before(timer)) {
                break;
            }
            set(i, at(child));
            i = child;
        }
        set(i, timer);
    }

    private Timer at(int index) {
        Timer timer = heap[index];
        if (timer == null) {
            throw new IllegalStateException("no timer at heap index " + index);
        }
        return timer;
    }

    private void set(int index, Timer timer) {
        heap[index] = timer;
        timer.heapIndex = index;
    }
}
