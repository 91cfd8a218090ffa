package dev.sequent.check.mutants;

import dev.sequent.check.mutants.Mutant.Line;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that a figure tells what a mutant's author says it tells. Each fragment must be in a line of the figure below
 * the line of the fragment before it. Within a fragment, any run of blanks matches any other, and {@code *} matches
 * whatever is between.
 */
public final class Story {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern ANYTHING = Pattern.compile("\\s*\\*\\s*");

    private Story() {}

    /**
     * The first fragment that is missing.
     *
     * @param line of the mutant's file
     * @param after the line of the figure below which it was sought; empty when that was the first
     */
    public record Gap(String fragment, int line, String after) {
        String text() {
            return "'" + fragment + "' (line " + line + " of the mutant) is not in it"
                    + (after.isEmpty() ? "" : " below '" + after + "'");
        }
    }

    static Optional<Gap> gap(List<Line> tells, String figure) {
        List<String> lines = figure.lines().toList();
        int next = 0;
        for (Line told : tells) {
            Pattern pattern = pattern(told.text());
            int at = next;
            while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
                at++;
            }
            if (at == lines.size()) {
                String above = next == 0
                        ? ""
                        : BLANKS.matcher(lines.get(next - 1).strip()).replaceAll(" ");
                return Optional.of(new Gap(told.text(), told.number(), above));
            }
            next = at + 1;
        }
        return Optional.empty();
    }

    private static Pattern pattern(String fragment) {
        var regex = new StringBuilder();
        for (String part : ANYTHING.split(fragment.strip())) {
            regex.append(regex.isEmpty() ? "" : ".*");
            Matcher blanks = BLANKS.matcher(part);
            int from = 0;
            while (blanks.find()) {
                regex.append(Pattern.quote(part.substring(from, blanks.start())))
                        .append("\\s+");
                from = blanks.end();
            }
            regex.append(Pattern.quote(part.substring(from)));
        }
        return Pattern.compile(regex.toString());
    }
}
