package dev.sequent.language.syntax;

/** How much of each thing a specification may have, far more than any has; LANGUAGE.md lists these limits. */
public final class SyntaxLimits {
    /** Brackets within brackets, and what nests to the right within them: not, then, implies. */
    public static final int NESTING = 400;

    /** Operators in one expression outside its brackets; else ifs after one if. */
    public static final int CHAIN = 5_000;

    /** Characters of a text; together with what surrounds it, it must fit into a constant of a class file. */
    public static final int TEXT = 8_000;

    /** Characters of a name or a number. */
    public static final int NAME = 120;

    /** Depth of routines that call each other; handlers that continue at each other. */
    public static final int CALLS = 400;

    /** Words and signs of a derived field, with the fields that it is computed from expanded. */
    public static final int DERIVED = 1_000;

    private SyntaxLimits() {}
}
