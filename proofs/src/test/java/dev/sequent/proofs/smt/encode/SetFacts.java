package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.Sets.Asked;
import dev.sequent.proofs.smt.encode.Sets.Question;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What {@link Sets} says of a set, and what the same set answers slot by slot ({@link ExplicitSet}). Each symbol that
 * is asked for is defined as what the explicit set answers, where all that was done to it was defined; that all facts
 * follow then means that there is such a symbol, whatever the set.
 */
final class SetFacts {
    /** Something that must follow. @param name what it is, for whoever looks for it */
    record Claim(String name, Term claim) {}

    /** A question, and the point that it is about, if there is one. */
    record Ask(Question question, int point) {
        @Override
        public String toString() {
            return question
                    + (question == Question.COVERS || question == Question.END_OF_RUN ? "(p" + point + ")" : "");
        }
    }

    private record Key(RangesTerm set, Question question, Term point) {}

    /** How a set came about, told to the code that is under examination. */
    interface Shape extends Function<Run, RangesTerm> {}

    private final Terms terms = new Terms();
    private final Sequences sequences = new Sequences(terms);
    private final Space space = new Space(1, terms.number(0));
    private final int capacity;
    private final Map<Integer, RangesTerm.Unknown> unknown = new LinkedHashMap<>();
    private final Map<RangesTerm, ExplicitSet> explicit = new HashMap<>();
    private final Map<String, Term> points = new LinkedHashMap<>();
    private final Map<Key, Term> symbols = new HashMap<>();
    private final Map<Term, Term> definitions = new LinkedHashMap<>();
    private final Map<Term, String> claims = new LinkedHashMap<>();

    /** @param capacity of the sets that are not known */
    SetFacts(int capacity) {
        this.capacity = capacity;
    }

    Terms terms() {
        return terms;
    }

    /** Any number, as an offset. */
    Term point(String name) {
        return points.computeIfAbsent(
                name, n -> terms.integer(n, Sequences.HALF.negate(), Sequences.HALF.subtract(BigInteger.ONE)));
    }

    List<Claim> claims() {
        return claims.entrySet().stream()
                .map(e -> new Claim(e.getValue(), e.getKey()))
                .toList();
    }

    // ------------------------------------------------------------ explicit sets

    private RangesTerm.Unknown unknown(int id) {
        return unknown.computeIfAbsent(id, i -> {
            var set = new RangesTerm.Unknown("set" + id, id, capacity, space);
            var half = Sequences.HALF.subtract(BigInteger.ONE);
            var first = terms.integer("first", Sequences.HALF.negate(), half);
            var from = new ArrayList<Term>();
            var to = new ArrayList<Term>();
            for (int j = 0; j < capacity; j++) {
                var begin = j == 0 ? terms.number(0) : terms.integer("from", BigInteger.ZERO, half);
                var end = terms.integer("to", BigInteger.ZERO, half);
                from.add(terms.plus(first, begin));
                to.add(terms.plus(first, end));
            }
            var count = terms.integer("count", BigInteger.ZERO, BigInteger.valueOf(capacity));
            var made = new ExplicitSet(terms, count, from, to);
            Renaming.symbols(made.wellFormed()).forEach(s -> definitions.put(s, made.wellFormed()));
            explicit.put(set, made);
            return set;
        });
    }

    ExplicitSet explicit(RangesTerm set) {
        var found = explicit.get(set);
        if (found == null) {
            found = switch (set) {
                case RangesTerm.Unknown _ -> throw new IllegalStateException("unknown to us: " + set);
                case RangesTerm.Empty _ -> new ExplicitSet(terms, terms.number(0), List.of(), List.of());
                case RangesTerm.Added s -> explicit(s.before()).add(s.from(), s.to());
                case RangesTerm.Cut s -> explicit(s.before()).cutBelow(s.below());
                case RangesTerm.Chosen s -> explicit(s.then()).or(s.condition(), explicit(s.otherwise()));
            };
            explicit.put(set, found);
        }
        return found;
    }

    private Term answer(RangesTerm set, Question question, Term point) {
        var held = explicit(set);
        return switch (question) {
            case COUNT -> held.count();
            case FIRST -> held.first();
            case LAST -> held.last();
            case TOTAL -> held.total();
            case COVERS -> held.covers(point);
            case END_OF_RUN -> held.endOfRun(point);
        };
    }

    // ------------------------------------------------------------ what Sets says

    /**
     * One run of the code under examination; what it calls an answer is brought together with what others called it.
     */
    final class Run implements Sink {
        private final Sets sets = new Sets(terms, sequences, this);
        private final Renaming renaming = new Renaming(terms);
        private final List<Term> facts = new ArrayList<>();
        private int named;
        private int stated;

        RangesTerm unknown() {
            return unknown(0);
        }

        RangesTerm unknown(int id) {
            return SetFacts.this.unknown(id);
        }

        RangesTerm added(RangesTerm before, String from, String to) {
            var a = point(from);
            var b = point(to);
            var some = terms.less(terms.number(0), sequences.signed(terms.minus(b, a)));
            return new RangesTerm.Added(before, a, b, terms.implies(some, sets.staysTogether(before, a, b)));
        }

        RangesTerm cut(RangesTerm before, String below) {
            var x = point(below);
            return new RangesTerm.Cut(before, x, sets.staysTogether(before, x, x));
        }

