package dev.sequent.proofs.smt.prove;

import dev.sequent.proofs.smt.encode.Concrete.Range;
import dev.sequent.proofs.smt.encode.RangesTerm;
import dev.sequent.proofs.smt.encode.Sets;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.runtime.RangeSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Sets of ranges that were drawn at random, and what is made of them: by the class that the generated core uses. */
final class ConcreteSets {
    private final Function<RangesTerm.Unknown, RangeSet> beginning;
    private final Evaluation evaluation;
    private final Term base;
    private final Map<RangesTerm, RangeSet> known = new HashMap<>();

    /** @param base of the space of the machine's ranges */
    ConcreteSets(Random random, Evaluation evaluation, Term base) {
        this(t -> draw(t.capacity(), random, evaluation.value(base).intValue()), evaluation, base);
    }

    /** @param beginning what the sets are that are not known */
    ConcreteSets(Function<RangesTerm.Unknown, RangeSet> beginning, Evaluation evaluation, Term base) {
        this.beginning = beginning;
        this.evaluation = evaluation;
        this.base = base;
    }

    List<Range> ranges(RangesTerm set) {
        var ranges = new ArrayList<Range>();
        var found = set(set);
        for (int i = 0; i < found.count(); i++) {
            ranges.add(new Range(Integer.toUnsignedLong(found.from(i)), Integer.toUnsignedLong(found.to(i))));
        }
        return ranges;
    }

    private RangeSet set(RangesTerm term) {
        var found = known.get(term);
        if (found == null) {
            found = make(term);
            known.put(term, found);
        }
        return found;
    }

    private RangeSet make(RangesTerm term) {
        return switch (term) {
            case RangesTerm.Unknown t -> beginning.apply(t);
            case RangesTerm.Empty _ -> new RangeSet(64);
            case RangesTerm.Chosen t -> evaluation.truth(t.condition()) ? set(t.then()) : set(t.otherwise());
            case RangesTerm.Added t -> {
                var copy = copy(set(t.before()));
                copy.add(number(t.from()), number(t.to()));
                yield copy;
            }
            case RangesTerm.Cut t -> {
                var copy = copy(set(t.before()));
                copy.cutBelow(number(t.below()));
                yield copy;
            }
        };
    }

    private static RangeSet copy(RangeSet set) {
        var copy = new RangeSet(64);
        copy.copyFrom(set);
        return copy;
    }

    private static RangeSet draw(int capacity, Random random, int base) {
        var set = new RangeSet(64);
        int at = base + random.nextInt(40) - 8;
        int most = random.nextInt(4) == 0 ? capacity : random.nextInt(Math.min(3, capacity) + 1);
        for (int i = 0; i < most; i++) {
            int length = 1 + random.nextInt(random.nextBoolean() ? 5 : 3000);
            set.add(at, at + length);
            at += length + 1 + random.nextInt(20);
        }
        return set;
    }

    private int absolute() {
        return evaluation.value(base).intValue();
    }

    private int number(Term offset) {
        return absolute() + evaluation.value(offset).intValue();
    }

    /** What the set answers, as an offset where it is a sequence number. */
    BigInteger answer(Sets.Asked asked) {
        var set = set(asked.set());
        int point = number(asked.point());
        return switch (asked.question()) {
            case COUNT -> BigInteger.valueOf(set.count());
            case TOTAL -> BigInteger.valueOf(set.total());
            case COVERS -> set.covers(point) ? BigInteger.ONE : BigInteger.ZERO;
            case FIRST -> offset(set.count() == 0 ? absolute() : set.from(0));
            case LAST -> offset(set.count() == 0 ? absolute() : set.to(set.count() - 1));
            case END_OF_RUN -> offset(set.endOfRun(point));
        };
    }

    private BigInteger offset(int number) {
        return BigInteger.valueOf(number - absolute());
    }
}
