package dev.sequent.proofs.smt.term;

import dev.sequent.proofs.smt.term.Term.Kind;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes terms, as simple as they can be made at little cost. Not for several threads. */
public final class Terms {
    private record Key(Kind kind, String name, BigInteger constant, List<Integer> parts, List<BigInteger> factors) {}

    private final Map<Key, Term> known = new HashMap<>();
    private int symbols;

    /** Products with a choice between this many numbers become choices between products. */
    private static final int SPREAD = 70;

    private final Term yes =
            make(Kind.TRUE, "", BigInteger.ZERO, List.of(), List.of(), Optional.empty(), Optional.empty());
    private final Term no =
            make(Kind.FALSE, "", BigInteger.ZERO, List.of(), List.of(), Optional.empty(), Optional.empty());

    private Term make(
            Kind kind,
            String name,
            BigInteger constant,
            List<Term> parts,
            List<BigInteger> factors,
            Optional<BigInteger> low,
            Optional<BigInteger> high) {
        var key = new Key(kind, name, constant, parts.stream().map(Term::id).toList(), factors);
        var found = known.get(key);
        if (found == null) {
            found = new Term(known.size(), kind, name, constant, List.copyOf(parts), List.copyOf(factors), low, high);
            known.put(key, found);
        }
        return found;
    }

    private Term truth(Kind kind, Term... parts) {
        return make(kind, "", BigInteger.ZERO, List.of(parts), List.of(), Optional.empty(), Optional.empty());
    }

    // ------------------------------------------------------------ leaves

    public Term truth(boolean value) {
        return value ? yes : no;
    }

    public Term number(long value) {
        return number(BigInteger.valueOf(value));
    }

    public Term number(BigInteger value) {
        return make(Kind.NUMBER, "", value, List.of(), List.of(), Optional.of(value), Optional.of(value));
    }

    /** A new unknown integer within bounds, both included; its name is made unique. */
    public Term integer(String name, BigInteger low, BigInteger high) {
        return make(
                Kind.INTEGER,
                name + "#" + symbols++,
                BigInteger.ZERO,
                List.of(),
                List.of(),
                Optional.of(low),
                Optional.of(high));
    }

