package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The table of trace points that the generator writes beside its classes: which rule each point stands for. */
final class PointNames {

    private static final String FILE = "points.tsv";
    private static final Pattern STATES = Pattern.compile(" in ([^,:]+), [^:]*, ([^,:]+)(: |$)");

    private final String[] names;
    private final boolean[] ofArrival;
    private final boolean[] ofEvent;
    private final boolean[] ofSending;

    private PointNames(List<String> rows) {
        names = new String[rows.size()];
        ofArrival = new boolean[rows.size()];
        ofEvent = new boolean[rows.size()];
        ofSending = new boolean[rows.size()];
        for (int i = 0; i < names.length; i++) {
            String[] columns = rows.get(i).split("\t", -1);
            if (columns.length < 7) {
                throw new IllegalStateException("row " + (i + 2) + " of " + FILE + " beside the generated core has "
                        + columns.length + " columns, not 10: was it written by another version?");
            }
            // Columns: point, kind, file, line, column, where, text, citations, end line, end column.
            String where = columns[5];
            ofArrival[i] = where.contains(" arrives");
            ofEvent[i] = columns[1].equals("HANDLER");
            ofSending[i] = columns[1].equals("SEND");
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
     * Whether it is a point in a rule for an arriving segment itself, and not in what the rule calls; true if that is
     * not known.
     */
    boolean isOfArrival(int point) {
        return point >= ofArrival.length || ofArrival[point];
    }

    /** Whether an event of the specification begins with it. */
    boolean isOfEvent(int point) {
        return point < ofEvent.length && ofEvent[point];
    }

    /** Whether it sends a segment. */
    boolean isOfSending(int point) {
        return point < ofSending.length && ofSending[point];
    }

    /** File and line in the specification, and the rule. */
    String name(int point) {
        return point >= 0 && point < names.length ? names[point] : "point " + point + " of the specification";
    }
}
