package dev.sequent.cli;

import dev.sequent.suite.script.FailureScript;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the scripts go that {@code --script} asks for. */
final class ScriptNames {
    private static final String SUFFIX = ".pkt";

    private ScriptNames() {}

    /**
     * @param where what the user has named: a file, or a folder
     * @param index of the script, from 0
     */
    static Path file(String where, FailureScript script, int index) {
        Path named = Path.of(where);
        if (isFolder(where)) {
            return named.resolve(script.property() + (script.single() ? "" : "." + script.end()) + SUFFIX);
        }
        return numbered(named, index);
    }

    /**
     * Sees whether scripts may be written there, and can be.
     *
     * @throws dev.sequent.cli.terminal.CommandFailure if not
     */
    static void check(String where) {
        Path named = Path.of(where);
        if (isFolder(where)) {
            PacketRuns.checkFolder(named);
            return;
        }
        PacketRuns.check(named);
        for (int i = 1; Files.exists(numbered(named, i)); i++) {
            PacketRuns.check(numbered(named, i));
        }
    }

    private static boolean isFolder(String where) {
        return where.endsWith("/") || Files.isDirectory(Path.of(where));
    }

    /** The file itself for the first, others beside it. @param index from 0 */
    static Path numbered(Path named, int index) {
        Path last = named.getFileName();
        if (index == 0 || last == null) {
            return named;
        }
        String name = last.toString();
        int dot = name.lastIndexOf('.');
        int end = dot <= 0 ? name.length() : dot;
        return named.resolveSibling(name.substring(0, end) + "-" + (index + 1) + name.substring(end));
    }
}
