package dev.sequent.check.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records of a few ints each, numbered from 0, written once and in order. Different records may be written by different
 * threads once {@link #makeRoom} has been called for them.
 */
public final class IntLog {
    private static final int PAGE_BITS = 15;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final int width;
    private final Space space;
    private @Nullable MemorySegment[] pages = new MemorySegment[16];
    private int pageCount;
    private int retired;

    IntLog(int width, Space space) {
        this.width = width;
        this.space = space;
    }

    void makeRoom(long records) {
        int needed = Math.toIntExact((records + PAGE - 1) >>> PAGE_BITS);
        if (needed > pages.length) {
            pages = Arrays.copyOf(pages, Math.max(needed, pages.length * 2));
        }
        while (pageCount < needed) {
            pages[pageCount] = space.take((long) PAGE * width * 4);
            pageCount++;
        }
    }

    private MemorySegment page(long record) {
        MemorySegment page = pages[(int) (record >>> PAGE_BITS)];
        if (page == null) {
            throw new IllegalStateException("record " + record + " was retired");
        }
        return page;
    }

    private long offset(long record) {
        return (record & (PAGE - 1)) * width * 4;
    }

    int get(long record) {
        return page(record).get(INT, offset(record));
    }

    int get(long record, int field) {
        return page(record).get(INT, offset(record) + 4L * field);
    }

    void set(long record, int value) {
        page(record).set(INT, offset(record), value);
    }

    void set(long record, int field, int value) {
        page(record).set(INT, offset(record) + 4L * field, value);
    }

    void read(long record, int[] into) {
        MemorySegment.copy(page(record), INT, offset(record), into, 0, width);
    }

    void write(long record, int[] from, int at) {
        MemorySegment.copy(from, at, page(record), INT, offset(record), width);
    }

    boolean equals(long record, int[] other, int at) {
        MemorySegment page = page(record);
        long offset = offset(record);
        for (int i = 0; i < width; i++) {
            if (page.get(INT, offset + 4L * i) != other[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** Records below that are not read any more. */
    void retire(long record) {
        int end = (int) (record >>> PAGE_BITS);
        for (; retired < end; retired++) {
            space.give(page((long) retired << PAGE_BITS));
            pages[retired] = null;
        }
    }

    /** The bytes of records {@code from} to {@code to - 1}, page by page, to be read or filled. */
    void copy(long from, long to, Consumer<ByteBuffer> with) {
        for (long at = from; at < to; ) {
            long end = Math.min(to, (at | (PAGE - 1)) + 1);
            with.accept(page(at).asSlice(offset(at), (end - at) * width * 4).asByteBuffer());
            at = end;
        }
    }

    int width() {
        return width;
    }

    long bytes() {
        return (long) (pageCount - retired) * PAGE * width * 4;
    }
}
