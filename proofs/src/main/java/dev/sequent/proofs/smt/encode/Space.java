package dev.sequent.proofs.smt.encode;

import dev.sequent.proofs.smt.term.Term;

/** Sequence numbers that have to do with one another. @param base what offsets are counted from; zero for literals */
public record Space(int index, Term base) {}
