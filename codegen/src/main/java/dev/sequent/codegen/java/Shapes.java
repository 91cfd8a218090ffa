package dev.sequent.codegen.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.sequent.codegen.form.Shape;

/** Shapes as Java's primitive types. */
final class Shapes {
    private Shapes() {}

    static Class<?> primitive(Shape shape) {
        return switch (shape) {
            case FLAG -> boolean.class;
            case WORD -> int.class;
            case NUMBER -> long.class;
        };
    }

    static TypeName type(Shape shape) {
        return TypeName.get(primitive(shape));
    }

    static CodeBlock zero(Shape shape) {
        return constant(shape, 0);
    }

    /** @param value of a flag 0 or 1 */
    static CodeBlock constant(Shape shape, long value) {
        return switch (shape) {
            case FLAG -> CodeBlock.of(value != 0 ? "true" : "false");
            case WORD -> CodeBlock.of("$L", (int) value);
            case NUMBER -> CodeBlock.of("$LL", value);
        };
    }
}
