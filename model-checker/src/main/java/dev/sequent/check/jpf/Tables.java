package dev.sequent.check.jpf;

import static javax.lang.model.element.Modifier.PROTECTED;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.lang.reflect.Type;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Methods that are tables. */
final class Tables {
    private Tables() {}

    /** The value at a row and a column. */
    @FunctionalInterface
    interface Cell {
        CodeBlock at(int row, int column);
    }

    static MethodSpec.Builder overriding(String name, Type returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(PROTECTED)
                .returns(TypeName.get(returns));
    }

    /** A method of one index. */
    static MethodSpec by(String name, Type returns, String index, int count, IntFunction<CodeBlock> value) {
        return overriding(name, returns)
                .addParameter(int.class, index)
                .addCode(cases(index, count, value))
                .build();
    }

    /** Yields a value for each of so many cases. */
    static CodeBlock cases(String index, int count, IntFunction<CodeBlock> value) {
        CodeBlock.Builder block = CodeBlock.builder().beginControlFlow("switch ($L)", index);
        for (int i = 0; i < count; i++) {
            block.addStatement("case $L: return $L", i, value.apply(i));
        }
        return end(block);
    }

    /** Yields a value for each of so many rows and columns. */
    static CodeBlock pairs(String row, String column, int rows, IntUnaryOperator columns, Cell value) {
        CodeBlock.Builder block = CodeBlock.builder().beginControlFlow("switch ($L << 16 | $L)", row, column);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns.applyAsInt(r); c++) {
                block.addStatement("case $L << 16 | $L: return $L", r, c, value.at(r, c));
            }
        }
        return end(block);
    }

    private static CodeBlock end(CodeBlock.Builder block) {
        return block.addStatement("default: throw new $T()", IllegalStateException.class)
                .endControlFlow()
                .build();
    }
}
