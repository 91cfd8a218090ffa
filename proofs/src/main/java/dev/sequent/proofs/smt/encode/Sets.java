package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of sets of ranges. Answers about a set that is not known are symbols, and what is known of any set is
 * required of them where they are asked for: that the answers at two points agree, that a run ends where nothing is
 * covered. A set that was made of another one answers from that one's answers. So nothing speaks of the ranges
 * themselves, and there may be sixteen of them or a thousand.
 *
 * <p>Points and ends are offsets in the set's space between -2^31 and 2^31. What is asked for must be true of every set
 * that the runtime can hold: whose ranges span less than half of the space.
 */
public final class Sets {
    /** What a set is asked. */
    public enum Question {
        COUNT,
        FIRST,
        LAST,
        TOTAL,
        COVERS,
        END_OF_RUN
    }

    /** An answer that is a symbol. @param point of no meaning unless the question is about one */
    public record Asked(RangesTerm set, Question question, Term point, Term symbol) {}

    private record Key(RangesTerm set, Question question, int point) {}

    /** Numbers for each range; two would do. */
    private static final BigInteger ROOM = BigInteger.valueOf(8);

    private final Terms terms;
    private final Sequences sequences;
    private final Sink sink;
    private final Map<Key, Term> answers = new HashMap<>();
    private final Map<RangesTerm, List<Asked>> covers = new LinkedHashMap<>();
    private final Map<RangesTerm, List<Asked>> runs = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    Sets(Terms terms, Sequences sequences, Sink sink) {
        this.terms = terms;
        this.sequences = sequences;
        this.sink = sink;
    }

    /** Every answer that is a symbol, in the order in which they were asked for. */
    public List<Asked> asked() {
        return asked;
    }

    RangesTerm choice(Term condition, RangesTerm then, RangesTerm otherwise) {
        return condition.isTrue() || then.equals(otherwise)
                ? then
                : condition.isFalse() ? otherwise : new RangesTerm.Chosen(condition, then, otherwise);
    }

    // ------------------------------------------------------------ how many

    Term isEmpty(RangesTerm set) {
        return terms.lessOrEqual(count(set), terms.number(0));
    }

    Term count(RangesTerm set) {
        return switch (set) {
            case RangesTerm.Empty _ -> terms.number(0);
            case RangesTerm.Chosen s -> terms.choice(s.condition(), count(s.then()), count(s.otherwise()));
            case RangesTerm.Unknown s -> {
                boolean known = known(set, Question.COUNT);
                var count =
                        symbol(set, Question.COUNT, terms.number(0), BigInteger.ZERO, BigInteger.valueOf(s.capacity()));
                if (!known) {
                    // Two ranges do not touch: between them lies at least one number.
                    fact(
                            set,
                            terms.or(
                                    isEmpty(set),
                                    terms.lessOrEqual(terms.plus(terms.times(count, BigInteger.TWO), -1), span(set))));
                }
                yield count;
            }
            case RangesTerm.Added s -> {
                boolean known = known(set, Question.COUNT);
                var before = count(s.before());
                var count = symbol(
                        set,
                        Question.COUNT,
                        terms.number(0),
                        BigInteger.ZERO,
                        before.high().orElse(BigInteger.ZERO).add(BigInteger.ONE));
                if (!known) {
                    var nothing = terms.not(lies(s.from(), s.to()));
                    var touches = terms.or(
                            covers(s.before(), terms.plus(s.from(), -1)),
                            terms.or(covers(s.before(), s.from()), covers(s.before(), s.to())));
                    var swallows = terms.and(
                            terms.not(isEmpty(s.before())),
                            terms.or(
                                    inside(s.from(), first(s.before()), s.to()),
                                    inside(s.from(), terms.plus(last(s.before()), -1), s.to())));
                    fact(
                            set,
                            terms.choice(
                                    nothing,
                                    terms.equal(count, before),
                                    terms.and(
                                            terms.less(terms.number(0), count),
                                            terms.lessOrEqual(
                                                    count,
                                                    terms.plus(
                                                            before,
                                                            terms.oneIf(terms.not(terms.or(touches, swallows))))))));
                }
                yield count;
            }
            case RangesTerm.Cut s -> {
                boolean known = known(set, Question.COUNT);
                var before = count(s.before());
                var count = symbol(
                        set,
                        Question.COUNT,
                        terms.number(0),
                        BigInteger.ZERO,
                        before.high().orElse(BigInteger.ZERO));
                if (!known) {
                    var all = terms.or(isEmpty(s.before()), terms.not(lies(s.below(), last(s.before()))));
                    var none = terms.not(lies(first(s.before()), s.below()));
                    fact(
                            set,
                            terms.choice(
                                    all,
                                    terms.equal(count, terms.number(0)),
                                    terms.and(
                                            terms.less(terms.number(0), count),
                                            terms.choice(
                                                    none,
                                                    terms.equal(count, before),
                                                    terms.lessOrEqual(count, before)))));
                }
                yield count;
            }
        };
    }

