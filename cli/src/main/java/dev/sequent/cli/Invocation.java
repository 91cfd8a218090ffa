package dev.sequent.cli;

/** How this command was called, for commands that people are told to give: from a checkout, {@code ./sequent}. */
final class Invocation {
    /** Set by the launcher. */
    private static final String CALLED = "sequent.called";

    private Invocation() {}

    /** A command with these words, as it works from where this one was given. @param words for a shell */
    static String of(String words) {
        return quoted(System.getProperty(CALLED, "sequent")) + " " + words;
    }

    private static String quoted(String word) {
        return word.matches("[\\w./+:@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
