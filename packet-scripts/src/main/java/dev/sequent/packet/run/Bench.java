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
     * @throws UnsupportedException if the host cannot be had like that
     */
    Subject open(Settings settings, Map<String, Long> parameters);

    /**
     * The same, for hosts that want to know more about the script.
     *
     * @throws UnsupportedException if the host cannot be had like that
     */
    default Subject open(Settings settings, Conditions conditions) {
        return open(settings, conditions.parameters());
    }

    /** Whether its hosts have sysctls, which then no specification has to declare. */
    default boolean hasSysctls() {
        return false;
    }

    /**
     * How exactly its hosts keep time: how much too early or too late an event may be unless a script says otherwise.
     */
    default long tolerance() {
        return Settings.TOLERANCE;
    }

    /**
     * How often a script is run at most before it is believed that it fails: in real time, it may be the machine's
     * fault.
     */
    default int attempts() {
        return 1;
    }
}
