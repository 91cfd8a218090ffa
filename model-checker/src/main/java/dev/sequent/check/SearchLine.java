package dev.sequent.check;

import dev.sequent.check.engine.Outlook;
import dev.sequent.check.engine.Progress;
import java.time.Duration;
import java.util.Locale;

/** How far a search is, in one line that fits a terminal. */
public final class SearchLine {
    private SearchLine() {}

    public static String of(String scenario, Progress.Snapshot at) {
        return scenario + ": " + count(at.states()) + " states, " + count(at.transitions()) + " transitions, depth "
                + at.depth() + ", " + count((long) at.rate()) + "/s, " + (at.memory() >> 20) + " MB, "
                + time(at.elapsed()) + "; " + outlook(at);
    }

    private static String outlook(Progress.Snapshot at) {
        return switch (at.outlook()) {
            case Outlook.Growing ignored -> "growing";
            case Outlook.Falling falling -> {
                String least = time(at.timeFor(falling.least()));
                String most = time(at.timeFor(falling.most()));
                yield (least.equals(most) ? "about " + least : least + " to " + most) + " left";
            }
        };
    }

    private static String count(long number) {
        if (number < 10_000) {
            return Long.toString(number);
        }
        double left = number / 1e3;
        String[] units = {"k", "M", "G", "T"};
        int unit = 0;
        for (; left >= 999.5 && unit < units.length - 1; unit++) {
            left /= 1e3;
        }
        return String.format(Locale.ROOT, left < 99.95 ? "%.1f %s" : "%.0f %s", left, units[unit]);
    }

    private static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 100 ? minutes + " min" : (minutes + 30) / 60 + " h";
    }
}
