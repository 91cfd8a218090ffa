package dev.sequent.codegen;

import dev.sequent.spec.model.Protocol;

/** From the typed model to Java sources. The same model gives the same text, byte for byte, everywhere. */
public final class CoreGenerator {
    private CoreGenerator() {}

    /** @param protocol from a compilation without errors */
    public static GeneratedSources generate(Protocol protocol) {
        throw new UnsupportedOperationException("the generator is on its way");
    }
}
