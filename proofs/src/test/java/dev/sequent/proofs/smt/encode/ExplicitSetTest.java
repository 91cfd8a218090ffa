package dev.sequent.proofs.smt.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.RangeSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sets that facts are shown of are, slot by slot, those of the class that the generated core uses. */
class ExplicitSetTest {
    private static final long SEED = 20_261_201;
    private static final int CAPACITY = 4;
    private static final int TRIES = 2_000;

    private final Terms terms = new Terms();
    private final Random random = new Random(SEED);
    private final List<Term> from = new ArrayList<>();
    private final List<Term> to = new ArrayList<>();
    private final Term count = terms.integer("count", BigInteger.ZERO, BigInteger.valueOf(CAPACITY));
    private final Term a = number("a");
    private final Term b = number("b");

    private Term number(String name) {
        return terms.integer(name, Sequences.HALF.negate(), Sequences.HALF.subtract(BigInteger.ONE));
    }

    @Test
    void asTheRuntimeHasThem() {
        System.out.println("seed " + SEED);
        for (int i = 0; i < CAPACITY; i++) {
            from.add(number("from"));
            to.add(number("to"));
        }
        var any = new ExplicitSet(terms, count, from, to);
        var wellFormed = any.wellFormed();
        var before = new Answers(any, b);
        var added = new Answers(any.add(a, b), b);
        var cut = new Answers(any.cutBelow(a), b);
        int full = 0;
        for (int i = 0; i < TRIES; i++) {
            int base = random.nextInt();
            var held = draw(base);
            int x = near(base);
            int y = near(base);
            var evaluation = new Evaluation(values(held, x, y)::get);
            assertThat(evaluation.truth(wellFormed)).isTrue();
            same(evaluation, before, held, y);
            var more = copy(held, CAPACITY + 1);
            more.add(x, y);
            same(evaluation, added, more, y);
            // That there is no room is a fault, and asked of the count.
            boolean room = copy(held, CAPACITY).add(x, y);
            assertThat(evaluation.value(added.count()).intValue() <= CAPACITY).isEqualTo(room);
            full += room ? 0 : 1;
            held.cutBelow(x);
            same(evaluation, cut, held, y);
        }
        assertThat(full).isPositive();
    }

    private RangeSet draw(int base) {
        var set = new RangeSet(CAPACITY);
        int at = base;
        for (int i = random.nextInt(CAPACITY + 1); i > 0; i--) {
            int length = 1 + (random.nextInt(4) == 0 ? random.nextInt(1 << 28) : random.nextInt(6));
            set.add(at, at + length);
            at += length + 1 + random.nextInt(5);
        }
        return set;
    }

    private int near(int base) {
        return random.nextInt(6) == 0 ? random.nextInt() : base + random.nextInt(40) - 10;
    }

    private Map<Term, BigInteger> values(RangeSet held, int x, int y) {
        var values = new HashMap<Term, BigInteger>();
        values.put(count, BigInteger.valueOf(held.count()));
        values.put(a, BigInteger.valueOf(x));
        values.put(b, BigInteger.valueOf(y));
        for (int i = 0; i < CAPACITY; i++) {
            boolean used = i < held.count();
            // What is in the others must not matter.
            values.put(from.get(i), BigInteger.valueOf(used ? held.from(i) : random.nextInt()));
            values.put(to.get(i), BigInteger.valueOf(used ? held.to(i) : random.nextInt()));
        }
        return values;
    }

    private static RangeSet copy(RangeSet set, int capacity) {
        var copy = new RangeSet(capacity);
        copy.copyFrom(set);
        return copy;
    }

    /** The terms, made once. */
    private record Answers(
            Term count, List<Term> from, List<Term> to, Term total, Term covers, Term endOfRun, Term first, Term last) {
        Answers(ExplicitSet set, Term point) {
            this(
                    set.count(),
                    IntStream.range(0, set.slots()).mapToObj(set::from).toList(),
                    IntStream.range(0, set.slots()).mapToObj(set::to).toList(),
                    set.total(),
                    set.covers(point),
                    set.endOfRun(point),
                    set.first(),
                    set.last());
        }
    }

    private static void same(Evaluation evaluation, Answers set, RangeSet held, int point) {
        assertThat(evaluation.value(set.count())).isEqualTo(held.count());
        for (int i = 0; i < held.count(); i++) {
            assertThat(evaluation.value(set.from().get(i))).isEqualTo(held.from(i));
            assertThat(evaluation.value(set.to().get(i))).isEqualTo(held.to(i));
        }
        assertThat(evaluation.value(set.total())).isEqualTo(held.total());
        assertThat(evaluation.truth(set.covers())).isEqualTo(held.covers(point));
        assertThat(evaluation.value(set.endOfRun())).isEqualTo(held.endOfRun(point));
        if (held.count() > 0) {
            assertThat(evaluation.value(set.first())).isEqualTo(held.from(0));
            assertThat(evaluation.value(set.last())).isEqualTo(held.to(held.count() - 1));
        }
    }
}
