package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the solver what an execution finds; then asks it about what was demanded. */
final class SolverSink implements Sink {
    /**
     * A demand.
     *
     * @param chain the routines that led there, outermost first
     * @param leaned the invariants that were taken to find out what to ask: how a loop comes nearer to its end
     * @param terms how many there were then: what others mean may rely on the demand, and says nothing if it is broken
     */
    record Demand(FaultKind kind, Span span, List<String> chain, Set<String> leaned, int terms) {}

    private final Terms terms;
    private final Solver solver;
    private final boolean faults;
    private final boolean lemmas;
    private final Questions<Demand> demands;
    private final Map<Expr, Term> taken = new IdentityHashMap<>();
    private final Set<String> followed = new HashSet<>();
    /** All that was demanded so far holds. */
    private Term granted;

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
        demands = new Questions<>(solver, terms, lemmas);
        granted = terms.truth(true);
    }

    /**
     * What the solver says of all that was demanded, in that order: whether it may be broken where all that was
     * demanded before holds.
     */
    List<Questions.Answered<Demand>> heard() {
        return demands.answers();
    }

    /** From now on, all that was demanded holds. */
    void granted() {
        solver.require(granted);
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

    /** The same of an assumption about parameters, which is named by what it says. */
    void assume(Protocol.Assumption assumption, Term holds) {
        take(assumption.text(), holds);
    }

    @Override
    public Optional<Term> taken(Expr claim) {
        return Optional.ofNullable(taken.get(claim));
    }

    /** What an execution finds out of its own, it may have found by relying on what was demanded. */
    @Override
    public void fact(Term fact) {
        solver.require(terms.implies(granted, fact));
    }

    @Override
    public void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded) {
        var opposite = terms.and(path, terms.not(demanded));
        if (muted == 0 && faults) {
            var leaned = kind == FaultKind.LOOP ? Set.copyOf(followed) : Set.<String>of();
            demands.add(new Demand(kind, span, chain, leaned, terms.count()), List.of(terms.and(granted, opposite)));
        }
        if (kind == FaultKind.LOOP) {
            followed.clear();
        }
        if (kind != FaultKind.TURNS && !opposite.isFalse()) {
            grant(terms.implies(path, demanded));
        }
    }

    private void grant(Term holds) {
        if (muted > 0 || !faults) {
            fact(holds);
            return;
        }
        var further = terms.truth("granted");
        solver.require(terms.implies(further, terms.and(granted, holds)));
        granted = further;
    }

    @Override
    public boolean follows(Term claim) {
        if (claim.isTrue()) {
            return true;
        }
        var answer = solver.ask(List.of(granted, terms.not(claim)));
        followed.addAll(answer.leaned());
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
            switch (solver.ask(List.of(granted, terms.not(all)))) {
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
