package dev.sequent.spec.diagnostic;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics during a compilation. The same one twice counts once. */
public final class DiagnosticLog {
    private final Set<Diagnostic> all = new LinkedHashSet<>();

    public void add(Diagnostic diagnostic) {
        all.add(diagnostic);
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(Diagnostic::isError);
    }

    /** In the order of the files, then line and column, then code. */
    public List<Diagnostic> sorted(List<String> files) {
        return all.stream()
                .sorted(Comparator.comparingInt((Diagnostic d) -> files.indexOf(d.span().file()))
                        .thenComparingInt(d -> d.span().line())
                        .thenComparingInt(d -> d.span().column())
                        .thenComparing(Diagnostic::code)
                        .thenComparing(Diagnostic::message))
                .toList();
    }
}
