package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the solver about each demand as it comes up. */
final class SolverSink implements Sink {
    /**
     * A demand, and what the solver said of its opposite.
     *
     * @param small a smaller counterexample, where one was looked for
     * @param lemmas the invariants that the answer takes
     */
    record Heard(
            FaultKind kind,
            Span span,
            List<String> chain,
            Answer answer,
            Optional<Answer.Possible> small,
            boolean asked,
            long millis,
            Set<String> lemmas) {}

    private final Terms terms;
    private final Solver solver;
    private final boolean faults;
    private final boolean lemmas;
    private final List<Heard> heard = new ArrayList<>();
    private final Map<Term, Answer> known = new HashMap<>();
    private final Map<Term, Answer.Possible> knownSmall = new HashMap<>();
    private Optional<Smaller> smaller = Optional.empty();
    private final Map<Expr, Term> taken = new IdentityHashMap<>();
    private final Set<String> followed = new HashSet<>();
    private int muted;

    /**
     * @param faults whether faults are asked about; if not, they are taken for granted not to happen
     * @param lemmas whether an answer is to say which of the invariants it takes
     */
    SolverSink(Terms terms, Solver solver, boolean faults, boolean lemmas) {
        this.terms = terms;
        this.solver = solver;
        this.faults = faults;
        this.lemmas = lemmas;
    }

    /** From now on, counterexamples are made small: later it is required that there are none. */
    void make(Smaller smaller) {
        this.smaller = Optional.of(smaller);
    }

    List<Heard> heard() {
        return heard;
    }

    /** The invariants that an answer takes. */
    static Set<String> lemmas(Answer answer) {
        return answer instanceof Answer.Impossible i ? i.leaned() : Set.of();
    }

    /** From now on, this invariant holds of the machine before the step. */
    void assume(MachineType.Invariant invariant, Term holds) {
        take(invariant.name(), holds)
                .ifPresent(
                        literal -> Assumptions.conjuncts(invariant.condition()).forEach(c -> taken.put(c, literal)));
    }

    /** From now on, this holds before the step. @return a symbol for it, if answers are to say what they take */
    Optional<Term> take(String name, Term holds) {
        if (!lemmas) {
            solver.require(holds);
            return Optional.empty();
        }
        var literal = terms.truth("taken " + name);
        solver.assume(name, literal, holds);
        return Optional.of(literal);
    }

    @Override
    public Optional<Term> taken(Expr claim) {
        return Optional.ofNullable(taken.get(claim));
    }

    @Override
    public void fact(Term fact) {
        solver.require(fact);
    }

    @Override
    public void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded) {
        var opposite = terms.and(path, terms.not(demanded));
        if (opposite.isFalse()) {
            if (muted == 0) {
                // That a loop ends has been asked before, bit by bit.
                var answer = new Answer.Impossible(kind == FaultKind.LOOP ? Set.copyOf(followed) : Set.of());
                heard.add(new Heard(kind, span, chain, answer, Optional.empty(), false, 0, lemmas(answer)));
                followed.clear();
            }
            return;
        }
        boolean follows = false;
        if (muted == 0 && faults) {
            long start = System.nanoTime();
            boolean asked = !known.containsKey(opposite);
            var answer = known.computeIfAbsent(opposite, o -> solver.ask(List.of(path, terms.not(demanded))));
            var small = small(kind, opposite, answer, List.of(path, terms.not(demanded)));
            long millis = (System.nanoTime() - start) / 1_000_000;
            heard.add(new Heard(kind, span, chain, answer, small, asked, millis, lemmas(answer)));
            follows = answer instanceof Answer.Impossible;
        }
        // What follows need not be required.
        if (kind != FaultKind.TURNS && !follows) {
            solver.require(terms.implies(path, demanded));
        }
    }

    /** Numbers that are far apart are no fault, and nobody is shown such a step. */
    private Optional<Answer.Possible> small(FaultKind kind, Term opposite, Answer answer, List<Term> question) {
        return kind == FaultKind.TURNS || !(answer instanceof Answer.Possible found)
                ? Optional.empty()
                : smaller.map(s -> knownSmall.computeIfAbsent(opposite, o -> s.than(found, question)));
    }

    @Override
    public boolean follows(Term claim) {
        if (claim.isTrue()) {
            return true;
        }
        var answer = solver.ask(List.of(terms.not(claim)));
        followed.addAll(lemmas(answer));
        return answer instanceof Answer.Impossible;
    }

    @Override
    public List<Term> following(List<Term> claims) {
        var left = new ArrayList<>(claims);
        while (true) {
            var all = left.stream().reduce(terms.truth(true), terms::and);
            if (all.isTrue()) {
                return left;
            }
            switch (solver.ask(List.of(terms.not(all)))) {
                case Answer.Impossible _ -> {
                    return left;
                }
                case Answer.Possible p -> {
                    var evaluation = Solver.evaluation(p);
                    int before = left.size();
                    left.removeIf(c -> !evaluation.truth(c));
                    if (left.size() == before) {
                        // Never seen: then each by itself.
                        return left.stream().filter(this::follows).toList();
                    }
                }
                case Answer.Undecided _ -> {
                    return left.stream().filter(this::follows).toList();
                }
            }
        }
    }

    @Override
    public void mute() {
        muted++;
    }

    @Override
    public void listen() {
        muted--;
    }
}
