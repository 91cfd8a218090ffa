package dev.sequent.proofs.smt.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.proofs.smt.encode.SetFacts.Ask;
import dev.sequent.proofs.smt.encode.SetFacts.Claim;
import dev.sequent.proofs.smt.encode.SetFacts.Shape;
import dev.sequent.proofs.smt.encode.Sets.Question;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.runtime.RangeSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link Sets} requires of answers follows for every set of so many ranges, wherever it lies: of one that is not
 * known, of what is added to it, of what is left of it. That these are sets again is shown as well, and so the facts
 * hold of what is done to the results. In the profile {@code deep} there are more ranges, asked in more orders.
 */
class SetFactsTest {
    private static final boolean DEEP = Boolean.getBoolean("sequent.sets.deep");
    private static final int SLOTS = Integer.getInteger("sequent.sets.slots", DEEP ? 4 : 3);
    private static final int STRIDE = 60;
    private static final int LIMIT = 60_000;

    private static final Map<String, Shape> SHAPES = new LinkedHashMap<>();
    private static final Map<String, Shape> NESTED = new LinkedHashMap<>();

    static {
        SHAPES.put("any", r -> r.unknown());
        SHAPES.put("added", r -> r.added(r.unknown(), "a", "b"));
        SHAPES.put("cut", r -> r.cut(r.unknown(), "x"));
        NESTED.put("added to none", r -> r.added(new RangesTerm.Empty(), "a", "b"));
        NESTED.put("cut of none", r -> r.cut(new RangesTerm.Empty(), "x"));
        NESTED.put("added to added", r -> r.added(r.added(r.unknown(), "a", "b"), "c", "d"));
        NESTED.put("cut of added", r -> r.cut(r.added(r.unknown(), "a", "b"), "x"));
        NESTED.put("added to cut", r -> r.added(r.cut(r.unknown(), "x"), "a", "b"));
        NESTED.put("cut of cut", r -> r.cut(r.cut(r.unknown(), "x"), "y"));
        NESTED.put("one of two", r -> r.chosen(r.unknown(), r.unknown(1)));
        NESTED.put("added to one of two", r -> r.added(r.chosen(r.unknown(), r.cut(r.unknown(), "x")), "a", "b"));
        NESTED.put("cut of one of two", r -> r.cut(r.chosen(r.unknown(), r.added(r.unknown(), "a", "b")), "x"));
    }

