package dev.sequent.language.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics during a compilation. The same one twice counts once. */
public final class DiagnosticLog {
    private final Set<Diagnostic> all = new LinkedHashSet<>();
    private boolean refused;

    public void add(Diagnostic diagnostic) {
        all.add(diagnostic);
    }

    /** Adds a mistake that loses so much that anything the checker said about the rest would only mislead. */
    public void refuse(Diagnostic diagnostic) {
        add(diagnostic);
        refused = true;
    }

    public boolean refused() {
        return refused;
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(Diagnostic::isError);
    }

    /**
     * In the order of the files, then line and column, then code. A name that is unknown in several places is one
     * mistake: the first place stands for all.
     */
    public List<Diagnostic> sorted(List<String> files) {
        var places = new LinkedHashMap<String, List<Diagnostic>>();
        for (Diagnostic diagnostic : inOrder(files)) {
            boolean groups = NameMessages.UNKNOWN.contains(diagnostic.code());
            String key = groups ? diagnostic.code() + diagnostic.message() : "place " + places.size();
            places.computeIfAbsent(key, k -> new ArrayList<>()).add(diagnostic);
        }
        return places.values().stream().map(DiagnosticLog::together).toList();
    }

    private static Diagnostic together(List<Diagnostic> same) {
        return switch (same.size()) {
            case 1 -> same.getFirst();
            case 2 -> same.getFirst().related(same.get(1).span(), "and once more");
            default ->
                same.getFirst().related(same.get(1).span(), "and in " + (same.size() - 1) + " more places, first");
        };
    }

    private List<Diagnostic> inOrder(List<String> files) {
        return all.stream()
                .sorted(Comparator.comparingInt(
                                (Diagnostic d) -> files.indexOf(d.span().file()))
                        .thenComparingInt(d -> d.span().line())
                        .thenComparingInt(d -> d.span().column())
                        .thenComparing(Diagnostic::code)
                        .thenComparing(Diagnostic::message))
                .toList();
    }
}
