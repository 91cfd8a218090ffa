package dev.sequent.codegen.build;

import dev.sequent.codegen.form.Tracing;
import dev.sequent.codegen.java.CorePrinter;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.codegen.lower.Lowering;
import dev.sequent.language.model.Protocol;

/** From the typed model to Java sources. The same model gives the same text, byte for byte, everywhere. */
public final class CoreGenerator {
    private CoreGenerator() {}

    /** @param protocol from a compilation without errors */
    public static GeneratedSources generate(Protocol protocol) {
        return generate(protocol, Tracing.RULES);
    }

    /** @param protocol from a compilation without errors */
    static GeneratedSources generate(Protocol protocol, Tracing tracing) {
        return CorePrinter.print(Lowering.lower(protocol, tracing));
    }
}
