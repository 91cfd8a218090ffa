package dev.sequent.codegen.form;

import java.util.ArrayList;
import java.util.List;

/**
 * What each trace point of a generated core stands for (see {@link dev.sequent.runtime.Trace}). A point's number is its
 * position in the list.
 */
public record PointMap(List<Point> points) {
    private static final String HEADER = "point\tkind\tfile\tline\tcolumn\twhere\ttext\tcitations\tendLine\tendColumn";

    public PointMap {
        points = List.copyOf(points);
    }

    /** What kind of place a point is. */
    public enum Kind {
        HANDLER,
        STEP,
        BRANCH,
        /** A routine is entered, in the state that the text names; only in a core with {@link Tracing#OUTCOMES}. */
        ENTERED,
        /** The condition at that place does not hold; only in a core with {@link Tracing#OUTCOMES}. */
        OTHERWISE,
        STATE_CHANGE,
        SEND,
        TIMER_START,
        TIMER_STOP,
        SIGNAL,
        /** A block that the specification declares never to be taken; it has no other point. */
        UNREACHABLE,
        /** Never passed as a trace: only faults name it. */
        STATEMENT
    }

    /**
     * @param file the specification file, as the user named it
     * @param line from 1; 0 when unknown
     * @param column from 1; 0 when unknown
     * @param where the routine, for instance {@code Connection: on SEGMENT in SYN-SENT}
     * @param text what happens, for instance a step's title or {@code -> ESTABLISHED}
     * @param citations for instance {@code RFC 9293, 3.10.7.4, MUST-12}; empty when the rule cites nothing
     * @param endLine last line of the place, from 1; 0 when unknown
     * @param endColumn column just past its last character, from 1; 0 when unknown
     */
    public record Point(
            int number,
            Kind kind,
            String file,
            int line,
            int column,
            String where,
            String text,
            String citations,
            int endLine,
            int endColumn) {

        /** {@code file:line:column}. */
        public String location() {
            return file + ":" + line + ":" + column;
        }
    }

    /** The point of that number. @throws IndexOutOfBoundsException when there is none */
    public Point at(int point) {
        return points.get(point);
    }

    public int size() {
        return points.size();
    }

    /** One line for each point, after a header line; tabs, line ends and backslashes in texts are escaped. */
    public String toTsv() {
        var out = new StringBuilder(HEADER).append('\n');
        for (Point p : points) {
            out.append(p.number()).append('\t').append(p.kind()).append('\t');
            out.append(Tsv.escape(p.file()))
                    .append('\t')
                    .append(p.line())
                    .append('\t')
                    .append(p.column())
                    .append('\t');
            out.append(Tsv.escape(p.where()))
                    .append('\t')
                    .append(Tsv.escape(p.text()))
                    .append('\t');
            out.append(Tsv.escape(p.citations())).append('\t');
            out.append(p.endLine()).append('\t').append(p.endColumn()).append('\n');
        }
        return out.toString();
    }

    /** Reads what {@link #toTsv} wrote. @throws IllegalArgumentException for anything else */
    public static PointMap ofTsv(String tsv) {
        var points = new ArrayList<Point>();
        for (List<String> f : Tsv.rows(tsv, HEADER, 10)) {
            points.add(new Point(
                    Integer.parseInt(f.get(0)),
                    Kind.valueOf(f.get(1)),
                    f.get(2),
                    Integer.parseInt(f.get(3)),
                    Integer.parseInt(f.get(4)),
                    f.get(5),
                    f.get(6),
                    f.get(7),
                    Integer.parseInt(f.get(8)),
                    Integer.parseInt(f.get(9))));
        }
        return new PointMap(points);
    }
}