    /**
     * That sets which are not known have room between their ends for more than the ranges that are in them: as a rule
     * there is such a set where there is one that has not, and it is more easily found.
     */
    public Term roomy() {
        return List.copyOf(asked).stream()
                .filter(a -> a.question() == Question.COUNT && a.set() instanceof RangesTerm.Unknown)
                .map(a -> terms.or(isEmpty(a.set()), terms.lessOrEqual(terms.times(a.symbol(), ROOM), span(a.set()))))
                .reduce(terms.truth(true), terms::and);
    }

    /** From the first number to the end of the last range. */
    private Term span(RangesTerm set) {
        return sequences.unsigned(terms.minus(last(set), first(set)));
    }

    Term total(RangesTerm set) {
        return switch (set) {
            case RangesTerm.Empty _ -> terms.number(0);
            case RangesTerm.Chosen s -> terms.choice(s.condition(), total(s.then()), total(s.otherwise()));
            case RangesTerm.Unknown _ -> {
                boolean known = known(set, Question.TOTAL);
                var total = totalSymbol(set);
                if (!known) {
                    totalIsLittle(set, total);
                }
                yield total;
            }
            case RangesTerm.Added s -> {
                boolean known = known(set, Question.TOTAL);
                var before = total(s.before());
                var total = totalSymbol(set);
                if (!known) {
                    totalIsLittle(set, total);
                    fact(set, terms.lessOrEqual(before, total));
                    fact(set, terms.or(lies(s.from(), s.to()), terms.equal(total, before)));
                }
                yield total;
            }
            case RangesTerm.Cut s -> {
                boolean known = known(set, Question.TOTAL);
                var before = total(s.before());
                var total = totalSymbol(set);
                if (!known) {
                    totalIsLittle(set, total);
                    fact(set, terms.lessOrEqual(total, before));
                }
                yield total;
            }
        };
    }

    private Term totalSymbol(RangesTerm set) {
        return symbol(set, Question.TOTAL, terms.number(0), BigInteger.ZERO, Sequences.HALF);
    }

    /** As many numbers as ranges at least, as many as from the first to the last at most. */
    private void totalIsLittle(RangesTerm set, Term total) {
        fact(
                set,
                terms.or(
                        isEmpty(set),
                        terms.and(terms.lessOrEqual(count(set), total), terms.lessOrEqual(total, span(set)))));
        fact(set, terms.or(terms.not(isEmpty(set)), terms.equal(total, terms.number(0))));
    }

    // ------------------------------------------------------------ ends; of no meaning for an empty set

