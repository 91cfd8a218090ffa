package dev.sequent.stack.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private final TimerWheel wheel = new TimerWheel();
    private final List<String> log = new ArrayList<>();

    private Timer timer(String name) {
        return new Timer(now -> log.add(name + "@" + now));
    }

    @Test
    void equalDeadlinesExpireInTheOrderOfTheirStart() {
        Timer a = timer("a");
        Timer b = timer("b");
        Timer c = timer("c");
        wheel.start(a, 5_000_000_000L);
        wheel.start(b, 5_000_000_000L);
        wheel.start(c, 5_000_000_000L);
        wheel.start(a, 5_000_000_000L);
        wheel.advance(4_999_999_999L);
        assertThat(log).isEmpty();
        wheel.advance(5_000_000_000L);
        assertThat(log).containsExactly("b@5000000000", "c@5000000000", "a@5000000000");
    }

    @Test
    void aStoppedTimerDoesNotExpireEvenWhenItWasAlreadyDue() {
        Timer victim = timer("victim");
        wheel.start(new Timer(now -> wheel.stop(victim)), 10);
        wheel.start(victim, 20);
        assertThat(wheel.advance(30)).isEqualTo(1);
        assertThat(log).isEmpty();
        assertThat(victim.isRunning()).isFalse();
        assertThat(victim.deadline()).isEqualTo(Clock.NEVER);
    }

    @Test
    void anExpiryThatThrowsLeavesTheOthersDue() {
        wheel.start(
                new Timer(now -> {
                    throw new IllegalStateException("broken");
                }),
                10);
        wheel.start(timer("next"), 20);
        assertThatIllegalStateException().isThrownBy(() -> wheel.advance(30)).withMessage("broken");
        assertThat(wheel.nextDeadline()).isEqualTo(20);
        wheel.advance(31);
        assertThat(log).containsExactly("next@31");
    }

    @Test
    void refusesDeadlinesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> wheel.start(timer("x"), Clock.NEVER));
        assertThatIllegalArgumentException().isThrownBy(() -> wheel.start(timer("x"), -1));
    }

    @Test
    void refusesATimerOfAnotherWheel() {
        Timer timer = timer("x");
        wheel.start(timer, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> new TimerWheel().start(timer, 5));
        assertThat(timer.deadline()).isEqualTo(5);
    }

    /**
     * A crowd that was closed in one turn has one deadline; the loop asks for the next one in each turn. A hang is what
     * this test fails by.
     */
    @Test
    void askingForTheNextDeadlineDoesNotLookAtEveryTimerOfItsSlot() {
        int crowd = 100_000;
        long deadline = 60_000_000_000L;
        for (int i = 0; i < crowd; i++) {
            wheel.start(new Timer(now -> {}), deadline);
        }
        wheel.advance(deadline - 1);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int turn = 0; turn < crowd; turn++) {
                assertThat(wheel.nextDeadline()).isEqualTo(deadline);
                assertThat(wheel.advance(deadline - 1)).isZero();
            }
        });
        assertThat(wheel.advance(deadline)).isEqualTo(crowd);
    }

    @Test
    void aStoppedTimerIsLookedForOnceAtMost() {
        Timer first = timer("first");
        wheel.start(first, 10);
        wheel.start(timer("second"), 20);
        wheel.stop(first);
        assertThat(wheel.nextDeadline()).isBetween(10L, 20L);
        assertThat(wheel.advance(10)).isZero();
        assertThat(wheel.nextDeadline()).isEqualTo(20);
        assertThat(wheel.advance(20)).isEqualTo(1);
    }

    @Test
    void onceWarmNothingIsAllocated() {
        Timer[] timers = new Timer[1_000];
        for (int i = 0; i < timers.length; i++) {
            timers[i] = new Timer(now -> {});
        }
        churn(timers, 0, 2_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        churn(timers, 2_000, 4_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // Two million starts; a few octets may come from the measurement itself.
        assertThat(allocated).isLessThan(10_000);
    }

    private void churn(Timer[] timers, int from, int to) {
        for (long round = from; round < to; round++) {
            long now = round * 1_000_000;
            for (int i = 0; i < timers.length; i++) {
                wheel.start(timers[i], now + (i * 7919L % 4_000) * 1_000_000L);
            }
            wheel.advance(now);
        }
    }
}
