package dev.sequent.packet.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** Problems as people read them: the message, the line with a caret under it, what to do. */
public final class ProblemPrinter {
    private static final int TOO_LONG = 200;

    private ProblemPrinter() {}

    /**
     * One below the other, a blank line between.
     *
     * @param file as it can be opened from where the command runs
     * @param text of the file
     */
    public static String text(String file, String text, List<Problem> problems) {
        List<String> lines = text.lines().toList();
        return problems.stream().map(p -> text(file, lines, p)).collect(Collectors.joining("\n"));
    }

    private static String text(String file, List<String> lines, Problem problem) {
        int line = problem.place().line();
        String blank = " ".repeat(String.valueOf(line).length());
        var out = new StringBuilder();
        out.append("error[").append(problem.code()).append("]: ").append(problem.message());
        out.append('\n').append(blank).append("--> ").append(file);
        if (line > 0) {
            out.append(':').append(line).append(':').append(problem.place().column());
        }
        out.append('\n');
        if (line > 0 && line <= lines.size() && lines.get(line - 1).length() <= TOO_LONG) {
            String shown = lines.get(line - 1);
            int from = Math.min(problem.place().column() - 1, shown.length());
            int width = Math.clamp(problem.width(), 1, Math.max(1, shown.length() - from));
            String padding = shown.substring(0, from).replaceAll("[^\t]", " ");
            out.append(blank).append(" |\n");
            out.append(line).append(" | ").append(shown.stripTrailing()).append('\n');
            out.append(blank)
                    .append(" | ")
                    .append(padding)
                    .append("^".repeat(width))
                    .append('\n');
        }
        if (!problem.hint().isEmpty()) {
            out.append(blank).append(" = ").append(problem.hint()).append('\n');
        }
        return out.toString();
    }
}
