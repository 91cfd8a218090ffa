package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.Symbol;
import java.util.List;

/** Constants and methods such as every generated class has. */
final class Constants {
    private static final int FEW = 100;

    private Constants() {}

    static void ordinal(TypeSpec.Builder type, String name, int value, String doc) {
        FieldSpec.Builder field =
                FieldSpec.builder(int.class, name, PUBLIC, STATIC, FINAL).initializer("$L", value);
        if (!doc.isEmpty()) {
            field.addJavadoc(Docs.of(doc, ""));
        }
        type.addField(field.build());
    }

    static void ordinal(TypeSpec.Builder type, String name, Symbol symbol) {
        ordinal(type, name, symbol.index(), symbol.doc());
    }

    /**
     * Names as the specification spells them, by ordinal. Many of them need a method each: one makes all the constants
     * of a class.
     */
    static void strings(TypeSpec.Builder type, String name, List<String> values) {
        CodeBlock list = values.stream().map(v -> CodeBlock.of("$S", v)).collect(CodeBlock.joining(", "));
        FieldSpec.Builder field = FieldSpec.builder(String[].class, name, PUBLIC, STATIC, FINAL);
        if (values.size() <= FEW) {
            type.addField(field.initializer("{$L}", list).build());
            return;
        }
        type.addField(field.initializer("$L()", all(name)).build());
        type.addMethod(MethodSpec.methodBuilder(all(name))
                .addModifiers(PRIVATE, STATIC)
                .returns(String[].class)
                .addStatement("return new String[] {$L}", list)
                .build());
    }

    static void names(TypeSpec.Builder type, String name, List<Symbol> symbols) {
        strings(type, name, symbols.stream().map(Symbol::name).toList());
    }

    /** The method that makes a long list of names. */
    static String all(String name) {
        return "all_" + name;
    }

    /** A method that the runtime asks for. */
    static MethodSpec.Builder override(String name, Class<?> result) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PUBLIC)
                .returns(result)
                .addAnnotation(Override.class);
    }
}
