package dev.sequent.check.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {
    /** However it died: nobody waits for what a worker that is gone was to do, and none begins anything more. */
    @Test
    @Timeout(20)
    void aWorkerThatDiesEndsTheRun() {
        var done = new AtomicInteger();
        var both = new CountDownLatch(2);
        try (var workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(100_000, (task, worker) -> {
                        both.countDown();
                        if (worker == 1) {
                            throw new OutOfMemoryError("Java heap space");
                        }
                        pause(both);
                        done.incrementAndGet();
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(done.get()).isLessThan(10_000);
    }

    private static void pause(CountDownLatch until) {
        try {
            until.await();
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Timeout(20)
    void workersHaveRoomForRoutinesThatCallEachOther() {
        var both = new CountDownLatch(2);
        try (var workers = new Workers(2)) {
            workers.run(2, (task, worker) -> {
                both.countDown();
                pause(both); // so that the caller, whose stack is not ours, does not take both tasks
                assertThat(worker == 0 ? 20_000 : deep(20_000)).isEqualTo(20_000);
            });
        }
    }

    private static int deep(int n) {
        return n == 0 ? 0 : 1 + deep(n - 1);
    }

    @Test
    void thereIsAMost() {
        assertThatThrownBy(() -> new Workers(99_999)).hasMessage("at most 256 threads search, not 99999");
        assertThat(Workers.ofThisMachine()).isBetween(1, Workers.MOST);
    }
}
