package dev.sequent.codegen.form;

import java.util.ArrayList;
import java.util.List;

/** Tab-separated tables with a header line. */
public final class Tsv {
    private Tsv() {}

    /** A field in one line: tabs, line ends and backslashes are escaped. */
    public static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    static String unescape(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                switch (text.charAt(i)) {
                    case 't' -> out.append('\t');
                    case 'n' -> out.append('\n');
                    case 'r' -> out.append('\r');
                    default -> out.append(text.charAt(i));
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The rows after the header, unescaped. @throws IllegalArgumentException when the format is another */
    public static List<List<String>> rows(String tsv, String header, int columns) {
        List<String> lines = tsv.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(header)) {
            throw new IllegalArgumentException("not a table with the header: " + header);
        }
        var rows = new ArrayList<List<String>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            if (fields.length != columns) {
                throw new IllegalArgumentException("expected " + columns + " columns: " + line);
            }
            rows.add(List.of(fields).stream().map(Tsv::unescape).toList());
        }
        return rows;
    }
}
