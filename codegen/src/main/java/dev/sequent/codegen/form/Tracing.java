package dev.sequent.codegen.form;

/** What a core tells of the way that it takes. */
public enum Tracing {
    /** Rules and branches that are taken: what a core in use tells, and what its digest is of. */
    RULES,
    /**
     * Also in which state each routine is entered, which conditions do not hold, and which branches of functions are
     * taken: for a census. Such a core does the same, somewhat slower, and has another digest.
     */
    OUTCOMES
}
