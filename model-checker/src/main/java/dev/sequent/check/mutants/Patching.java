package dev.sequent.check.mutants;

import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.patch.VerifyChunk;
import dev.sequent.check.mutants.FileEdit.Hunk;
import dev.sequent.language.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies a mutant to the texts of a specification, in memory. A hunk whose place has moved is found by its lines; one
 * whose surroundings have changed, by what is left of them when up to {@link #FUZZ} lines of context are ignored at
 * either end, as patch(1) does. But if several places fit, it does not guess.
 */
final class Patching {
    /** As patch(1). */
    private static final int FUZZ = 2;

    private static final String MAKE_ANEW =
            "the specification has moved on: make the edit in it again and use the output of git diff";

    private final Mutant mutant;
    private final String file;
    private final List<String> lines;
    private final List<String> remarks = new ArrayList<>();
    /** How much further down the lines are than the patch says. */
    private int offset;

    private Patching(Mutant mutant, String file, String text) {
        this.mutant = mutant;
        this.file = file;
        lines = new ArrayList<>(List.of(text.replace("\r\n", "\n").split("\n", -1)));
    }

    /**
     * @param texts of all files, some of them changed
     * @param remarks one line for each hunk that fits, but not as it is written
     */
    record Patched(Map<String, String> texts, List<String> remarks) {}

    static Patched apply(Mutant mutant, Map<String, String> sources) throws UnusableMutant {
        var texts = new HashMap<>(sources);
        var remarks = new ArrayList<String>();
        for (FileEdit edit : mutant.edits()) {
            String text = texts.get(edit.file());
            if (text == null) {
                String near = Nearest.hint(edit.file(), sources.keySet());
                throw new UnusableMutant(
                        mutant.file(),
                        edit.line(),
                        edit.file() + " is not a file of the specification",
                        near.isEmpty() ? "its files are " + String.join(", ", sources.keySet()) : near);
            }
            var patching = new Patching(mutant, edit.file(), text);
            for (Hunk hunk : edit.hunks()) {
                patching.apply(hunk);
            }
            texts.put(edit.file(), String.join("\n", patching.lines));
            remarks.addAll(patching.remarks);
        }
        if (texts.equals(sources)) {
            throw new UnusableMutant(
                    mutant.file(),
                    mutant.edits().getFirst().line(),
                    "the patch changes nothing",
                    "what it removes must differ from what it adds");
        }
        return new Patched(texts, remarks);
    }

    private void apply(Hunk hunk) throws UnusableMutant {
        Chunk<String> source = hunk.delta().getSource();
        for (int fuzz = 0; fuzz <= FUZZ; fuzz++) {
            int before = Math.min(fuzz, hunk.leading());
            int after = Math.min(fuzz, hunk.trailing());
            List<String> wanted = source.getLines().subList(before, source.size() - after);
            if (wanted.isEmpty()) {
                break;
            }
            List<Integer> places = places(wanted);
            int expected = source.getPosition() + before + offset;
            if (!places.contains(expected) && places.size() > 1) {
                throw complaint(
                        hunk,
                        "the hunk fits " + file + " in " + places.size() + " places (lines "
                                + String.join(
                                        ", ",
                                        places.stream()
                                                .map(p -> String.valueOf(p + 1))
                                                .toList()) + ")");
            }
            if (!places.isEmpty()) {
                if (fuzz > 0) {
                    remarks.add(mutant.file() + ":" + hunk.line() + ": around this hunk " + file
                            + " has changed; make the patch again before it no longer fits");
                }
                int place = places.contains(expected) ? expected : places.getFirst();
                List<String> made = hunk.delta().getTarget().getLines();
                replace(place, wanted, made.subList(before, made.size() - after));
                offset = place - before - source.getPosition() + made.size() - source.size();
                return;
            }
        }
        throw complaint(hunk, "the hunk fits nowhere in " + file + missing(hunk));
    }

    private List<Integer> places(List<String> wanted) {
        var places = new ArrayList<Integer>();
        var chunk = new Chunk<String>(0, wanted);
        for (int p = 0; p + wanted.size() <= lines.size(); p++) {
            try {
                if (chunk.verifyChunk(lines, 0, p) == VerifyChunk.OK) {
                    places.add(p);
                }
            } catch (PatchFailedException e) {
                throw new IllegalStateException("declared, and never thrown", e);
            }
        }
        return places;
    }

    private void replace(int place, List<String> wanted, List<String> made) {
        var patch = new Patch<String>();
        patch.addDelta(new ChangeDelta<>(new Chunk<>(place, wanted), new Chunk<>(place, made)));
        try {
            patch.applyToExisting(lines);
        } catch (PatchFailedException e) {
            throw new IllegalStateException("a place that fitted does not", e);
        }
    }

    /**
     * Names a line that the hunk expects and the file does not have at all, if there is one: usually that explains it.
     */
    private String missing(Hunk hunk) {
        List<String> asked = hunk.delta().getSource().getLines();
        List<String> core = asked.subList(hunk.leading(), asked.size() - hunk.trailing());
        for (List<String> among : List.of(core, asked)) {
            for (String line : among) {
                if (!lines.contains(line)) {
                    return ": no line of it reads '" + line.strip() + "'";
                }
            }
        }
        return "";
    }

    private UnusableMutant complaint(Hunk hunk, String what) {
        return new UnusableMutant(mutant.file(), hunk.line(), what, MAKE_ANEW);
    }
}
