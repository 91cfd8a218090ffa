package dev.sequent.codegen.build;

import dev.sequent.language.diagnostic.Diagnostic;
import java.util.List;

/** A specification that is correct, but larger than a Java class can be. */
public final class TooLargeForJava extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    TooLargeForJava(List<Diagnostic> diagnostics) {
        super(diagnostics.toString());
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** What is too large, as errors of the specification; at least one. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
