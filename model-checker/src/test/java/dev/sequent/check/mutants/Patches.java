package dev.sequent.check.mutants;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.Map;

/** Mutants of the specifications of the repository, written down as their files would be. */
final class Patches {
    private Patches() {}

    /** @param edits pairs: what stands in the file, what is to stand there */
    static String diff(Map<String, String> sources, String file, String... edits) {
        String before = sources.get(file);
        String after = before;
        for (int e = 0; e < edits.length; e += 2) {
            if (!after.contains(edits[e])) {
                throw new AssertionError(file + " does not contain " + edits[e]);
            }
            after = after.replace(edits[e], edits[e + 1]);
        }
        List<String> lines = before.lines().toList();
        return String.join(
                        "\n",
                        UnifiedDiffUtils.generateUnifiedDiff(
                                "a/" + file,
                                "b/" + file,
                                lines,
                                DiffUtils.diff(lines, after.lines().toList()),
                                3))
                + "\n";
    }

    /** @param head without its title */
    static Mutant mutant(Original original, String name, String head, String file, String... edits)
            throws UnusableMutant {
        String text = "Title: " + name + "\n" + head + "\n\n" + diff(original.sources(), file, edits);
        return MutantReader.read(name, "mutants/" + name + ".patch", text);
    }
}
