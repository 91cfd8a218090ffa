package dev.sequent.check.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders as people are told of them who must make room: with the disk that they are on. */
final class Disk {
    private Disk() {}

    /** For instance {@code /var/tmp/search (on the disk /var (/dev/sda2))}; the folder alone if nobody knows. */
    static String told(Path folder) {
        try {
            return folder + " (on the disk " + Files.getFileStore(folder) + ")";
        } catch (IOException e) {
            return folder.toString();
        }
    }
}