        RangesTerm chosen(RangesTerm then, RangesTerm otherwise) {
            var bit = points.computeIfAbsent("which", n -> terms.truth(n));
            return sets.choice(bit, then, otherwise);
        }

        Sets sets() {
            return sets;
        }

        Term ask(RangesTerm set, Ask ask) {
            var point = point("p" + ask.point());
            return switch (ask.question()) {
                case COUNT -> sets.count(set);
                case FIRST -> sets.first(set);
                case LAST -> sets.last(set);
                case TOTAL -> sets.total(set);
                case COVERS -> sets.covers(set, point);
                case END_OF_RUN -> sets.endOfRun(set, point);
            };
        }

        /** Claims all that was required since, and that an answer is the right one. */
        void answered(RangesTerm set, Ask ask, Term said, String shape) {
            settle(shape);
            var right = answer(settled(set), ask.question(), point("p" + ask.point()));
            boolean truth = ask.question() == Question.COVERS;
            var same = truth ? terms.same(settled(said), right) : terms.equal(settled(said), right);
            var meant = settled(sets.defined(set));
            if (ask.question() == Question.FIRST || ask.question() == Question.LAST) {
                meant = terms.and(meant, explicit(settled(set)).has(0));
            }
            claim(shape + ": its " + ask, terms.implies(meant, same));
        }

        /** The terms that are common to all runs. */
        Term settled(Term term) {
            return renaming.of(term);
        }

        void settle(String shape) {
            for (; named < sets.asked().size(); named++) {
                define(sets.asked().get(named), shape);
            }
            for (; stated < facts.size(); stated++) {
                claim(shape + ": fact " + stated, settled(facts.get(stated)));
            }
        }

        private void define(Asked asked, String shape) {
            var set = settled(asked.set());
            var point = settled(asked.point());
            var symbol = symbols.computeIfAbsent(new Key(set, asked.question(), point), k -> {
                var right = answer(set, asked.question(), point);
                var defined = settled(sets.defined(asked.set()));
                boolean truth = asked.question() == Question.COVERS;
                if (!truth) {
                    claim(
                            shape + ": bounds of " + asked.symbol(),
                            terms.implies(
                                    defined,
                                    terms.within(
                                            right,
                                            asked.symbol().low().orElseThrow(),
                                            asked.symbol().high().orElseThrow())));
                }
                var same = truth ? terms.same(asked.symbol(), right) : terms.equal(asked.symbol(), right);
                definitions.put(asked.symbol(), terms.implies(defined, same));
                return asked.symbol();
            });
            renaming.rename(asked.symbol(), symbol);
        }

        RangesTerm settled(RangesTerm set) {
            return switch (set) {
                case RangesTerm.Unknown _, RangesTerm.Empty _ -> set;
                case RangesTerm.Added s ->
                    new RangesTerm.Added(
                            settled(s.before()), settled(s.from()), settled(s.to()), settled(s.together()));
                case RangesTerm.Cut s ->
                    new RangesTerm.Cut(settled(s.before()), settled(s.below()), settled(s.together()));
                case RangesTerm.Chosen s ->
                    new RangesTerm.Chosen(settled(s.condition()), settled(s.then()), settled(s.otherwise()));
            };
        }

        @Override
        public void fact(Term fact) {
            facts.add(fact);
        }

        @Override
        public void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded) {
            throw new IllegalStateException("sets demand nothing");
        }

        @Override
        public boolean follows(Term claim) {
            throw new IllegalStateException("sets do not ask");
        }

        @Override
        public List<Term> following(List<Term> claims) {
            throw new IllegalStateException("sets do not ask");
        }

        @Override
        public void mute() {
            throw new IllegalStateException("sets demand nothing");
        }

        @Override
        public void listen() {
            throw new IllegalStateException("sets demand nothing");
        }
    }

    void claim(String name, Term claim) {
        if (!claim.isTrue()) {
            claims.putIfAbsent(claim, name);
        }
    }

    Run run() {
        return new Run();
    }

    /** The set is made, and asked in this order. */
    Run examine(String name, Shape shape, List<Ask> order) {
        var run = new Run();
        var set = shape.apply(run);
        run.settle(name);
        var made = run.settled(set);
        // What is known of any set may then be said of this one, and of what is made of it.
        claim(
                name + ": still a set",
                terms.implies(run.settled(run.sets.defined(set)), explicit(made).wellFormed()));
        for (var ask : order) {
            run.answered(set, ask, run.ask(set, ask), name);
        }
        return run;
    }

    // ------------------------------------------------------------ what follows

    /** What of these sets, and of what the answers mean, can be while this is so. */
    Answer possible(Solver solver, Term so) {
        var all = new LinkedHashSet<Term>(List.of(so));
        // What is mentioned is defined; by what was there before it.
        var left = new TreeSet<Term>((a, b) -> Integer.compare(b.id(), a.id()));
        left.addAll(Renaming.symbols(so));
        while (!left.isEmpty()) {
            var definition = definitions.get(left.pollFirst());
            if (definition != null) {
                all.add(definition);
                Renaming.symbols(definition).stream()
                        .filter(s -> !all.contains(definitions.get(s)))
                        .forEach(left::add);
            }
        }
        return solver.askAnew(List.copyOf(all));
    }

    Answer refuted(Solver solver, Claim claim) {
        return possible(solver, terms.not(claim.claim()));
    }
}
