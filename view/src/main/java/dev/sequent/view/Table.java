package dev.sequent.view;

import java.util.List;
import java.util.Set;

/**
 * Rows of cells, one below the other, each column as wide as its widest cell and two blanks from the next.
 *
 * @param rows from the top, a heading among them if there is one; all have the same number of cells
 */
public record Table(List<List<String>> rows) {
    private static final String BETWEEN = "  ";

    public Table {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The lines, ended with {@code \n}, none of them with blanks. */
    public String render() {
        return render("", Set.of());
    }

    /**
     * The same.
     *
     * @param margin stands in front of each line
     * @param numbers the columns, from 0, whose cells are right-aligned
     */
    public String render(String margin, Set<Integer> numbers) {
        if (rows.isEmpty()) {
            return "";
        }
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        var out = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder(margin);
            for (int c = 0; c < widths.length; c++) {
                String blanks = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? "" : BETWEEN)
                        .append(numbers.contains(c) ? blanks + row.get(c) : row.get(c) + blanks);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
