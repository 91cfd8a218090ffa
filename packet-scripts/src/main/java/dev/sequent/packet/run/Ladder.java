package dev.sequent.packet.run;

import dev.sequent.view.Figure;
import dev.sequent.view.Figure.Arrow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has happened in a run, as a figure: the time on the left, the host under test on the right. */
final class Ladder {
    private final List<Figure.Row> rows = new ArrayList<>();
    private final long origin;

    /** @param origin the moment from which times count */
    Ladder(long origin) {
        this.origin = origin;
    }

    /** @param line of the script */
    void in(int line, long at, String packet, String state) {
        rows.add(new Figure.Line(line, time(at), Arrow.TO_RIGHT, packet, Arrow.TO_RIGHT, state));
    }

    /** @param line of the script that expected it; 0 for none */
    void out(int line, long at, String packet, String state) {
        rows.add(new Figure.Line(line, time(at), Arrow.TO_LEFT, packet, Arrow.TO_LEFT, state));
    }

    void call(int line, long at, String call, String state) {
        rows.add(new Figure.Line(line, time(at), Arrow.NONE, call, Arrow.NONE, state));
    }

    void remark(String text) {
        rows.add(new Figure.Remark(text));
    }

    String text(int width) {
        return new Figure("         s", "host under test", rows).render(width);
    }

    private String time(long at) {
        return String.format(Locale.ROOT, "%10s", time(at, origin));
    }

    static String time(long at, long origin) {
        return String.format(Locale.ROOT, "%.6f", (at - origin) / 1e9);
    }
}