    /** A new unknown truth value; its name is made unique. */
    public Term truth(String name) {
        return make(
                Kind.TRUTH,
                name + "#" + symbols++,
                BigInteger.ZERO,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** How many there are so far: those that come later have an id that is not below it. */
    public int count() {
        return known.size();
    }

    // ------------------------------------------------------------ integers

    public Term plus(Term a, Term b) {
        return combine(a, BigInteger.ONE, b, BigInteger.ONE);
    }

    public Term minus(Term a, Term b) {
        return combine(a, BigInteger.ONE, b, BigInteger.ONE.negate());
    }

    public Term plus(Term a, long b) {
        return plus(a, number(b));
    }

    public Term negate(Term a) {
        return combine(a, BigInteger.ONE.negate(), number(0), BigInteger.ONE);
    }

    private Term combine(Term a, BigInteger timesA, Term b, BigInteger timesB) {
        var sum = new TreeMap<Integer, Map.Entry<Term, BigInteger>>();
        var constant = gather(sum, a, timesA).add(gather(sum, b, timesB));
        return sum(sum, constant);
    }

    private static BigInteger gather(TreeMap<Integer, Map.Entry<Term, BigInteger>> into, Term term, BigInteger times) {
        if (term.isNumber()) {
            return term.constant().multiply(times);
        }
        if (term.kind() == Kind.SUM) {
            for (int i = 0; i < term.parts().size(); i++) {
                add(into, term.part(i), term.coefficients().get(i).multiply(times));
            }
            return term.constant().multiply(times);
        }
        add(into, term, times);
        return BigInteger.ZERO;
    }

    private static void add(TreeMap<Integer, Map.Entry<Term, BigInteger>> into, Term atom, BigInteger times) {
        into.merge(
                atom.id(),
                Map.entry(atom, times),
                (x, y) -> Map.entry(x.getKey(), x.getValue().add(y.getValue())));
        into.values().removeIf(e -> e.getValue().signum() == 0);
    }

    private Term sum(TreeMap<Integer, Map.Entry<Term, BigInteger>> sum, BigInteger constant) {
        if (sum.isEmpty()) {
            return number(constant);
        }
        var parts = sum.values().stream().map(Map.Entry::getKey).toList();
        var factors = sum.values().stream().map(Map.Entry::getValue).toList();
        if (parts.size() == 1 && constant.signum() == 0 && factors.getFirst().equals(BigInteger.ONE)) {
            return parts.getFirst();
        }
        var low = Optional.of(constant);
        var high = Optional.of(constant);
        for (int i = 0; i < parts.size(); i++) {
            var factor = factors.get(i);
            var least = factor.signum() > 0 ? parts.get(i).low() : parts.get(i).high();
            var most = factor.signum() > 0 ? parts.get(i).high() : parts.get(i).low();
            low = low.flatMap(x -> least.map(y -> x.add(y.multiply(factor))));
            high = high.flatMap(x -> most.map(y -> x.add(y.multiply(factor))));
        }
        return make(Kind.SUM, "", constant, parts, factors, low, high);
    }

    public Term times(Term a, BigInteger factor) {
        return combine(a, factor, number(0), BigInteger.ONE);
    }

    public Term times(Term a, Term b) {
        if (b.isNumber()) {
            return times(a, b.constant());
        }
        if (a.isNumber()) {
            return times(b, a.constant());
        }
        if (isTable(b, new int[] {SPREAD})) {
            return spread(a, b);
        }
        if (isTable(a, new int[] {SPREAD})) {
            return spread(b, a);
        }
        var first = a.id() <= b.id() ? a : b;
        var second = first == a ? b : a;
        return make(
                Kind.PRODUCT,
                "",
                BigInteger.ZERO,
                List.of(first, second),
                List.of(),
                extreme(a, b, true),
                extreme(a, b, false));
    }

    private static boolean isTable(Term term, int[] left) {
        left[0]--;
        return left[0] >= 0
                && (term.isNumber()
                        || term.kind() == Kind.CHOICE && isTable(term.part(1), left) && isTable(term.part(2), left));
    }

    private Term spread(Term a, Term table) {
        return table.isNumber()
                ? times(a, table.constant())
                : choice(table.part(0), spread(a, table.part(1)), spread(a, table.part(2)));
    }

    private static Optional<BigInteger> extreme(Term a, Term b, boolean least) {
        if (a.low().isEmpty()
                || a.high().isEmpty()
                || b.low().isEmpty()
                || b.high().isEmpty()) {
            return Optional.empty();
        }
        var best = Optional.<BigInteger>empty();
        for (var x : List.of(a.low().get(), a.high().get())) {
            for (var y : List.of(b.low().get(), b.high().get())) {
                var product = x.multiply(y);
                best = Optional.of(
                        best.map(z -> least ? z.min(product) : z.max(product)).orElse(product));
            }
        }
        return best;
    }

    /** Rounded down; of no meaning unless the divisor is positive. */
    public Term quotient(Term a, Term divisor) {
        if (divisor.isNumber() && divisor.constant().signum() > 0) {
            var by = divisor.constant();
            if (by.equals(BigInteger.ONE)) {
                return a;
            }
            if (a.isNumber()) {
                return number(floor(a.constant(), by));
            }
            return make(
                    Kind.QUOTIENT,
                    "",
                    BigInteger.ZERO,
                    List.of(a, divisor),
                    List.of(),
                    a.low().map(x -> floor(x, by)),
                    a.high().map(x -> floor(x, by)));
        }
        return make(
                Kind.QUOTIENT, "", BigInteger.ZERO, List.of(a, divisor), List.of(), Optional.empty(), Optional.empty());
    }

    static BigInteger floor(BigInteger a, BigInteger by) {
        var parts = a.divideAndRemainder(by);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Of integers, or of truth values. */
    public Term choice(Term condition, Term then, Term otherwise) {
        if (condition.isTrue() || then == otherwise) {
            return then;
        }
        if (condition.isFalse()) {
            return otherwise;
        }
        if (isTruth(then)) {
            return or(and(condition, then), and(not(condition), otherwise));
        }
        if (condition.kind() == Kind.NOT) {
            return choice(condition.part(0), otherwise, then);
        }
        // Each branch may know more than its bounds say, if the condition is about it.
        var low = both(least(condition, then, true), least(condition, otherwise, false), true);
        var high = both(most(condition, then, true), most(condition, otherwise, false), false);
        if (then.kind() == Kind.CHOICE && then.part(0) == condition) {
            return choice(condition, then.part(1), otherwise);
        }
        if (otherwise.kind() == Kind.CHOICE && otherwise.part(0) == condition) {
            return choice(condition, then, otherwise.part(2));
        }
        return make(Kind.CHOICE, "", BigInteger.ZERO, List.of(condition, then, otherwise), List.of(), low, high);
    }

    private static Optional<BigInteger> both(Optional<BigInteger> a, Optional<BigInteger> b, boolean least) {
        return a.flatMap(x -> b.map(y -> least ? x.min(y) : x.max(y)));
    }

    private Optional<BigInteger> least(Term condition, Term branch, boolean holds) {
        return sharper(branch.low(), bound(condition, branch, holds, true), true);
    }

    private Optional<BigInteger> most(Term condition, Term branch, boolean holds) {
        return sharper(branch.high(), bound(condition, branch, holds, false), false);
    }

    private static Optional<BigInteger> sharper(Optional<BigInteger> a, Optional<BigInteger> b, boolean low) {
        return a.isEmpty()
                ? b
                : b.isEmpty()
                        ? a
                        : Optional.of(low ? a.get().max(b.get()) : a.get().min(b.get()));
    }

    /** What "s is not positive", or its opposite, says of a branch that is k + s or k - s. */
    private Optional<BigInteger> bound(Term condition, Term branch, boolean holds, boolean low) {
        if (condition.kind() != Kind.NOT_POSITIVE) {
            return Optional.empty();
        }
        var difference = minus(branch, condition.part(0));
        if (difference.isNumber()) {
            var k = difference.constant();
            return holds == low ? Optional.empty() : Optional.of(holds ? k : k.add(BigInteger.ONE));
        }
        var sum = plus(branch, condition.part(0));
        if (sum.isNumber()) {
            var k = sum.constant();
            return holds == low ? Optional.of(holds ? k : k.subtract(BigInteger.ONE)) : Optional.empty();
        }
        return Optional.empty();
    }

    // ------------------------------------------------------------ truth values

    private static boolean isTruth(Term term) {
        return switch (term.kind()) {
            case NUMBER, INTEGER, SUM, PRODUCT, QUOTIENT, CHOICE -> false;
            case TRUTH, TRUE, FALSE, NOT_POSITIVE, ZERO, NOT, AND, OR -> true;
        };
    }

    public Term lessOrEqual(Term a, Term b) {
        return notPositive(minus(a, b));
    }

    public Term less(Term a, Term b) {
        return lessOrEqual(plus(a, 1), b);
    }

    private Term notPositive(Term difference) {
        if (difference.high().isPresent() && difference.high().get().signum() <= 0) {
            return yes;
        }
        if (difference.low().isPresent() && difference.low().get().signum() > 0) {
            return no;
        }
        return truth(Kind.NOT_POSITIVE, difference);
    }

    public Term equal(Term a, Term b) {
        var difference = minus(a, b);
        if (difference.isNumber()) {
            return truth(difference.constant().signum() == 0);
        }
        if (difference.low().isPresent() && difference.low().get().signum() > 0
                || difference.high().isPresent() && difference.high().get().signum() < 0) {
            return no;
        }
        // One of the two forms that say the same.
        boolean turned = !difference.coefficients().isEmpty()
                && difference.coefficients().getFirst().signum() < 0;
        return truth(Kind.ZERO, turned ? negate(difference) : difference);
    }

    /** Both at least {@code low} and at most {@code high}. */
    public Term within(Term a, BigInteger low, BigInteger high) {
        return and(lessOrEqual(number(low), a), lessOrEqual(a, number(high)));
    }

    public Term same(Term a, Term b) {
        return or(and(a, b), and(not(a), not(b)));
    }

    public Term not(Term a) {
        return switch (a.kind()) {
            case TRUE -> no;
            case FALSE -> yes;
            case NOT -> a.part(0);
            case NOT_POSITIVE -> notPositive(plus(negate(a.part(0)), 1));
            case TRUTH, ZERO, AND, OR -> truth(Kind.NOT, a);
            case NUMBER, INTEGER, SUM, PRODUCT, QUOTIENT, CHOICE ->
                throw new IllegalArgumentException("not a truth value: " + a);
        };
    }

    public Term and(Term a, Term b) {
        if (a.isFalse() || b.isFalse() || a == not(b)) {
            return no;
        }
        if (a.isTrue() || a == b || b.kind() == Kind.AND && (b.part(0) == a || b.part(1) == a)) {
            return b;
        }
        if (b.isTrue() || a.kind() == Kind.AND && (a.part(0) == b || a.part(1) == b)) {
            return a;
        }
        if (contradicts(a, b) || contradicts(b, a)) {
            return no;
        }
        return truth(Kind.AND, a.id() <= b.id() ? a : b, a.id() <= b.id() ? b : a);
    }

    private boolean contradicts(Term conjunction, Term other) {
        var opposite = not(other);
        return conjunction.kind() == Kind.AND && (conjunction.part(0) == opposite || conjunction.part(1) == opposite);
    }

    public Term or(Term a, Term b) {
        if (a.isTrue() || b.isTrue() || a == not(b)) {
            return yes;
        }
        if (a.isFalse() || a == b || b.kind() == Kind.OR && (b.part(0) == a || b.part(1) == a)) {
            return b;
        }
        if (b.isFalse() || a.kind() == Kind.OR && (a.part(0) == b || a.part(1) == b)) {
            return a;
        }
        // Two branches come together again.
        if (a.kind() == Kind.AND && b.kind() == Kind.AND) {
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    if (a.part(i) == b.part(j) && a.part(1 - i) == not(b.part(1 - j))) {
                        return a.part(i);
                    }
                }
            }
        }
        if (a.kind() == Kind.AND && (a.part(0) == b || a.part(1) == b)) {
            return b;
        }
        if (b.kind() == Kind.AND && (b.part(0) == a || b.part(1) == a)) {
            return a;
        }
        return truth(Kind.OR, a.id() <= b.id() ? a : b, a.id() <= b.id() ? b : a);
    }

    public Term implies(Term a, Term b) {
        return or(not(a), b);
    }

    // ------------------------------------------------------------ what is often needed

    public Term min(Term a, Term b) {
        return choice(lessOrEqual(a, b), a, b);
    }

    public Term max(Term a, Term b) {
        return choice(lessOrEqual(b, a), a, b);
    }

    public Term oneIf(Term condition) {
        return choice(condition, number(1), number(0));
    }
}
