package dev.sequent.check;

import dev.sequent.codegen.build.CompiledCore;

/** Creates an engine for each core to be checked, for callers that check several. */
public interface Engines {
    /** The embedded ones. */
    Engines EMBEDDED = new Engines() {
        @Override
        public String name() {
            return "embedded";
        }

        @Override
        public Engine of(CompiledCore core, int atATime) {
            return new EmbeddedEngine();
        }
    };

    /** What searches: {@code embedded}, or {@code jpf}. */
    String name();

    /** @param atATime how many of these search at the same time and share the machine's memory; at least 1 */
    Engine of(CompiledCore core, int atATime);
}
