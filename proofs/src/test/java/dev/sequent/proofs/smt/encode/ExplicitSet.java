package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A set of ranges, slot by slot: what the runtime's class {@code RangeSet} keeps and does, in terms. A slot at or
 * beyond the count may have anything in it; nothing reads it. The numbers are any integers, and mean what they are
 * modulo 2^32: all comparisons are those of the class, by the sign of a difference of 32 bits.
 */
final class ExplicitSet {
    private final Terms terms;
    private final Sequences sequences;
    private final Term count;
    private final List<Term> from;
    private final List<Term> to;

    ExplicitSet(Terms terms, Term count, List<Term> from, List<Term> to) {
        this.terms = terms;
        this.sequences = new Sequences(terms);
        this.count = count;
        this.from = List.copyOf(from);
        this.to = List.copyOf(to);
    }

    Term count() {
        return count;
    }

    int slots() {
        return from.size();
    }

    /** Of the range in slot i, if there is one. */
    Term from(int i) {
        return sequences.signed(from.get(i));
    }

    Term to(int i) {
        return sequences.signed(to.get(i));
    }

    Term has(int i) {
        return terms.less(terms.number(i), count);
    }

    // ------------------------------------------------------------ what it answers

    Term first() {
        return from.isEmpty() ? terms.number(0) : from(0);
    }

    Term last() {
        return pick(terms.plus(count, -1), to.stream().map(sequences::signed).toList());
    }

    Term total() {
        return IntStream.range(0, slots())
                .mapToObj(i ->
                        terms.choice(has(i), sequences.unsigned(terms.minus(to.get(i), from.get(i))), terms.number(0)))
                .reduce(terms.number(0), terms::plus);
    }

    Term covers(Term point) {
        return IntStream.range(0, slots()).mapToObj(i -> covers(i, point)).reduce(terms.truth(false), terms::or);
    }

    Term endOfRun(Term point) {
        var end = point;
        for (int i = slots() - 1; i >= 0; i--) {
            end = terms.choice(covers(i, point), to(i), end);
        }
        return end;
    }

    private Term covers(int i, Term point) {
        return terms.and(has(i), terms.and(notBehind(point, from.get(i)), behind(point, to.get(i))));
    }

    /** In order, not touching, the last end less than half of the space from the first number. */
    Term wellFormed() {
        var all = terms.within(count, BigInteger.ZERO, BigInteger.valueOf(slots()));
        for (int i = 0; i < slots(); i++) {
            var begin = i == 0 ? terms.number(-1) : ahead(to.get(i - 1));
            var ordered =
                    terms.and(terms.less(begin, ahead(from.get(i))), terms.less(ahead(from.get(i)), ahead(to.get(i))));
            var near = terms.less(ahead(to.get(i)), terms.number(Sequences.HALF));
            all = terms.and(all, terms.implies(has(i), terms.and(ordered, near)));
        }
        return all;
    }

    /** From the first number. */
    private Term ahead(Term number) {
        return sequences.unsigned(terms.minus(number, from.getFirst()));
    }

    // ------------------------------------------------------------ what is done to it

    /** With one slot more: that the class refuses to add to a full set is another matter. */
    ExplicitSet add(Term a, Term b) {
        var nothing = terms.lessOrEqual(sequences.signed(terms.minus(b, a)), terms.number(0));
        var before = leading(i -> behind(to.get(i), a));
        var merges = new ArrayList<Term>();
        var merged = terms.number(0);
        var low = a;
        var high = b;
        for (int i = 0; i < slots(); i++) {
            var next = i == 0 ? terms.truth(true) : terms.or(before.get(i - 1), merges.get(i - 1));
            var merge =
                    terms.and(terms.and(has(i), terms.not(before.get(i))), terms.and(next, notBehind(b, from.get(i))));
            merges.add(merge);
            low = terms.choice(terms.and(merge, behind(from.get(i), low)), from.get(i), low);
            high = terms.choice(terms.and(merge, behind(high, to.get(i))), to.get(i), high);
            merged = terms.plus(merged, terms.oneIf(merge));
        }
        var newFrom = new ArrayList<Term>();
        var newTo = new ArrayList<Term>();
        for (int j = 0; j <= slots(); j++) {
            boolean old = j < slots();
            var stays = old ? before.get(j) : terms.truth(false);
            var here = j == 0 ? terms.truth(true) : before.get(j - 1);
            newFrom.add(terms.choice(
                    nothing,
                    slot(from, j, a),
                    terms.choice(stays, slot(from, j, a), terms.choice(here, low, shifted(from, j - 1, merged)))));
            newTo.add(terms.choice(
                    nothing,
                    slot(to, j, b),
                    terms.choice(stays, slot(to, j, b), terms.choice(here, high, shifted(to, j - 1, merged)))));
        }
        var more = terms.minus(terms.plus(count, 1), merged);
        return new ExplicitSet(terms, terms.choice(nothing, count, more), newFrom, newTo);
    }

    ExplicitSet cutBelow(Term x) {
        var goes = leading(i -> notBehind(x, to.get(i)));
        var gone = goes.stream().map(terms::oneIf).reduce(terms.number(0), terms::plus);
        var left = terms.minus(count, gone);
        var newFrom = new ArrayList<Term>();
        var newTo = new ArrayList<Term>();
        for (int j = 0; j < slots(); j++) {
            newFrom.add(shifted(from, j, gone));
            newTo.add(shifted(to, j, gone));
        }
        if (!newFrom.isEmpty()) {
            var begin = newFrom.getFirst();
            newFrom.set(0, terms.choice(behind(begin, x), x, begin));
        }
        return new ExplicitSet(terms, left, newFrom, newTo);
    }

    ExplicitSet or(Term condition, ExplicitSet otherwise) {
        var newFrom = new ArrayList<Term>();
        var newTo = new ArrayList<Term>();
        for (int i = 0; i < Math.max(slots(), otherwise.slots()); i++) {
            var zero = terms.number(0);
            newFrom.add(terms.choice(condition, slot(from, i, zero), slot(otherwise.from, i, zero)));
            newTo.add(terms.choice(condition, slot(to, i, zero), slot(otherwise.to, i, zero)));
        }
        return new ExplicitSet(terms, terms.choice(condition, count, otherwise.count), newFrom, newTo);
    }

    /** Which of the slots belong to the longest beginning whose ranges are all so. */
    private List<Term> leading(IntFunction<Term> so) {
        var leading = new ArrayList<Term>();
        var all = terms.truth(true);
        for (int i = 0; i < slots(); i++) {
            all = terms.and(all, terms.and(has(i), so.apply(i)));
            leading.add(all);
        }
        return Collections.unmodifiableList(leading);
    }

    private static Term slot(List<Term> slots, int i, Term none) {
        return i < slots.size() ? slots.get(i) : none;
    }

    /** The slot that is so many further. */
    private Term shifted(List<Term> slots, int i, Term by) {
        return pick(by, slots.subList(Math.min(Math.max(i, 0), slots.size()), slots.size()));
    }

    private Term pick(Term index, List<Term> slots) {
        if (slots.isEmpty()) {
            return terms.number(0);
        }
        var picked = slots.getLast();
        for (int i = slots.size() - 2; i >= 0; i--) {
            picked = terms.choice(terms.lessOrEqual(index, terms.number(i)), slots.get(i), picked);
        }
        return picked;
    }

    /** {@code a - b < 0}, in 32 bits. */
    private Term behind(Term a, Term b) {
        return terms.less(sequences.signed(terms.minus(a, b)), terms.number(0));
    }

    private Term notBehind(Term a, Term b) {
        return terms.not(behind(a, b));
    }
}
