package dev.sequent.check.mutants;

import com.github.difflib.patch.AbstractDelta;
import java.util.List;

/**
 * What a patch does to one file.
 *
 * @param file relative to the folder of the specification's root, with {@code /}
 * @param line of the patch in which the file is named
 */
public record FileEdit(String file, int line, List<Hunk> hunks) {
    public FileEdit {
        hunks = List.copyOf(hunks);
    }

    /**
     * One stretch of lines replaced by another.
     *
     * @param line of the patch in which it begins
     * @param delta the lines with their context, before and after; positions are from 0
     * @param leading lines of context at its beginning
     * @param trailing lines of context at its end
     */
    public record Hunk(int line, AbstractDelta<String> delta, int leading, int trailing) {}
}
