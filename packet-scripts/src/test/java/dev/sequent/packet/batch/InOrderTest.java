package dev.sequent.packet.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is done on several threads comes back in order, until nobody waits for it any longer. */
class InOrderTest {

    @Test
    void whatIsThroughComesInOrder() {
        List<Integer> all = new ArrayList<>();
        InOrder.run(List.of(3, 1, 2), 3, n -> n * 10, () -> false, all::add);
        assertThat(all).containsExactly(30, 10, 20);
    }

    /** One that never ends does not keep who has had enough. */
    @Test
    void whatIsUnderWayIsNotWaitedFor() {
        var cancelled = new AtomicBoolean();
        var never = new CountDownLatch(1);
        List<Integer> all = new ArrayList<>();
        InOrder.run(
                List.of(1, 2, 3),
                2,
                n -> {
                    if (n == 2) {
                        await(never);
                    }
                    return n;
                },
                cancelled::get,
                n -> {
                    all.add(n);
                    cancelled.set(true);
                });
        assertThat(all).containsExactly(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
