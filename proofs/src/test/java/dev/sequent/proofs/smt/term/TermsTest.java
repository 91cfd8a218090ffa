package dev.sequent.proofs.smt.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Terms that were drawn at random: made simple, they are worth the same; and the solver thinks so, too. */
class TermsTest {
    private static final long SEED = 20_260_102;
    private static final BigInteger LOW = BigInteger.valueOf(-40);
    private static final BigInteger HIGH = BigInteger.valueOf(60);

    private final Random random = new Random(SEED);
    private final Terms terms = new Terms();
    private final List<Term> integers = new ArrayList<>();
    private final List<Term> truths = new ArrayList<>();
    private final Map<Term, BigInteger> values = new HashMap<>();

    /** What the term is, computed as it was built and not as it is kept. */
    private record Made(Term term, BigInteger value) {}

    private void symbols() {
        for (int i = 0; i < 4; i++) {
            integers.add(terms.integer("x", LOW, HIGH));
            truths.add(terms.truth("p"));
        }
    }

    private void draw() {
        integers.forEach(t -> values.put(t, BigInteger.valueOf(random.nextInt(101) - 40)));
        truths.forEach(t -> values.put(t, BigInteger.valueOf(random.nextInt(2))));
    }

    @Test
    void worthTheSame() {
        System.out.println("seed " + SEED);
        symbols();
        for (int i = 0; i < 4_000; i++) {
            draw();
            var made = integer(5);
            var evaluation = new Evaluation(values::get);
            assertThat(evaluation.value(made.term())).as(made.term().toString()).isEqualTo(made.value());
            made.term().low().ifPresent(l -> assertThat(made.value()).isGreaterThanOrEqualTo(l));
            made.term().high().ifPresent(h -> assertThat(made.value()).isLessThanOrEqualTo(h));
        }
    }

    @Test
    void asTheSolverHasIt() {
        System.out.println("seed " + SEED);
        symbols();
        try (var solver = new Solver(10_000, 1)) {
            for (int i = 0; i < 300; i++) {
                draw();
                var made = integer(4);
                var given = new ArrayList<Term>();
                values.forEach((symbol, value) -> given.add(
                        integers.contains(symbol)
                                ? terms.equal(symbol, terms.number(value))
                                : value.signum() != 0 ? symbol : terms.not(symbol)));
                given.add(terms.not(terms.equal(made.term(), terms.number(made.value()))));
                assertThat(solver.ask(given)).as(made.term().toString()).isInstanceOf(Answer.Impossible.class);
            }
        }
    }

    private Made integer(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            if (random.nextBoolean()) {
                var number = BigInteger.valueOf(random.nextInt(21) - 10);
                return new Made(terms.number(number), number);
            }
            var symbol = integers.get(random.nextInt(integers.size()));
            return new Made(symbol, values.get(symbol));
        }
        var a = integer(depth - 1);
        var b = integer(depth - 1);
        return switch (random.nextInt(7)) {
            case 0 -> new Made(terms.plus(a.term(), b.term()), a.value().add(b.value()));
            case 1 -> new Made(terms.minus(a.term(), b.term()), a.value().subtract(b.value()));
            case 2 -> new Made(terms.min(a.term(), b.term()), a.value().min(b.value()));
            case 3 -> new Made(terms.max(a.term(), b.term()), a.value().max(b.value()));
            case 4 -> {
                var by = BigInteger.valueOf(1 + random.nextInt(7));
                yield new Made(
                        terms.quotient(a.term(), terms.number(by)),
                        a.value().subtract(a.value().mod(by)).divide(by));
            }
            case 5 -> {
                var by = BigInteger.valueOf(random.nextInt(9) - 4);
                yield new Made(terms.times(a.term(), by), a.value().multiply(by));
            }
            default -> {
                var condition = truth(depth - 1);
                yield new Made(
                        terms.choice(condition.term(), a.term(), b.term()),
                        condition.value().signum() != 0 ? a.value() : b.value());
            }
        };
    }

    private Made truth(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            var symbol = truths.get(random.nextInt(truths.size()));
            return new Made(symbol, values.get(symbol));
        }
        return switch (random.nextInt(7)) {
            case 0 -> {
                var a = integer(depth - 1);
                var b = integer(depth - 1);
                yield made(terms.lessOrEqual(a.term(), b.term()), a.value().compareTo(b.value()) <= 0);
            }
            case 1 -> {
                var a = integer(depth - 1);
                var b = integer(depth - 1);
                yield made(terms.equal(a.term(), b.term()), a.value().equals(b.value()));
            }
            case 2 -> {
                var a = truth(depth - 1);
                yield made(terms.not(a.term()), a.value().signum() == 0);
            }
            case 3 -> {
                var a = truth(depth - 1);
                var b = truth(depth - 1);
                yield made(
                        terms.and(a.term(), b.term()),
                        a.value().signum() != 0 && b.value().signum() != 0);
            }
            case 4 -> {
                var a = truth(depth - 1);
                var b = truth(depth - 1);
                yield made(
                        terms.or(a.term(), b.term()),
                        a.value().signum() != 0 || b.value().signum() != 0);
            }
            case 5 -> {
                var a = truth(depth - 1);
                var b = truth(depth - 1);
                yield made(
                        terms.implies(a.term(), b.term()),
                        a.value().signum() == 0 || b.value().signum() != 0);
            }
            default -> {
                var c = truth(depth - 1);
                var a = truth(depth - 1);
                var b = truth(depth - 1);
                yield made(
                        terms.choice(c.term(), a.term(), b.term()),
                        (c.value().signum() != 0 ? a : b).value().signum() != 0);
            }
        };
    }

    private static Made made(Term term, boolean value) {
        return new Made(term, value ? BigInteger.ONE : BigInteger.ZERO);
    }
}
