package dev.sequent.codegen.build;

import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.codegen.java.LineMap;
import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * Where generated Java meets a limit of class files (The Java Virtual Machine Specification, 4.11), the specification
 * is too large: said in its words, at its places.
 */
final class JavaLimits {
    /** Error codes of javac: for a method's bytes, and for everything else that a class file limits. */
    private static final String OF_A_METHOD = "compiler.err.limit.code";

    private static final String OF_ANYTHING = "compiler.err.limit.";

    private final GeneratedSources generated;

    JavaLimits(GeneratedSources generated) {
        this.generated = generated;
    }

    /**
     * Returns if no limit was met.
     *
     * @param output what the compiler printed; it does so when it breaks down
     * @throws TooLargeForJava if one was
     */
    void check(List<Diagnostic<? extends JavaFileObject>> messages, String output) {
        var found = new LinkedHashSet<dev.sequent.language.diagnostic.Diagnostic>();
        for (Diagnostic<? extends JavaFileObject> message : messages) {
            String code = message.getCode();
            if (code.startsWith(OF_A_METHOD)) {
                found.add(LimitMessages.ruleTooLarge(place(message)));
            } else if (code.startsWith(OF_ANYTHING)) {
                String path = path(message);
                found.add(LimitMessages.classTooLarge(
                        path.substring(path.lastIndexOf('/') + 1).replace(".java", ""), place(message)));
            }
        }
        if (found.isEmpty() && output.contains(StackOverflowError.class.getName())) {
            found.add(LimitMessages.tooDeep(anywhere()));
        }
        if (!found.isEmpty()) {
            throw new TooLargeForJava(new ArrayList<>(found));
        }
    }

    private static String path(Diagnostic<? extends JavaFileObject> message) {
        JavaFileObject source = message.getSource();
        return source == null ? "" : source.toUri().getPath().substring(1);
    }

    /** The place of the first marked statement from there on, or anywhere in the class, or in the specification. */
    private Span place(Diagnostic<? extends JavaFileObject> message) {
        String path = path(message);
        Optional<LineMap.Entry> after = generated.lines().entries().stream()
                .filter(e -> e.source().equals(path) && e.javaLine() >= message.getLineNumber())
                .min(Comparator.comparingInt(LineMap.Entry::javaLine));
        return after.or(() -> generated.lines().entries().stream()
                        .filter(e -> e.source().equals(path))
                        .findFirst())
                .map(e -> new Span(e.file(), e.line(), e.column(), e.line(), e.column() + 1))
                .orElseGet(this::anywhere);
    }

    private Span anywhere() {
        return generated.lines().entries().stream()
                .findFirst()
                .map(e -> new Span(e.file(), 1, 1, 1, 2))
                .orElse(Span.NONE);
    }
}
