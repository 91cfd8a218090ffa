package dev.sequent.codegen.java;

import com.palantir.javapoet.CodeBlock;

/**
 * An expression of Java.
 *
 * @param precedence how tightly its outermost operator binds, as the constants here
 */
record Code(CodeBlock block, int precedence) {
    static final int CONDITIONAL = 1;
    static final int OR = 2;
    static final int AND = 3;
    static final int BIT_AND = 6;
    static final int EQUALITY = 7;
    static final int RELATIONAL = 8;
    static final int SHIFT = 9;
    static final int ADDITIVE = 10;
    static final int MULTIPLICATIVE = 11;
    static final int UNARY = 12;
    static final int PRIMARY = 13;

    static Code primary(String format, Object... arguments) {
        return new Code(CodeBlock.of(format, arguments), PRIMARY);
    }

    static Code of(int precedence, String format, Object... arguments) {
        return new Code(CodeBlock.of(format, arguments), precedence);
    }

    /** As an operand where at least that precedence is needed: in parentheses when it binds less. */
    CodeBlock operand(int least) {
        return precedence >= least ? block : CodeBlock.of("($L)", block);
    }

    /** Left-associative: the right operand must bind tighter. */
    static Code infix(Code left, String operator, int precedence, Code right) {
        return of(precedence, "$L $L $L", left.operand(precedence), operator, right.operand(precedence + 1));
    }

    static Code not(Code operand) {
        return of(UNARY, "!$L", operand.operand(UNARY));
    }

    static Code literal(long value) {
        return of(value < 0 ? UNARY : PRIMARY, "$LL", value);
    }

    static Code literal(int value) {
        return of(value < 0 ? UNARY : PRIMARY, "$L", value);
    }
}
