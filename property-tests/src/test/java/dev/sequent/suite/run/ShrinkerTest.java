package dev.sequent.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Violation;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What shrinking comes to: the smallest, the same every time, within its bounds. */
class ShrinkerTest {
    private static final Drawing<List<Integer>> DRAWING = inSession();

    private static Drawing<List<Integer>> inSession() {
        JqwikSession.start();
        return new Drawing<>(Sequences.of(Arbitraries.integers().between(0, 1_000_000), 40));
    }

    @BeforeAll
    static void drawn() {
        assertThat(JqwikSession.isActive()).isTrue();
    }

    @AfterAll
    static void end() {
        JqwikSession.finish();
    }

    private static Shrinker.Smallest<List<Integer>> shrink(
            long seed, Predicate<List<Integer>> fails, AtomicLong clock) {
        var shrinker = new Shrinker<List<Integer>>(
                v -> fails.test(v) ? new Violation("it fails") : null, clock::getAndIncrement);
        Shrinkable<List<Integer>> drawn = DRAWING.draw(seed);
        return shrinker.shrink(drawn, new Violation("it fails"), List.of());
    }

    private static long seedThatFails(Predicate<List<Integer>> fails) {
        for (long seed = 1; ; seed++) {
            if (fails.test(DRAWING.draw(seed).value())) {
                return seed;
            }
        }
    }

    @Test
    void whateverDoesNotMatterIsLeftOutWhereverItStands() {
        Predicate<List<Integer>> twoLarge =
                v -> v.stream().filter(x -> x >= 500).count() >= 2;
        long seed = seedThatFails(twoLarge);
        assertThat(shrink(seed, twoLarge, new AtomicLong()).value()).containsExactly(500, 500);
    }

    @Test
    void thePathLeadsThereAgain() {
        Predicate<List<Integer>> sum = v -> v.stream().mapToLong(x -> x).sum() > 1_000_000;
        long seed = seedThatFails(sum);
        Shrinker.Smallest<List<Integer>> smallest = shrink(seed, sum, new AtomicLong());
        assertThat(DRAWING.draw(seed, smallest.path()).orElseThrow().value()).isEqualTo(smallest.value());
        assertThat(shrink(seed, sum, new AtomicLong()).path()).isEqualTo(smallest.path());
    }

    @Test
    void timeEndsItAndIsSaid() {
        var shrinker = new Shrinker<List<Integer>>(v -> v.size() > 20 ? new Violation("it fails") : null, hurried());
        Shrinker.Smallest<List<Integer>> cut =
                shrinker.shrink(DRAWING.draw(seedThatFails(v -> v.size() > 20)), new Violation("it fails"), List.of());
        assertThat(cut.outOfTime()).isTrue();
        assertThat(cut.steps()).isLessThan(5);
    }

    private static java.util.function.LongSupplier hurried() {
        var clock = new AtomicLong();
        return () -> clock.getAndAdd(Shrinker.LIMIT / 3);
    }

    @Test
    void theSeedOfTheFirstTryIsThatOfTheRun() {
        assertThat(Seeds.of(42, 0)).isEqualTo(42);
        assertThat(Seeds.of(42, 1)).isNotEqualTo(Seeds.of(42, 2)).isNotEqualTo(Seeds.of(43, 1));
        assertThat(Seeds.of(Seeds.of(42, 5), 0)).isEqualTo(Seeds.of(42, 5));
    }
}
