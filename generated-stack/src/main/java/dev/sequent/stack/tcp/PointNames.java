package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The table of trace points that the generator writes beside its classes: which rule each point stands for. */
final class PointNames {

    /** A point in a rule for an arriving segment itself, and not in what the rule calls. */
    static final int ARRIVAL = 1;

    /** An event of the specification begins with it. */
    static final int EVENT = 2;

    /** It sends a segment. */
    static final int SENDING = 4;

    private static final String FILE = "points.tsv";
    private static final Pattern STATES = Pattern.compile(" in ([^,:]+), [^:]*, ([^,:]+)(: |$)");

    private final String[] names;
    /** For each point what it is: the bits below. */
    private final byte[] kinds;

    private PointNames(List<String> rows) {
        names = new String[rows.size()];
        kinds = new byte[rows.size()];
        for (int i = 0; i < names.length; i++) {
            String[] columns = rows.get(i).split("\t", -1);
            if (columns.length < 7) {
                throw new IllegalStateException("row " + (i + 2) + " of " + FILE + " beside the generated core has "
                        + columns.length + " columns, not 10: was it written by another version?");
            }
            // Columns: point, kind, file, line, column, where, text, citations, end line, end column.
            String where = columns[5];
            kinds[i] = (byte) ((where.contains(" arrives") ? ARRIVAL : 0)
                    | (columns[1].equals("HANDLER") ? EVENT : 0)
                    | (columns[1].equals("SEND") ? SENDING : 0));
            names[i] =
                    columns[2] + ":" + columns[3] + ", " + STATES.matcher(where).replaceFirst(" in $1 ... $2$3");
        }
    }

    /** Read once for all stacks of a core. */
    private static final class Table {
        static final PointNames READ = read();
    }

    /** The table of the core that this class is linked with; an empty one if it is not there. */
    static PointNames load() {
        return Table.READ;
    }

    private static PointNames read() {
        try (InputStream in = Connection.class.getResourceAsStream(FILE)) {
            String table = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new PointNames(table.lines().skip(1).toList());
        } catch (IOException e) {
            return new PointNames(List.of());
        }
    }

    /**
     * What a point is, as a sum of {@link #ARRIVAL}, {@link #EVENT} and {@link #SENDING}; the first alone if that is
     * not known.
     */
    int kind(int point) {
        return point < kinds.length ? kinds[point] : ARRIVAL;
    }

    /** File and line in the specification, and the rule. */
    String name(int point) {
        return point >= 0 && point < names.length ? names[point] : "point " + point + " of the specification";
    }
}
