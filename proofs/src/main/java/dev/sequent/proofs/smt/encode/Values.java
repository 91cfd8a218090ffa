package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of values where branches come together, and what can be said of any value. */
final class Values {
    private final Terms terms;
    private final Sequences sequences;
    private final Sets sets;

    Values(Terms terms, Sequences sequences, Sets sets) {
        this.terms = terms;
        this.sequences = sequences;
        this.sets = sets;
    }

    Value choice(Term condition, Value then, Value otherwise) {
        if (condition.isTrue() || then.equals(otherwise)) {
            return then;
        }
        if (condition.isFalse()) {
            return otherwise;
        }
        return switch (then) {
            case Value.Scalar a
            when otherwise instanceof Value.Scalar b -> new Value.Scalar(terms.choice(condition, a.term(), b.term()));
            case Value.Sequence a
            when otherwise instanceof Value.Sequence b -> {
                // A literal is counted from the base of the other, rather than the other from zero.
                var space = a.space().index() == 0 ? b.space() : a.space();
                yield new Value.Sequence(
                        space,
                        terms.choice(
                                condition,
                                sequences.in(space, a).offset(),
                                sequences.in(space, b).offset()));
            }
            case Value.Maybe a
            when otherwise instanceof Value.Maybe b ->
                new Value.Maybe(
                        terms.choice(condition, a.present(), b.present()),
                        a.present().isFalse()
                                ? b.value()
                                : b.present().isFalse() ? a.value() : choice(condition, a.value(), b.value()));
            case Value.Ranges a
            when otherwise instanceof Value.Ranges b -> new Value.Ranges(sets.choice(condition, a.set(), b.set()));
            case Value.Flags a
            when otherwise instanceof Value.Flags b -> {
                var bits = new TreeMap<Long, Term>();
                a.bits().keySet().forEach(m -> bits.put(m, terms.truth(false)));
                b.bits().keySet().forEach(m -> bits.put(m, terms.truth(false)));
                bits.replaceAll((m, ignored) -> terms.choice(condition, bit(a, m), bit(b, m)));
                yield new Value.Flags(bits);
            }
            case Value.Flags a -> choice(condition, new Value.Scalar(number(a)), otherwise);
            case Value.Scalar a
            when otherwise instanceof Value.Flags b -> choice(condition, a, new Value.Scalar(number(b)));
            case Value.Scalar _, Value.Sequence _, Value.Maybe _, Value.Ranges _ ->
                throw new IllegalStateException("values of two kinds: " + then + ", " + otherwise);
        };
    }

    /** A number in the generic form of {@link Type}: for sequence numbers, their 32 bits. */
    Term number(Value value) {
        return switch (value) {
            case Value.Scalar v -> v.term();
            case Value.Sequence v -> sequences.bits(v);
            case Value.Flags v -> {
                var sum = terms.number(0);
                for (var bit : v.bits().entrySet()) {
                    sum = terms.plus(sum, terms.times(terms.oneIf(bit.getValue()), BigInteger.valueOf(bit.getKey())));
                }
                yield sum;
            }
            case Value.Maybe _, Value.Ranges _ -> throw new IllegalStateException("not a plain value: " + value);
        };
    }

    Term bit(Value value, long mask) {
        if (value instanceof Value.Flags flags) {
            return flags.bits().getOrDefault(mask, terms.truth(false));
        }
        var shifted = terms.quotient(number(value), terms.number(mask));
        var odd = terms.minus(shifted, terms.times(terms.quotient(shifted, terms.number(2)), BigInteger.TWO));
        return terms.equal(odd, terms.number(1));
    }

    Term equal(Value a, Value b) {
        return switch (a) {
            case Value.Sequence x when b instanceof Value.Sequence y -> sequences.equal(x, y);
            case Value.Maybe x
            when b instanceof Value.Maybe y ->
                terms.or(
                        terms.and(terms.not(x.present()), terms.not(y.present())),
                        terms.and(terms.and(x.present(), y.present()), equal(x.value(), y.value())));
            case Value.Scalar x
            when b instanceof Value.Scalar y ->
                isTruth(x.term()) ? terms.same(x.term(), y.term()) : terms.equal(x.term(), y.term());
            case Value.Flags _, Value.Scalar _ -> terms.equal(number(a), number(b));
            case Value.Ranges _ -> throw new IllegalStateException("sets are known by what they answer: " + a);
            case Value.Sequence _, Value.Maybe _ ->
                throw new IllegalStateException("values of two kinds: " + a + ", " + b);
        };
    }

    static boolean isTruth(Term term) {
        return switch (term.kind()) {
            case NUMBER, INTEGER, SUM, PRODUCT, QUOTIENT, CHOICE -> false;
            case TRUTH, TRUE, FALSE, NOT_POSITIVE, ZERO, NOT, AND, OR -> true;
        };
    }

    // ------------------------------------------------------------ whole snapshots

    /** What is remembered after two branches, of which one has been taken. @param condition decides for the first */
    Snapshot join(Term condition, Snapshot then, Snapshot otherwise) {
        if (then.dead()) {
            return otherwise;
        }
        if (otherwise.dead()) {
            return then;
        }
        var joined = then.copy();
        joined.path = terms.or(then.path, otherwise.path);
        joined.state = terms.choice(condition, then.state, otherwise.state);
        otherwise.variables.forEach(
                (i, other) -> joined.variables.computeIfPresent(i, (k, v) -> choice(condition, v, other)));
        for (int i = 0; i < joined.running.size(); i++) {
            joined.running.set(i, terms.choice(condition, then.running.get(i), otherwise.running.get(i)));
        }
        for (int i = 0; i < joined.rows.size(); i++) {
            joined.rows.set(i, terms.choice(condition, then.rows.get(i), otherwise.rows.get(i)));
        }
        // What only one branch has declared, nobody reads behind them; what only one has made is gone.
        joined.locals = both(condition, then.locals, otherwise.locals);
        joined.outgoing.keySet().retainAll(otherwise.outgoing.keySet());
        otherwise.outgoing.forEach(
                (kind, fields) -> joined.outgoing.computeIfPresent(kind, (k, own) -> both(condition, own, fields)));
        return joined;
    }

    private Map<Integer, Value> both(Term condition, Map<Integer, Value> then, Map<Integer, Value> otherwise) {
        var joined = new HashMap<Integer, Value>();
        then.forEach((key, value) -> {
            var other = otherwise.get(key);
            if (other != null) {
                joined.put(key, choice(condition, value, other));
            }
        });
        return joined;
    }
}