    Term first(RangesTerm set) {
        return switch (set) {
            case RangesTerm.Empty _ -> terms.number(0);
            case RangesTerm.Chosen s -> terms.choice(s.condition(), first(s.then()), first(s.otherwise()));
            case RangesTerm.Unknown _ -> {
                boolean known = known(set, Question.FIRST);
                var first = end(set, Question.FIRST);
                if (!known) {
                    // The set spans less than half of the space.
                    fact(set, terms.or(isEmpty(set), ahead(first, last(set))));
                    fact(set, terms.or(isEmpty(set), covers(set, first)));
                }
                yield first;
            }
            case RangesTerm.Added s ->
                terms.choice(
                        terms.not(lies(s.from(), s.to())),
                        first(s.before()),
                        terms.choice(
                                terms.or(isEmpty(s.before()), lies(s.from(), first(s.before()))),
                                s.from(),
                                first(s.before())));
            case RangesTerm.Cut s -> {
                boolean known = known(set, Question.FIRST);
                var first = end(set, Question.FIRST);
                if (!known) {
                    var before = s.before();
                    var some = terms.and(terms.not(isEmpty(before)), lies(s.below(), last(before)));
                    var whole = terms.not(lies(first(before), s.below()));
                    // Where it begins, or at the cut, or where the next range begins.
                    fact(
                            set,
                            terms.implies(
                                    some,
                                    terms.choice(
                                            whole,
                                            terms.equal(first, first(before)),
                                            terms.choice(
                                                    covers(before, s.below()),
                                                    terms.equal(first, s.below()),
                                                    terms.and(
                                                            covers(before, first),
                                                            terms.and(
                                                                    lies(s.below(), first),
                                                                    lies(first, last(before))))))));
                }
                yield first;
            }
        };
    }

    Term last(RangesTerm set) {
        return switch (set) {
            case RangesTerm.Empty _ -> terms.number(0);
            case RangesTerm.Chosen s -> terms.choice(s.condition(), last(s.then()), last(s.otherwise()));
            case RangesTerm.Unknown _ -> {
                boolean known = known(set, Question.LAST);
                var last = end(set, Question.LAST);
                if (!known) {
                    fact(
                            set,
                            terms.or(
                                    isEmpty(set),
                                    terms.and(terms.not(covers(set, last)), covers(set, point(terms.plus(last, -1))))));
                }
                yield last;
            }
            case RangesTerm.Added s ->
                terms.choice(
                        terms.not(lies(s.from(), s.to())),
                        last(s.before()),
                        terms.choice(
                                terms.or(isEmpty(s.before()), lies(last(s.before()), s.to())),
                                s.to(),
                                last(s.before())));
            case RangesTerm.Cut s -> last(s.before());
        };
    }

    private Term end(RangesTerm set, Question question) {
        return symbol(set, question, terms.number(0), Sequences.HALF.negate(), Sequences.HALF.subtract(BigInteger.ONE));
    }

    // ------------------------------------------------------------ points

    /** An offset as a point. */
    Term point(Term offset) {
        return sequences.signed(offset);
    }

    Term covers(RangesTerm set, Term at) {
        var point = point(at);
        return switch (set) {
            case RangesTerm.Empty _ -> terms.truth(false);
            case RangesTerm.Chosen s ->
                terms.choice(s.condition(), covers(s.then(), point), covers(s.otherwise(), point));
            case RangesTerm.Added s ->
                terms.or(covers(s.before(), point), terms.and(lies(s.from(), s.to()), inside(s.from(), point, s.to())));
            case RangesTerm.Cut s -> terms.and(covers(s.before(), point), terms.not(lies(point, s.below())));
            case RangesTerm.Unknown _ -> {
                if (known(set, Question.COVERS, point)) {
                    yield symbol(set, Question.COVERS, point, BigInteger.ZERO, BigInteger.ONE);
                }
                var covered = symbol(set, Question.COVERS, point, BigInteger.ZERO, BigInteger.ONE);
                var others = covers.computeIfAbsent(set, s -> new ArrayList<>());
                for (var other : others) {
                    fact(set, terms.implies(terms.equal(point, other.point()), terms.same(covered, other.symbol())));
                }
                others.add(new Asked(set, Question.COVERS, point, covered));
                for (var run : runs.getOrDefault(set, List.of())) {
                    relate(set, run, point, covered);
                }
                fact(
                        set,
                        terms.implies(
                                covered,
                                terms.and(
                                        terms.not(isEmpty(set)),
                                        terms.and(terms.not(lies(point, first(set))), lies(point, last(set))))));
                yield covered;
            }
        };
    }

