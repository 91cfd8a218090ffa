package dev.sequent.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/** Finds out, once files were written, whether a file system took two of them for one. */
public final class OneFile {
    private OneFile() {}

    /**
     * @param paths below the folder, with slashes; all written
     * @return a sentence that names two that are one file, if there are such: the second has overwritten the first
     */
    public static Optional<String> among(Collection<String> paths, Path folder) throws IOException {
        var seen = new HashMap<String, String>();
        for (String path : paths) {
            String other = seen.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
            if (other != null && Files.isSameFile(folder.resolve(path), folder.resolve(other))) {
                return Optional.of(other + " and " + path + " are one file in " + folder
                        + ", where upper and lower case do not count: rename what they are of, or write elsewhere");
            }
        }
        return Optional.empty();
    }
}
