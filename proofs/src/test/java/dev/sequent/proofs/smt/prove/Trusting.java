package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.term.Term;
import java.util.List;

/** Nothing is asked: loops are written out. */
final class Trusting implements Sink {
    @Override
    public void fact(Term fact) {}

    @Override
    public void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded) {}

    @Override
    public boolean follows(Term claim) {
        return false;
    }

    @Override
    public List<Term> following(List<Term> claims) {
        throw new IllegalStateException("loops are written out");
    }

    @Override
    public void mute() {
        throw new IllegalStateException("loops are written out");
    }

    @Override
    public void listen() {
        throw new IllegalStateException("loops are written out");
    }
}
