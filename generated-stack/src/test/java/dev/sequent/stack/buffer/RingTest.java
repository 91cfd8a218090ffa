package dev.sequent.stack.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {

    @Test
    void refusesRangesOutsideItsWindow() {
        Ring ring = new Ring(8);
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
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(action::run).withMessageContaining("range allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8, 3, 24, Integer.MIN_VALUE})
    void refusesCapacitiesThatAreNoPowersOfTwo(int capacity) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ring(capacity)).withMessageContaining("power of two");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,2", "3,4", "64,64", "65,128", "1073741824,1073741824"})
    void roundsCapacitiesUp(int octets, int capacity) {
        assertThat(Ring.capacityFor(octets)).isEqualTo(capacity);
    }

    @Test
    void poolsReuseRingsUpToTheirBound() {
        RingPool pool = new RingPool(16, 1);
        Ring first = pool.take();
        Ring second = pool.take();
        assertThat(second).isNotSameAs(first);
        first.append(new byte[5], 0, 5);
        pool.give(first);
        pool.give(second);
        assertThat(pool.idle()).isEqualTo(1);
        Ring again = pool.take();
        assertThat(again).isSameAs(first);
        assertThat(again.used()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> pool.give(new Ring(8)));
    }
}
