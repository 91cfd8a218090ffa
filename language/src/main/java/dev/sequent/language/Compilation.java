package dev.sequent.language;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compilation yields.
 *
 * @param protocol present if and only if no diagnostic is an error
 * @param diagnostics in the order of files, lines and columns
 * @param sources the text of every file that was read, by its name, root first
 */
public record Compilation(Optional<Protocol> protocol, List<Diagnostic> diagnostics, Map<String, String> sources) {
    public boolean hasErrors() {
        return protocol.isEmpty();
    }
}