    Term endOfRun(RangesTerm set, Term at) {
        var point = point(at);
        if (set instanceof RangesTerm.Empty) {
            return point;
        }
        if (set instanceof RangesTerm.Chosen s) {
            return terms.choice(s.condition(), endOfRun(s.then(), point), endOfRun(s.otherwise(), point));
        }
        if (known(set, Question.END_OF_RUN, point)) {
            return symbol(set, Question.END_OF_RUN, point, BigInteger.ZERO, BigInteger.ONE);
        }
        var end = symbol(
                set, Question.END_OF_RUN, point, Sequences.HALF.negate(), Sequences.HALF.subtract(BigInteger.ONE));
        var run = new Asked(set, Question.END_OF_RUN, point, end);
        var others = runs.computeIfAbsent(set, s -> new ArrayList<>());
        var covered = covers(set, point);
        fact(
                set,
                terms.choice(
                        covered,
                        terms.and(
                                terms.and(ahead(point, end), terms.not(lies(last(set), end))),
                                terms.and(terms.not(covers(set, end)), covers(set, terms.plus(end, -1)))),
                        terms.equal(end, point)));
        for (var other : others) {
            fact(
                    set,
                    terms.implies(
                            terms.and(covers(set, other.point()), inside(other.point(), point, other.symbol())),
                            terms.equal(end, other.symbol())));
            fact(
                    set,
                    terms.implies(
                            terms.and(covered, inside(point, other.point(), end)), terms.equal(end, other.symbol())));
        }
        others.add(run);
        for (var other : List.copyOf(covers.getOrDefault(set, List.of()))) {
            relate(set, run, other.point(), other.symbol());
        }
        return end;
    }

    /** All that lies in a run is covered. */
    private void relate(RangesTerm set, Asked run, Term point, Term covered) {
        fact(set, terms.implies(inside(run.point(), point, run.symbol()), covered));
    }

    // ------------------------------------------------------------ what may be done

    /** Whether a set keeps its ranges together, in less than half of the space, when these points come to them. */
    Term staysTogether(RangesTerm set, Term from, Term to) {
        return terms.or(
                isEmpty(set),
                terms.or(
                        terms.and(aheadOrSame(first(set), from), aheadOrSame(first(set), to)),
                        terms.and(aheadOrSame(from, first(set)), aheadOrSame(from, last(set)))));
    }

    /** That a lies before b: as the language compares. */
    private Term lies(Term a, Term b) {
        return terms.less(terms.number(0), sequences.signed(terms.minus(b, a)));
    }

    private Term ahead(Term a, Term b) {
        return lies(a, b);
    }

    private Term aheadOrSame(Term a, Term b) {
        return terms.lessOrEqual(terms.number(0), sequences.signed(terms.minus(b, a)));
    }

    /** from <= point < to. */
    private Term inside(Term from, Term point, Term to) {
        return terms.and(aheadOrSame(from, point), lies(point, to));
    }

    /** Whether all that was done to it was defined. Of other sets nothing is known. */
    Term defined(RangesTerm set) {
        return switch (set) {
            case RangesTerm.Unknown _, RangesTerm.Empty _ -> terms.truth(true);
            case RangesTerm.Chosen s -> terms.choice(s.condition(), defined(s.then()), defined(s.otherwise()));
            case RangesTerm.Added s -> terms.and(defined(s.before()), s.together());
            case RangesTerm.Cut s -> terms.and(defined(s.before()), s.together());
        };
    }

    private void fact(RangesTerm set, Term fact) {
        sink.fact(terms.implies(defined(set), fact));
    }

    // ------------------------------------------------------------ symbols

    private boolean known(RangesTerm set, Question question) {
        return known(set, question, terms.number(0));
    }

    private boolean known(RangesTerm set, Question question, Term point) {
        return answers.containsKey(new Key(set, question, point.id()));
    }

    private Term symbol(RangesTerm set, Question question, Term point, BigInteger low, BigInteger high) {
        return answers.computeIfAbsent(new Key(set, question, point.id()), k -> {
            var name = question + " of " + (set instanceof RangesTerm.Unknown u ? u.name() : "a set");
            var symbol = question == Question.COVERS ? terms.truth(name) : terms.integer(name, low, high);
            asked.add(new Asked(set, question, point, symbol));
            return symbol;
        });
    }
}
