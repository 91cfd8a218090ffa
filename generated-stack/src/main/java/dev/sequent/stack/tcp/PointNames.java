package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The table of trace points that the generator writes beside its classes: which rule each point stands for. */
final class PointNames {

    private static final String FILE = "points.tsv";

    private final List<String> names;

    private PointNames(List<String> names) {
        this.names = names;
    }

    /** The table of the core that this class is linked with; an empty one if it is not there. */
    static PointNames load() {
        try (InputStream in = Connection.class.getResourceAsStream(FILE)) {
            return new PointNames(in == null ? List.of() : read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return new PointNames(List.of());
        }
    }

    /** Columns: point, kind, file, line, column, where, text, citations. */
    static List<String> read(String table) {
        List<String> names = new ArrayList<>();
        for (String row : table.lines().skip(1).toList()) {
            String[] columns = row.split("\t", -1);
            if (columns.length >= 7) {
                names.add(columns[2] + ":" + columns[3] + ", " + columns[5] + (columns[6].isEmpty() ? "" : ", " + columns[6]));
            }
        }
        return names;
    }

    String name(int point) {
        return point >= 0 && point < names.size() ? names.get(point) : "point " + point + " of the specification";
    }
}
