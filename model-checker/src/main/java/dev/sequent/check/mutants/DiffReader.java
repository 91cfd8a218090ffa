package dev.sequent.check.mutants;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.sequent.check.mutants.FileEdit.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads unified diffs. The library that reads hunks knows no line numbers and silently skips what it does not
 * understand; so each hunk is first checked here against its header, and only then handed over.
 */
final class DiffReader {
    private static final Pattern HEAD = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");
    /** What git writes around the two lines that name the file. */
    private static final Pattern ASIDE = Pattern.compile("diff .*|index .*|old mode .*|new mode .*|\\s*");

    private static final String NO_NEWLINE = "\\ ";
    private static final String MAKE_ANEW =
            "make the edit in the specification and use the output of git diff or diff -u";

    private final String name;
    private final List<String> lines;
    private int at;

    /** @param first index of the line in which the diff may begin */
    private DiffReader(String name, List<String> lines, int first) {
        this.name = name;
        this.lines = lines;
        at = first;
    }

    static List<FileEdit> read(String name, List<String> lines, int first) throws UnusableMutant {
        return new DiffReader(name, lines, first).read();
    }

    private List<FileEdit> read() throws UnusableMutant {
        var edits = new ArrayList<FileEdit>();
        while (skipAsides()) {
            edits.add(file());
        }
        if (edits.isEmpty()) {
            throw complaint(
                    lines.size(),
                    "the patch is missing",
                    "after a blank line comes a unified diff against the files of the specification: " + MAKE_ANEW);
        }
        return edits;
    }

    private boolean skipAsides() {
        while (at < lines.size() && ASIDE.matcher(lines.get(at)).matches()) {
            at++;
        }
        return at < lines.size();
    }

    private FileEdit file() throws UnusableMutant {
        int line = at + 1;
        String from = name("--- ");
        String to = name("+++ ");
        if (!from.equals(to)) {
            throw complaint(
                    line,
                    "the patch makes " + to + " out of " + from,
                    "a mutant edits existing files; it renames, adds and deletes none");
        }
        var hunks = new ArrayList<Hunk>();
        while (at < lines.size() && lines.get(at).startsWith("@@")) {
            hunks.add(hunk());
        }
        if (hunks.isEmpty()) {
            throw complaint(line, "the patch names " + from + ", but changes nothing in it", MAKE_ANEW);
        }
        return new FileEdit(from, line, hunks);
    }

    /** The file's name without its first folder, as {@code patch -p1} takes it. */
    private String name(String mark) throws UnusableMutant {
        String line = at < lines.size() ? lines.get(at) : "";
        if (!line.startsWith(mark)) {
            throw complaint(
                    at + 1,
                    "here '" + mark + (mark.startsWith("-") ? "a" : "b") + "/FILE' is expected, not '" + line + "'",
                    "one blank line ends the mutant's header; only the diff comes after it");
        }
        String path = line.substring(mark.length()).split("\t", 2)[0].strip();
        int slash = path.indexOf('/');
        if (slash < 0 || path.startsWith("/")) {
            throw complaint(
                    at + 1,
                    "'" + path + "' names no file of the specification",
                    "write a/FILE and b/FILE, as for patch -p1 in the folder of the specification");
        }
        at++;
        return path.substring(slash + 1);
    }

    private Hunk hunk() throws UnusableMutant {
        int head = at;
        Matcher m = HEAD.matcher(lines.get(at));
        if (!m.matches()) {
            throw complaint(
                    head + 1,
                    "'" + lines.get(at) + "' does not begin a hunk",
                    "it is written @@ -LINE,COUNT +LINE,COUNT @@");
        }
        int before = m.group(2) == null ? 1 : Integer.parseInt(m.group(2));
        int after = m.group(4) == null ? 1 : Integer.parseInt(m.group(4));
        var body = new ArrayList<String>();
        at++;
        while (before > 0 || after > 0) {
            String line = at < lines.size() ? lines.get(at) : "@@";
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            boolean fits = switch (kind) {
                case ' ' -> before-- > 0 & after-- > 0;
                case '-' -> before-- > 0;
                case '+' -> after-- > 0;
                default -> line.startsWith(NO_NEWLINE);
            };
            if (!fits) {
                throw complaint(
                        head + 1,
                        "the hunk is not as long as its header says: " + lines.get(head),
                        "count its lines again, or " + MAKE_ANEW);
            }
            if (kind != '\\') {
                body.add(line.isEmpty() ? " " : line);
            }
            at++;
        }
        if (at < lines.size() && lines.get(at).startsWith(NO_NEWLINE)) {
            at++;
        }
        if (at < lines.size()
                && !lines.get(at).isEmpty()
                && "+- ".indexOf(lines.get(at).charAt(0)) >= 0
                && !lines.get(at).startsWith("--- ")
                && !lines.get(at).isBlank()) {
            throw complaint(
                    head + 1,
                    "the hunk is longer than its header says: " + lines.get(head),
                    "count its lines again, or " + MAKE_ANEW);
        }
        return hunk(head, body);
    }

    private Hunk hunk(int head, List<String> body) throws UnusableMutant {
        int leading = context(body);
        if (leading == body.size()) {
            throw complaint(head + 1, "the hunk changes nothing", MAKE_ANEW);
        }
        if (body.stream().allMatch(line -> line.startsWith("+"))) {
            throw complaint(head + 1, "the hunk does not show where it belongs", "make the diff with lines of context");
        }
        var whole = new ArrayList<String>(List.of("+++", lines.get(head)));
        whole.addAll(body);
        AbstractDelta<String> delta =
                UnifiedDiffUtils.parseUnifiedDiff(whole).getDeltas().getFirst();
        return new Hunk(head + 1, delta, leading, context(body.reversed()));
    }

    private static int context(List<String> body) {
        int count = 0;
        while (count < body.size() && body.get(count).charAt(0) == ' ') {
            count++;
        }
        return count;
    }

    private UnusableMutant complaint(int line, String what, String hint) {
        return new UnusableMutant(name, line, what, hint);
    }
}
