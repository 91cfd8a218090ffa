package dev.sequent.codegen.java;

import dev.sequent.codegen.form.Tsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which line of the specification each line of generated Java stands for. */
public record LineMap(List<Entry> entries) {
    private static final String HEADER = "source\tjava-line\tfile\tline\tcolumn";

    public LineMap {
        entries = List.copyOf(entries);
    }

    /**
     * @param source path of the Java file, for instance {@code dev/sequent/generated/tcp/Connection.java}
     * @param javaLine line in it, from 1
     * @param file the specification file, as the user named it
     * @param line line in that, from 1
     * @param column from 1
     */
    public record Entry(String source, int javaLine, String file, int line, int column) {}

    /**
     * The statement at work at a line of Java: that of the line itself, or of the nearest one above it.
     *
     * @param source path of the Java file
     */
    public Optional<Entry> at(String source, int javaLine) {
        Entry best = null;
        for (Entry e : entries) {
            if (e.source().equals(source) && e.javaLine() <= javaLine) {
                best = best == null || e.javaLine() >= best.javaLine() ? e : best;
            }
        }
        return Optional.ofNullable(best);
    }

    /** One line for each entry, after a header line. */
    public String toTsv() {
        var out = new StringBuilder(HEADER).append('\n');
        for (Entry e : entries) {
            out.append(Tsv.escape(e.source())).append('\t').append(e.javaLine()).append('\t');
            out.append(Tsv.escape(e.file()))
                    .append('\t')
                    .append(e.line())
                    .append('\t')
                    .append(e.column())
                    .append('\n');
        }
        return out.toString();
    }

    /** Reads what {@link #toTsv} wrote. @throws IllegalArgumentException for anything else */
    public static LineMap ofTsv(String tsv) {
        var entries = new ArrayList<Entry>();
        for (List<String> f : Tsv.rows(tsv, HEADER, 5)) {
            entries.add(new Entry(
                    f.get(0),
                    Integer.parseInt(f.get(1)),
                    f.get(2),
                    Integer.parseInt(f.get(3)),
                    Integer.parseInt(f.get(4))));
        }
        return new LineMap(entries);
    }
}
