package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.ScenarioSystem;

/** Explores the states of a scenario. One search at a time. */
public interface Engine {
    /**
     * Searches. If the system has {@linkplain ScenarioSystem#claims claims}, the transitions themselves are kept.
     *
     * @throws IllegalArgumentException when the scenario or an option asks for something that this engine cannot do;
     *     says which and what to do
     */
    Found search(ScenarioSystem system, CheckOptions options, Digests digests);

    /** Ends the current search, and any later one, as interrupted; from any thread. */
    void cancel();

    /** What is searched, if it was generated: names the core and the properties; otherwise empty. */
    record Digests(String core, String properties) {}

    /** The results; memory that the JVM does not manage is freed by {@link #close}. */
    interface Found extends AutoCloseable {
        Exploration exploration();

        Counts counts();

        /** How states were kept, as a verdict says it. */
        String storage();

        /** The exploration is no longer needed. */
        @Override
        default void close() {}
    }
}
