package dev.sequent.spec.syntax;

import java.util.Optional;

/** Where sources come from. */
@FunctionalInterface
public interface SourceReader {
    /** The text of a file, by its name relative to the root's folder; empty when it cannot be read. */
    Optional<String> read(String name);
}
