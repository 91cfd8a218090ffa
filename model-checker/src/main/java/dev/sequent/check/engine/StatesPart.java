package dev.sequent.check.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The states in full, for a checkpoint. They are read from the set while it still has them, and come back to it as they
 * came to it before: as candidates, all of which are new.
 *
 * @param batch where candidates are listed
 * @param needed states below that number need not be kept in full when they are back
 */
record StatesPart(VisitedSet visited, int width, Candidates[] batch, Workers workers, LongSupplier needed)
        implements Checkpoints.Part {

    @Override
    public String name() {
        return "states";
    }

    @Override
    public int recordBytes() {
        return Integer.BYTES * width;
    }

    @Override
    public long records() {
        return visited.size();
    }

    @Override
    public void write(long from, long to, Consumer<ByteBuffer> out) {
        ByteBuffer bytes = buffer(Explorer.CHUNK);
        int[] state = new int[width];
        for (long number = from; number < to; ) {
            bytes.clear();
            IntBuffer ints = bytes.asIntBuffer();
            for (; number < to && ints.hasRemaining(); number++) {
                visited.state(number, state);
                ints.put(state);
            }
            bytes.limit(ints.position() * Integer.BYTES);
            out.accept(bytes);
        }
    }

    @Override
    public void read(long records, Consumer<ByteBuffer> in) {
        ByteBuffer bytes = buffer(Explorer.CHUNK);
        int[] state = new int[width];
        for (long left = records; left > 0; ) {
            int chunks = 0;
            for (; chunks < batch.length && left > 0; chunks++) {
                int count = (int) Math.min(left, Explorer.CHUNK);
                bytes.clear().limit(count * recordBytes());
                in.accept(bytes);
                IntBuffer ints = bytes.flip().asIntBuffer();
                batch[chunks].clear();
                for (int i = 0; i < count; i++) {
                    ints.get(state);
                    batch[chunks].add(state);
                }
                left -= count;
            }
            visited.insert(batch, chunks, workers);
            visited.retire(Math.min(visited.size(), needed.getAsLong()));
        }
    }

    private ByteBuffer buffer(int states) {
        return ByteBuffer.allocateDirect(states * recordBytes()).order(ByteOrder.nativeOrder());
    }
}