    static Stream<String> shapes() {
        return Stream.concat(SHAPES.keySet().stream(), DEEP ? NESTED.keySet().stream() : Stream.of());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void follow(String name) {
        // The nested ones follow from the others; they are there because that is an argument, and this is a proof.
        var facts = new SetFacts(NESTED.containsKey(name) ? 2 : SLOTS);
        var shape = SHAPES.getOrDefault(name, NESTED.get(name));
        orders().forEach(order -> facts.examine(name, shape, order));
        assertThat(facts.claims()).isNotEmpty();
        var open = new ArrayList<String>();
        long longest = 0;
        for (var claim : facts.claims()) {
            long start = System.nanoTime();
            try (var solver = new Solver(LIMIT, 1)) {
                var answer = facts.refuted(solver, claim);
                if (!(answer instanceof Answer.Impossible)) {
                    open.add(claim.name() + ": " + answer + " for " + claim.claim());
                }
            }
            longest = Math.max(longest, System.nanoTime() - start);
        }
        System.out.println(name + ": " + facts.claims().size() + " claims, " + longest / 1_000_000 + " ms the longest");
        assertThat(open).isEmpty();
    }

    /** What was defined is not a contradiction, from which anything would follow. */
    @Test
    void thereAreSuchSets() {
        for (var shape : List.of(SHAPES.get("added"), SHAPES.get("cut"))) {
            var facts = new SetFacts(2);
            var run = facts.run();
            var set = shape.apply(run);
            orders().getFirst().forEach(ask -> run.ask(set, ask));
            run.settle("set");
            var several = facts.terms().less(facts.terms().number(1), run.sets().count(set));
            var some = run.settled(facts.terms().and(run.sets().defined(set), several));
            try (var solver = new Solver(LIMIT, 1)) {
                assertThat(facts.possible(solver, some)).isInstanceOf(Answer.Possible.class);
            }
        }
    }

    /** Something that is nearly true of a set that is not empty, and true once it is mended. */
    record Nearly(String name, Shape shape, Claimed claimed, Claimed mended) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Claimed {
        Term of(SetFacts facts, Sets sets, RangesTerm set);
    }

    static Stream<Nearly> nearly() {
        return Stream.of(
                new Nearly(
                        "a gap after the last range, too",
                        SHAPES.get("any"),
                        (f, s, r) -> bound(f, s, r, 0),
                        (f, s, r) -> bound(f, s, r, -1)),
                new Nearly(
                        "its end is covered",
                        SHAPES.get("any"),
                        (f, s, r) -> s.covers(r, s.last(r)),
                        (f, s, r) -> s.covers(r, f.terms().plus(s.last(r), -1))),
                new Nearly(
                        "offsets in order",
                        SHAPES.get("any"),
                        (f, s, r) -> f.terms().less(s.first(r), s.last(r)),
                        (f, s, r) -> f.terms().not(f.terms().equal(s.first(r), s.last(r)))),
                new Nearly(
                        "what is added is one with another",
                        SHAPES.get("added"),
                        (f, s, r) -> more(f, s, r, 0),
                        (f, s, r) -> more(f, s, r, 1)),
                new Nearly(
                        "no range goes when one is cut",
                        SHAPES.get("cut"),
                        (f, s, r) -> f.terms().lessOrEqual(s.count(((RangesTerm.Cut) r).before()), s.count(r)),
                        (f, s, r) -> f.terms().lessOrEqual(s.count(r), s.count(((RangesTerm.Cut) r).before()))));
    }

    private static Term bound(SetFacts facts, Sets sets, RangesTerm set, int less) {
        var terms = facts.terms();
        var span = new Sequences(terms).unsigned(terms.minus(sets.last(set), sets.first(set)));
        return terms.lessOrEqual(terms.plus(terms.plus(sets.count(set), sets.count(set)), less), span);
    }

    private static Term more(SetFacts facts, Sets sets, RangesTerm set, int more) {
        var before = sets.count(((RangesTerm.Added) set).before());
        return facts.terms().lessOrEqual(sets.count(set), facts.terms().plus(before, more));
    }

    @ParameterizedTest
    @MethodSource("nearly")
    void refuted(Nearly nearly) {
        var shown = ask(nearly, nearly.claimed());
        assertThat(shown.answer()).isInstanceOf(Answer.Possible.class);
        var evaluation = Solver.evaluation((Answer.Possible) shown.answer());
        var held = shown.facts().explicit(shown.facts().run().unknown());
        // Something that the runtime's class can hold.
        Function<Term, Integer> number = t -> evaluation.value(t).intValue();
        var set = new RangeSet(2);
        var text = new StringBuilder();
        for (int i = 0; i < number.apply(held.count()); i++) {
            set.add(number.apply(held.from(i)), number.apply(held.to(i)));
            text.append(' ').append(set.from(i)).append("..").append(set.to(i));
        }
        System.out.println("not so, " + nearly.name() + ":" + text);
        assertThat(set.count()).isEqualTo(number.apply(held.count()));
    }

    @ParameterizedTest
    @MethodSource("nearly")
    void mended(Nearly nearly) {
        assertThat(ask(nearly, nearly.mended()).answer()).isInstanceOf(Answer.Impossible.class);
    }

    private record Shown(SetFacts facts, Answer answer) {}

    private static Shown ask(Nearly nearly, Claimed claimed) {
        var facts = new SetFacts(2);
        var run = facts.run();
        var set = nearly.shape().apply(run);
        var claim = claimed.of(facts, run.sets(), set);
        var about = facts.terms()
                .and(run.sets().defined(set), facts.terms().not(run.sets().isEmpty(set)));
        run.settle(nearly.name());
        var settled = run.settled(facts.terms().implies(about, claim));
        try (var solver = new Solver(LIMIT, 1)) {
            return new Shown(facts, facts.refuted(solver, new Claim(nearly.name(), settled)));
        }
    }

    /** What is required depends on what was asked before. */
    private static List<List<Ask>> orders() {
        var first = new ArrayList<Ask>();
        for (var question : Question.values()) {
            first.add(new Ask(question, 0));
        }
        var orders = new ArrayList<List<Ask>>();
        permute(first, 0, orders);
        var chosen = new ArrayList<List<Ask>>();
        for (int i = 0; i < orders.size(); i++) {
            boolean ends = i == 0 || i == orders.size() - 1;
            if (DEEP ? i % STRIDE == 0 : ends) {
                boolean covers = i % 2 == 0;
                var longer = new ArrayList<>(orders.get(i));
                longer.add(new Ask(covers ? Question.COVERS : Question.END_OF_RUN, 1));
                longer.add(new Ask(covers ? Question.END_OF_RUN : Question.COVERS, 1));
                chosen.add(longer);
            }
        }
        return chosen;
    }

    private static void permute(List<Ask> asks, int from, List<List<Ask>> into) {
        if (from == asks.size()) {
            into.add(List.copyOf(asks));
        }
        for (int i = from; i < asks.size(); i++) {
            Collections.swap(asks, from, i);
            permute(asks, from + 1, into);
            Collections.swap(asks, from, i);
        }
    }
}
