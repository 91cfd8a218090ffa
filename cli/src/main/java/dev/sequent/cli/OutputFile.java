package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that the user names for a command to write. One rule for all of them: what exists is replaced only if sequent
 * has written it, as its beginning says, or if it is empty; and whether it can be written is found out before anything
 * runs, not after. (Folders are another matter: the names of the files in them are sequent's.)
 */
final class OutputFile {
    /** Octets at the beginning of a file, among which its mark is. */
    private static final int HEAD = 256;

    /** Begins the files that have room for a comment. */
    private static final String COMMENT = "// Written by sequent";

    /** What is written. */
    enum Kind {
        SCRIPT("packet script", COMMENT, true),
        DRAWING("drawing", COMMENT, false),
        JUNIT("report on packet scripts", "<testsuite name=\"sequent packet\"", false),
        FINDINGS("report of 'sequent oracle'", "`sequent oracle ", false),
        CAPTURE("capture", "Sequent", false);

        private final String what;
        private final String mark;
        private final boolean makesFolders;

        Kind(String what, String mark, boolean makesFolders) {
            this.what = what;
            this.mark = mark;
            this.makesFolders = makesFolders;
        }

        /** The line with which such a file begins, ended; for those that have a comment there. */
        String firstLine() {
            return mark + ", which replaces no file that does not begin like this\n";
        }
    }

    private OutputFile() {}

    /**
     * Sees whether a file may be written, and can be.
     *
     * @param option that names it
     * @throws CommandFailure if not: says what to do
     */
    static void check(String option, Path file, Kind kind) {
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage(option + ": " + file + " is a folder: name a file");
        }
        if (Files.isRegularFile(file)) {
            if (!isOurs(file, kind)) {
                throw CommandFailure.usage(option + ": " + file + " exists, and is no " + kind.what
                        + " that sequent has written: name another file, or remove this one");
            }
            open(option, file);
        } else if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && (kind.makesFolders || Files.exists(folder))) {
                checkFolder(option, file, folder);
            } else {
                throw CommandFailure.missing(option + ": cannot write " + file + ": there is no folder " + folder);
            }
        }
        // A device or a pipe has nothing that could be lost.
    }

    /**
     * Sees whether files can be made in a folder, or in one that is made for it.
     *
     * @param option that names it
     * @throws CommandFailure if not
     */
    static void checkFolder(String option, Path folder) {
        checkFolder(option, folder, folder.toAbsolutePath());
    }

    private static void checkFolder(String option, Path what, Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw CommandFailure.missing(option + ": cannot write " + what + ": " + existing + " is no folder");
        }
        try {
            Files.delete(Files.createTempFile(existing, ".sequent", ".tmp"));
        } catch (IOException e) {
            throw CommandFailure.missing(option + ": cannot write " + what + ": no file can be made in the folder "
                    + existing + (e instanceof NoSuchFileException ? "" : " (" + why(e) + ")"));
        }
    }

    private static void open(String option, Path file) {
        try (FileChannel ignored = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return;
        } catch (IOException e) {
            throw failure(option, file, e);
        }
    }

    private static boolean isOurs(Path file, Kind kind) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            return head.isEmpty() || head.contains(kind.mark);
        } catch (IOException e) {
            return false; // What cannot be read may be anybody's.
        }
    }

    /**
     * Writes a file.
     *
     * @param option that names it
     * @throws CommandFailure if it may not be written, or cannot be
     */
    static void write(String option, Path file, Kind kind, String text) {
        check(option, file, kind);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && kind.makesFolders) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw failure(option, file, e);
        }
    }

    private static CommandFailure failure(String option, Path file, IOException e) {
        return CommandFailure.missing(option + ": cannot write " + file + ": " + why(e));
    }

    /** The reason alone: the file is named already. */
    static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException ignored -> "permission denied";
            case NoSuchFileException ignored -> "there is no such file or folder";
            case NotDirectoryException ignored -> "there is a file where a folder should be";
            case FileAlreadyExistsException ignored -> "there is a file where a folder should be";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
