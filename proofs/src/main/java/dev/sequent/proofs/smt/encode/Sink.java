package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.term.Term;
import java.util.List;
import java.util.Optional;

/** Hears what an execution finds, in its order. */
public interface Sink {
    /** True of the symbols, whatever else is: it says what they mean. */
    void fact(Term fact);

    /**
     * Where the path is taken, this must hold; what comes later may rely on it.
     *
     * @param chain the procedures and functions that led there, outermost first
     */
    void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded);

    /** Whether it follows from the facts, and from what was demanded before. */
    boolean follows(Term claim);

    /** Of these claims, those that follow. */
    List<Term> following(List<Term> claims);

    /**
     * Where a loop keeps a claim of {@link Execution.LoopMode}: a symbol that is true, if somebody wants to know
     * whether what comes later takes the claim.
     */
    default Optional<Term> taken(Expr claim) {
        return Optional.empty();
    }

    /** Until {@link #listen}, demands are taken for granted and not examined. */
    void mute();

    void listen();
}
