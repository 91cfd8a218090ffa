package dev.sequent.stack.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {

    @Test
    void refusesRangesOutsideItsWindow() {
        Ring ring = new Ring(8, new BlockPool(1, 0));
        ring.reset(100);
        ring.append(new byte[] {1, 2, 3}, 0, 3);
        ByteBuffer data = ByteBuffer.allocate(16);
        refuses(() -> ring.copyOut(99, data, 0, 1));
        refuses(() -> ring.copyOut(102, data, 0, 2));
        refuses(() -> ring.copyOut(100, data, 0, -1));
        refuses(() -> ring.place(102, data, 0, 1));
        refuses(() -> ring.place(103, data, 0, 6));
        refuses(() -> ring.release(104));
        refuses(() -> ring.release(99));
        refuses(() -> ring.advanceTail(102));
        refuses(() -> ring.advanceTail(109));
        assertThat(ring.toString()).isEqualTo("Ring[100 to 103 of 8]");
    }

    private static void refuses(Runnable action) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(action::run)
                .withMessageContaining("range allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8, Integer.MIN_VALUE})
    void refusesToHoldNothing(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ring(capacity, new BlockPool(4, 0)))
                .withMessageContaining("1 octet at least");
    }

    @Test
    void isAsLargeAsWhatIsInIt() {
        BlockPool pool = new BlockPool(4, 1);
        Ring ring = new Ring(1 << 20, pool);
        assertThat(pool.inUse()).isZero();
        ring.append(new byte[40], 0, 40);
        assertThat(pool.inUse()).isEqualTo(3);
        ring.release(31);
        assertThat(pool.inUse()).as("the block of octet 31 has it still").isEqualTo(2);
        ring.release(32);
        assertThat(pool.inUse()).isEqualTo(1);
        ring.place(100, ByteBuffer.allocate(1), 0, 1);
        assertThat(pool.inUse()).as("that of an octet beyond a hole").isEqualTo(2);
        ring.release(40);
        assertThat(ring.isEmpty()).as("with an octet beyond a hole").isFalse();
        ring.reset(40);
        assertThat(ring.isEmpty()).isTrue();
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void keepsSomeBlocksAndNotThoseOfACrowd() {
        BlockPool pool = new BlockPool(4, 2);
        for (int i = 0; i < 1_000; i++) {
            new Ring(64, pool).append(new byte[64], 0, 64);
        }
        assertThat(pool.inUse()).isEqualTo(4_000);
        Ring ring = new Ring(64, pool);
        ring.append(new byte[64], 0, 64);
        ring.reset(0);
        assertThat(pool.idle()).isEqualTo(2);
    }
}
