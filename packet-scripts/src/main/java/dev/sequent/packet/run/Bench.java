package dev.sequent.packet.run;

import java.util.Map;

/** Where hosts under test come from, one for each script. */
public interface Bench {

    /** What the shell commands of a script mean for the host. */
    interface Commands {
        /**
         * Runs a command in the middle of a script.
         *
         * @throws UnsupportedException if it cannot be had, or not any more
         */
        void run(String command);
    }

    /**
     * A host in the condition in which a script finds it.
     *
     * @param parameters that differ from their defaults, by name
     */
    Subject open(Settings settings, Map<String, Long> parameters);
}
