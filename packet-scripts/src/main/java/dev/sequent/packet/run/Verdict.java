package dev.sequent.packet.run;

import java.util.List;

/** What became of a script. */
public sealed interface Verdict {

    /** Everything was as expected. @param notes what was not, and was forgiven */
    record Passed(List<String> notes, String figure) implements Verdict {
        public Passed {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The host did something else.
     *
     * @param line of the script
     * @param message in one line
     * @param details what was expected and what came, the figure so far, the state; lines ended with {@code \n}
     */
    record Failed(int line, String message, String details, String figure) implements Verdict {}

    /** The script wants something that cannot be had here: it has neither passed nor failed. @param line 0 for none */
    record Unsupported(int line, String message) implements Verdict {}

    /** Nobody has seen what would become of it. @param why not; empty where that was wanted of all scripts */
    record NotRun(String why) implements Verdict {}

    /** The script is wrong. @param report the problems, as people read them */
    record Wrong(int problems, String report) implements Verdict {}
}
