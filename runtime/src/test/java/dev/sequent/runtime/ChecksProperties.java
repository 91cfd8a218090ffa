package dev.sequent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Checked arithmetic against arithmetic without limits. */
class ChecksProperties {
    private static final int POINT = 17;

    private interface Checked {
        long apply(int point, long a, long b);
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-5, 5),
                Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, 1L << 32, -(1L << 31), 3037000500L));
    }

    @Property
    void isExactOrAFault(@ForAll("numbers") long a, @ForAll("numbers") long b) {
        compare(Checks::add, BigInteger::add, a, b);
        compare(Checks::subtract, BigInteger::subtract, a, b);
        compare(Checks::multiply, BigInteger::multiply, a, b);
        if (b == 0) {
            assertFault(() -> Checks.divide(POINT, a, b));
            assertFault(() -> Checks.remainder(POINT, a, b));
        } else {
            compare(Checks::divide, BigInteger::divide, a, b);
            compare(Checks::remainder, BigInteger::remainder, a, b);
        }
        compare((point, x, y) -> Checks.negate(point, x), (x, y) -> x.negate(), a, b);
        compare((point, x, y) -> Checks.absolute(point, x), (x, y) -> x.abs(), a, b);
    }

    @Property
    void shiftsExactlyOrFaults(@ForAll("numbers") long a, @ForAll @IntRange(min = -2, max = 66) int count) {
        if (count < 0 || count > 63) {
            assertFault(() -> Checks.shiftLeft(POINT, a, count));
            assertFault(() -> Checks.shiftRight(POINT, a, count));
        } else {
            compare(Checks::shiftLeft, (x, y) -> x.shiftLeft(count), a, count);
            compare(Checks::shiftRight, (x, y) -> x.shiftRight(count), a, count);
        }
    }

    private static void compare(Checked checked, BinaryOperator<BigInteger> exact, long a, long b) {
        BigInteger wanted = exact.apply(BigInteger.valueOf(a), BigInteger.valueOf(b));
        if (wanted.bitLength() <= 63) {
            assertThat(checked.apply(POINT, a, b)).isEqualTo(wanted.longValue());
        } else {
            assertFault(() -> checked.apply(POINT, a, b));
        }
    }

    private static void assertFault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThat(catchThrowableOfType(Fault.class, call).point()).isEqualTo(POINT);
    }

    @Property
    void ordersSequenceNumbersAcrossTheWrap(@ForAll int a, @ForAll @IntRange(min = 0) int distance) {
        assertThat(Checks.earlier(a, a + distance)).isEqualTo(a);
        assertThat(Checks.earlier(a + distance, a)).isEqualTo(a);
        assertThat(Checks.later(a, a + distance)).isEqualTo(a + distance);
        assertThat(Checks.later(a + distance, a)).isEqualTo(a + distance);
    }

    @Example
    void namesThePlaceThatAValueDoesNotFit() {
        assertThat(Checks.range(POINT, 255, 255, "X: u8")).isEqualTo(255);
        assertThatThrownBy(() -> Checks.range(POINT, 256, 255, "X: u8")).hasMessage("256 is out of the range of X: u8");
        assertFault(() -> Checks.range(POINT, -1, Long.MAX_VALUE, "X: u64"));
        assertThat(Checks.truth(POINT, 1, "X: bool")).isTrue();
        assertFault(() -> Checks.truth(POINT, 2, "X: bool"));
        assertThat(Checks.sequence(POINT, 0xffffffffL, "X: seq")).isEqualTo(-1);
        assertFault(() -> Checks.sequence(POINT, 1L << 32, "X: seq"));
    }

    @Example
    void readsOnlyWhatIsThere() {
        assertThat(Checks.present(POINT, true, 5L)).isEqualTo(5);
        assertThat(Checks.present(POINT, true, 6)).isEqualTo(6);
        assertThat(Checks.present(POINT, true, true)).isTrue();
        assertFault(() -> Checks.present(POINT, false, 5L));
        assertFault(() -> Checks.present(POINT, false, 5));
        assertFault(() -> Checks.present(POINT, false, true));
    }

    @Example
    void knowsWhereRangesBeginAndEnd() {
        var set = new RangeSet(1);
        assertFault(() -> Checks.first(POINT, set));
        assertFault(() -> Checks.last(POINT, set));
        Checks.add(POINT, set, 4, 9);
        assertThat(Checks.first(POINT, set)).isEqualTo(4);
        assertThat(Checks.last(POINT, set)).isEqualTo(9);
        assertThatThrownBy(() -> Checks.add(POINT, set, 20, 21)).hasMessage("all 1 ranges are in use");
    }

    @Example
    void countsSlotsAndTurns() {
        boolean[] used = {true, false, true};
        assertThat(Checks.count(used)).isEqualTo(2);
        assertThat(Checks.slot(POINT, used, "JOBS")).isEqualTo(1);
        used[1] = true;
        assertThatThrownBy(() -> Checks.slot(POINT, used, "JOBS")).hasMessage("all 3 rows are in use: JOBS");
        assertThat(Checks.turn(POINT, 1)).isZero();
        assertFault(() -> Checks.turn(POINT, 0));
        assertThatThrownBy(() -> Checks.assertion(POINT, false, "why")).hasMessage("assertion does not hold: why");
        Checks.assertion(POINT, true, "why");
        assertThat(Checks.unreachable(POINT, "why")).hasMessage("declared unreachable, and reached: why");
        assertThat(Checks.is(true)).isTrue();
        assertThat(Checks.none("timers", 9)).hasMessage("there is no 9 among the timers");
        assertThat(Checks.noValue(POINT, "f")).hasMessage("f ends without a value");
    }
}
