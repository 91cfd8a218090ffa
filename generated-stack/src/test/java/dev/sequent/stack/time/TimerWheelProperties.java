package dev.sequent.stack.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The wheel against a sorted queue: the same timers expire at the same moments in the same order. */
class TimerWheelProperties {

    private static final int TIMERS = 24;

    sealed interface Action {
        record Start(int timer, long delay) implements Action {}

        record Stop(int timer) implements Action {}

        record Advance(long by) implements Action {}

        record AdvanceToNext() implements Action {}
    }

    record Entry(long deadline, long order, int timer) {}

    /** The obvious timer queue. */
    static final class Model {
        final TreeSet<Entry> queue =
                new TreeSet<>(Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::order));
        long orders;

        void start(int timer, long deadline) {
            stop(timer);
            queue.add(new Entry(deadline, orders++, timer));
        }

        void stop(int timer) {
            queue.removeIf(e -> e.timer == timer);
        }

        long next() {
            return queue.isEmpty() ? Clock.NEVER : queue.first().deadline;
        }
    }

    @Property(tries = 2000)
    void expiresWhatASortedQueueExpires(@ForAll("actions") List<Action> actions) {
        TimerWheel wheel = new TimerWheel();
        Model model = new Model();
        List<Integer> expired = new ArrayList<>();
        Timer[] timers = new Timer[TIMERS];
        long[] now = {0};
        for (int i = 0; i < TIMERS; i++) {
            int id = i;
            timers[i] = new Timer(at -> {
                assertThat(at).isEqualTo(now[0]);
                expired.add(id);
                // Every fifth timer starts another one from its expiry, in the past, at once or later.
                if (id % 5 == 0) {
                    wheel.start(timers[(id + 1) % TIMERS], Math.max(0, at + (id - 10) * 1_000L));
                }
                if (id % 7 == 3) {
                    wheel.stop(timers[(id + 2) % TIMERS]);
                }
            });
        }
        for (Action action : actions) {
            switch (action) {
                case Action.Start(int timer, long delay) -> {
                    long deadline = Math.max(0, Math.min(now[0] + delay, Clock.NEVER - 1));
                    wheel.start(timers[timer], deadline);
                    model.start(timer, deadline);
                }
                case Action.Stop(int timer) -> {
                    wheel.stop(timers[timer]);
                    model.stop(timer);
                }
                case Action.Advance(long by) ->
                    // A timer far out may have brought the clock to within less than that of its end.
                    advance(wheel, model, expired, now, now[0] + Math.min(by, Clock.NEVER - 1 - now[0]));
                case Action.AdvanceToNext() -> {
                    long next = wheel.nextDeadline();
                    if (next != Clock.NEVER && next < Clock.NEVER - 1) {
                        advance(wheel, model, expired, now, Math.max(now[0], next));
                    }
                }
            }
            assertThat(wheel.running()).isEqualTo(model.queue.size());
            assertThat(wheel.nextDeadline()).isLessThanOrEqualTo(model.next());
            assertThat(wheel.nextDeadline() == Clock.NEVER).isEqualTo(model.queue.isEmpty());
        }
        for (int i = 0; i < TIMERS; i++) {
            int id = i;
            assertThat(timers[i].isRunning()).isEqualTo(model.queue.stream().anyMatch(e -> e.timer == id));
        }
    }

    private static void advance(TimerWheel wheel, Model model, List<Integer> expired, long[] now, long to) {
        now[0] = to;
        expired.clear();
        int count = wheel.advance(to);
        List<Integer> expected = new ArrayList<>();
        while (model.next() <= to) {
            int id = model.queue.removeFirst().timer;
            expected.add(id);
            if (id % 5 == 0) {
                model.start((id + 1) % TIMERS, Math.max(0, to + (id - 10) * 1_000L));
            }
            if (id % 7 == 3) {
                model.stop((id + 2) % TIMERS);
            }
        }
        assertThat(expired).isEqualTo(expected);
        assertThat(count).isEqualTo(expected.size());
    }

    @Property(tries = 500)
    void reachesADeadlineInAtMostEightLooks(@ForAll("delays") long origin, @ForAll("delays") long delay) {
        TimerWheel wheel = new TimerWheel();
        wheel.advance(origin);
        boolean[] done = {false};
        long deadline = Math.min(origin + delay, Clock.NEVER - 1);
        wheel.start(
                new Timer(at -> {
                    assertThat(at).isEqualTo(deadline);
                    done[0] = true;
                }),
                deadline);
        for (int look = 0; look < 8 && !done[0]; look++) {
            long next = wheel.nextDeadline();
            assertThat(next).isLessThanOrEqualTo(deadline);
            wheel.advance(next);
        }
        assertThat(done[0]).isTrue();
        assertThat(wheel.nextDeadline()).isEqualTo(Clock.NEVER);
    }

    @Provide
    Arbitrary<Long> delays() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 300_000),
                Arbitraries.longs().between(0, 1_000_000_000L),
                Arbitraries.longs().between(0, 10_000_000_000_000L),
                Arbitraries.longs().between(0, Long.MAX_VALUE / 4));
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Integer> timer = Arbitraries.integers().between(0, TIMERS - 1);
        Arbitrary<Long> startDelay = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(-1_000, 1_000_000)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(0L, 1L << 17, 1L << 23, 1L << 29, 1_000_000_000L)),
                net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(0, 60_000_000_000L)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(0, Long.MAX_VALUE)));
        Arbitrary<Long> step = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 1_000_000),
                Arbitraries.longs().between(0, 600_000_000L),
                Arbitraries.longs().between(0, 100_000_000_000L));
        Arbitrary<Action> action = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Combinators.combine(timer, startDelay).as((Action.Start::new))),
                net.jqwik.api.Tuple.of(2, timer.map(Action.Stop::new)),
                net.jqwik.api.Tuple.of(2, step.map(Action.Advance::new)),
                net.jqwik.api.Tuple.of(2, Arbitraries.create(Action.AdvanceToNext::new)));
        return action.list().ofMaxSize(120);
    }
}
