package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.proofs.smt.encode.Concrete.Range;
import dev.sequent.proofs.smt.encode.RangesTerm;
import dev.sequent.proofs.smt.encode.Sets.Asked;
import dev.sequent.proofs.smt.encode.Sets.Question;
import dev.sequent.proofs.smt.encode.Space;
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
import org.junit.jupiter.api.Test;

/** Sets that are made of answers: a counterexample is taken on cores, and must be something that cores can hold. */
class ReconstructionTest {
    private static final long SEED = 20_261_130;
    private static final long HALF = 1L << 31;
    private static final int CAPACITY = 4;

    private final Terms terms = new Terms();
    private final Map<Term, BigInteger> values = new HashMap<>();
    private final List<Asked> answers = new ArrayList<>();
    private final RangesTerm.Unknown set =
            new RangesTerm.Unknown("HELD", 0, CAPACITY, new Space(0, symbol("base", 2000)));

    @Test
    void asTheSolverHasIt() {
        answer(Question.COUNT, 0, 2);
        answer(Question.FIRST, 0, 5);
        answer(Question.LAST, 0, 20);
        answer(Question.END_OF_RUN, 15, 20);
        answer(Question.COVERS, 10, 0);
        assertThat(made()).containsExactly(new Range(2005, 2006), new Range(2015, 2020));
    }

    /**
     * What is asked after the solver has answered is zero, be it possible or not: this one would go round the space.
     */
    @Test
    void aRunThatEndsBeforeItBegins() {
        answer(Question.COUNT, 0, 2);
        answer(Question.FIRST, 0, 5);
        answer(Question.LAST, 0, 20);
        answer(Question.END_OF_RUN, 15, 0);
        assertThat(made()).containsExactly(new Range(2005, 2006), new Range(2019, 2020));
    }

    @Test
    void whateverTheAnswersAre() {
        System.out.println("seed " + SEED);
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            answers.clear();
            answer(Question.COUNT, 0, random.nextInt(CAPACITY + 1));
            for (int j = random.nextInt(8); j > 0; j--) {
                var question = Question.values()[random.nextInt(Question.values().length)];
                if (question != Question.COUNT) {
                    answer(question, offset(random), question == Question.COVERS ? random.nextInt(2) : offset(random));
                }
            }
            held(made());
        }
    }

    /** That the runtime's class, given one range after the other, holds just these. */
    private static void held(List<Range> made) {
        var held = new RangeSet(CAPACITY);
        for (var range : made) {
            assertThat(held.add((int) range.from(), (int) range.to()))
                    .as(made.toString())
                    .isTrue();
        }
        assertThat(held.count()).as(made.toString()).isEqualTo(made.size());
        for (int i = 0; i < held.count(); i++) {
            assertThat(new Range(Integer.toUnsignedLong(held.from(i)), Integer.toUnsignedLong(held.to(i))))
                    .isEqualTo(made.get(i));
        }
        if (!made.isEmpty()) {
            assertThat(Math.floorMod(made.getLast().to() - made.getFirst().from(), 2 * HALF))
                    .as(made.toString())
                    .isPositive()
                    .isLessThan(HALF);
        }
    }

    private static long offset(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> HALF - 1 - random.nextInt(4);
            case 2 -> -HALF + random.nextInt(4);
            default -> random.nextInt(40) - 20;
        };
    }

    private List<Range> made() {
        return new Reconstruction(answers, new Evaluation(values::get)).ranges(set);
    }

    private void answer(Question question, long point, long answer) {
        answers.add(new Asked(set, question, terms.number(point), symbol(question.name(), answer)));
    }

    private Term symbol(String name, long value) {
        var symbol = terms.integer(name, BigInteger.valueOf(-2 * HALF), BigInteger.valueOf(2 * HALF));
        values.put(symbol, BigInteger.valueOf(value));
        return symbol;
    }
}
