package dev.sequent.language.syntax;

/**
 * How much of each thing a specification may have. Nothing that somebody has written comes near; LANGUAGE.md names
 * them.
 */
public final class SyntaxLimits {
    /** Brackets within brackets, with what goes on to the right within them: not, then, implies. */
    public static final int NESTING = 400;

    /** Operators in one expression outside its brackets; else ifs behind one if. */
    public static final int CHAIN = 5_000;

    /** Characters of a text; together with what stands around it, it must fit into a constant of a class file. */
    public static final int TEXT = 8_000;

    /** Characters of a name or a number. */
    public static final int NAME = 120;

    /** Routines that call each other, one within the other; handlers that continue at each other. */
    public static final int CALLS = 400;

    /** Words and signs of a derived field, those that it is computed from written out. */
    public static final int DERIVED = 1_000;

    private SyntaxLimits() {}
}
