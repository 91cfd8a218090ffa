package dev.sequent.check.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records of a few bytes each, numbered from 0, written once and in order. Different records may be written by
 * different threads once {@link #makeRoom} has been called for them.
 */
final class Log {
    private static final int PAGE_BITS = 15;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final int recordBytes;
    private final Space space;
    private @Nullable MemorySegment[] pages = new MemorySegment[16];
    private int pageCount;
    private int retired;

    Log(int recordBytes, Space space) {
        this.recordBytes = recordBytes;
        this.space = space;
    }

    /** To be called before the first record is written: records before that one are never written. */
    void beginAt(long record) {
        pageCount = (int) (record >>> PAGE_BITS);
        retired = pageCount;
    }

    void makeRoom(long records) {
        int needed = Math.toIntExact((records + PAGE - 1) >>> PAGE_BITS);
        if (needed > pages.length) {
            pages = Arrays.copyOf(pages, Math.max(needed, pages.length * 2));
        }
        while (pageCount < needed) {
            pages[pageCount] = space.takeForLog((long) PAGE * recordBytes);
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
        return (record & (PAGE - 1)) * recordBytes;
    }

    byte getByte(long record) {
        return page(record).get(ValueLayout.JAVA_BYTE, offset(record));
    }

    void setByte(long record, byte value) {
        page(record).set(ValueLayout.JAVA_BYTE, offset(record), value);
    }

    int getInt(long record, int field) {
        return page(record).get(INT, offset(record) + 4L * field);
    }

    void setInt(long record, int field, int value) {
        page(record).set(INT, offset(record) + 4L * field, value);
    }

    long getLong(long record, int field) {
        return page(record).get(LONG, offset(record) + 8L * field);
    }

    void setLong(long record, int field, long value) {
        page(record).set(LONG, offset(record) + 8L * field, value);
    }

    /** Records below that will not be read again. */
    void retire(long record) {
        int end = Math.min(pageCount, (int) (record >>> PAGE_BITS));
        for (; retired < end; retired++) {
            MemorySegment page = pages[retired];
            if (page != null) {
                space.give(page);
                pages[retired] = null;
            }
        }
    }

    /** No record will be read again. */
    void retireAll() {
        retire((long) pageCount << PAGE_BITS);
    }

    /** The bytes of records {@code from} to {@code to - 1}, page by page, to be read or filled. */
    void copy(long from, long to, Consumer<ByteBuffer> with) {
        for (long at = from; at < to; ) {
            long end = Math.min(to, (at | (PAGE - 1)) + 1);
            with.accept(page(at).asSlice(offset(at), (end - at) * recordBytes).asByteBuffer());
            at = end;
        }
    }

    int recordBytes() {
        return recordBytes;
    }
}
