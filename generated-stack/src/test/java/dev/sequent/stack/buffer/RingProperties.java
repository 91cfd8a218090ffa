package dev.sequent.stack.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The ring against a map from position to octet. */
class RingProperties {

    enum Kind {
        APPEND_BUFFER,
        APPEND_ARRAY,
        PLACE,
        ADVANCE,
        COPY_BUFFER,
        COPY_ARRAY,
        READ,
        RELEASE
    }

    /** An action; the two numbers choose among the positions and lengths that the ring's state allows. */
    record Action(Kind kind, int where, int howMuch) {}

    @Property(tries = 3000)
    void holdsWhatWasWrittenWhereItWasWritten(
            @ForAll @IntRange(min = 1, max = 70) int capacity,
            @ForAll @IntRange(max = 5) int blockBits,
            @ForAll("starts") long start,
            @ForAll("actions") List<Action> actions,
            @ForAll long seed) {
        Random random = new Random(seed);
        BlockPool pool = new BlockPool(blockBits, 2);
        Ring ring = new Ring(capacity, pool);
        ring.reset(start);
        Map<Long, Byte> model = new HashMap<>();
        long head = start;
        long tail = start;
        for (Action action : actions) {
            switch (action.kind) {
                case APPEND_BUFFER, APPEND_ARRAY -> {
                    byte[] data = bytes(random, action.howMuch % (capacity + 5));
                    int expected = Math.min(data.length, (int) (head + capacity - tail));
                    int n = action.kind == Kind.APPEND_ARRAY
                            ? ring.append(data, 0, data.length)
                            : ring.append(
                                    ByteBuffer.allocateDirect(data.length + 3).put(3, data), 3, data.length);
                    assertThat(n).isEqualTo(expected);
                    remember(model, tail, data, n);
                    tail += n;
                }
                case PLACE -> {
                    long position = tail + action.where % ((int) (head + capacity - tail) + 1);
                    byte[] data = bytes(random, action.howMuch % ((int) (head + capacity - position) + 1));
                    ring.place(position, ByteBuffer.wrap(data), 0, data.length);
                    remember(model, position, data, data.length);
                }
                case ADVANCE -> {
                    // As the core does: only over octets that have been placed.
                    int most = 0;
                    while (model.containsKey(tail + most) && tail + most < head + capacity) {
                        most++;
                    }
                    tail += action.howMuch % (most + 1);
                    ring.advanceTail(tail);
                }
                case COPY_BUFFER, COPY_ARRAY -> {
                    long position = head + action.where % ((int) (tail - head) + 1);
                    int length = action.howMuch % ((int) (tail - position) + 1);
                    byte[] out = new byte[length + 2];
                    if (action.kind == Kind.COPY_ARRAY) {
                        ring.copyOut(position, out, 1, length);
                    } else {
                        ring.copyOut(position, ByteBuffer.wrap(out), 1, length);
                    }
                    check(model, position, out, length);
                    assertThat(out[0]).isZero();
                    assertThat(out[length + 1]).isZero();
                }
                case READ -> {
                    int length = action.howMuch % (capacity + 3);
                    byte[] out = new byte[length + 2];
                    int n = ring.read(out, 1, length);
                    assertThat(n).isEqualTo(Math.min(length, (int) (tail - head)));
                    check(model, head, out, n);
                    head += n;
                }
                case RELEASE -> {
                    head += action.howMuch % ((int) (tail - head) + 1);
                    ring.release(head);
                }
            }
            long from = head;
            model.keySet().removeIf(position -> position < from);
            assertThat(ring.head()).isEqualTo(head);
            assertThat(ring.tail()).isEqualTo(tail);
            assertThat(ring.used()).isEqualTo((int) (tail - head));
            assertThat(ring.free()).isEqualTo(capacity - (int) (tail - head));
            assertThat(ring.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(pool.inUse()).isLessThanOrEqualTo(blocksOf(model, head, blockBits));
        }
        ring.reset(start);
        assertThat(pool.inUse()).isZero();
        assertThat(pool.idle()).isLessThanOrEqualTo(2);
    }

    @Property
    void unwrapsToTheNearestPosition(@ForAll long near, @ForAll int distance) {
        long position = near + distance;
        assertThat(Ring.unwrap((int) position, near)).isEqualTo(position);
    }

    /** Blocks that have an octet in them, and the one in which the window begins, which may have had one. */
    private static int blocksOf(Map<Long, Byte> model, long head, int blockBits) {
        return (int) Stream.concat(Stream.of(head), model.keySet().stream())
                .map(position -> position >>> blockBits)
                .distinct()
                .count();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        return data;
    }

    private static void remember(Map<Long, Byte> model, long position, byte[] data, int length) {
        for (int i = 0; i < length; i++) {
            model.put(position + i, data[i]);
        }
    }

    private static void check(Map<Long, Byte> model, long position, byte[] out, int length) {
        for (int i = 0; i < length; i++) {
            assertThat(out[i + 1]).as("octet at position %d", position + i).isEqualTo(model.get(position + i));
        }
    }

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 200),
                Arbitraries.of((1L << 32) - 3, (1L << 31) - 1),
                Arbitraries.longs().between(0, 1L << 40));
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(0, 1_000))
                .as(Action::new)
                .list()
                .ofMaxSize(100);
    }
}
