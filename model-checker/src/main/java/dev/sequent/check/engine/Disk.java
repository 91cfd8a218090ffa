package dev.sequent.check.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Folders as shown to people who must make room: with the disk that they are on. */
public final class Disk {
    private Disk() {}

    /** For instance {@code /var/tmp/search (on the disk /var (/dev/sda2))}; only the folder if that is not known. */
    static String told(Path folder) {
        try {
            return folder + " (on the disk " + Files.getFileStore(folder) + ")";
        } catch (IOException e) {
            return folder.toString();
        }
    }

    /** Why a file could not be read or written, in words and not in classes. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
            case NotDirectoryException no -> no.getFile() + ": not a folder";
            case FileAlreadyExistsException taken -> taken.getFile() + ": there is a file of that name";
            default -> String.valueOf(e.getMessage());
        };
    }
}
