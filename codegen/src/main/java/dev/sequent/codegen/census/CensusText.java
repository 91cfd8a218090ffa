package dev.sequent.codegen.census;

import dev.sequent.codegen.form.PointMap.Point;
import java.util.List;
import java.util.Optional;

/** What a census comes to, for people. */
public final class CensusText {
    private final Census census;
    private final String tries;

    /** @param tries what passes rules, in the singular: {@code try}, {@code script} */
    public CensusText(Census census, String tries) {
        this.census = census;
        this.tries = tries;
    }

    /** The rules that were not passed, each with its place, and how many of the branches were. */
    public String rules(Passed passed) {
        List<Point> all = census.rules();
        List<Point> missed =
                all.stream().filter(p -> !passed.passed(p.number())).toList();
        var text = new StringBuilder("\n");
        if (missed.isEmpty()) {
            text.append("every one of ").append(all.size()).append(" rules was passed\n");
        } else {
            text.append(missed.size()).append(" of ").append(all.size()).append(" rules no ");
            text.append(tries).append(" has passed:\n");
        }
        String before = "";
        for (Point p : missed) {
            String place = p.file() + ':' + p.line();
            if (!place.equals(before)) {
                text.append("  ")
                        .append(place)
                        .append(": ")
                        .append(census.words(p))
                        .append('\n');
            }
            before = place;
        }
        return text.append(count(passed)).toString();
    }

    /** How many of the branches were passed, counted in each state. */
    public String count(Passed passed) {
        Ways possible = census.possible();
        return possible.and(passed.ways()).size() + " of " + possible.size() + " branches in states were passed\n";
    }

    /**
     * The branches that were not passed, each with its place and states; not what lies behind them, nor what is known
     * never to be taken.
     *
     * @param list of that, if there is one
     */
    public String branches(Passed passed, Optional<Unexercised> list) {
        Ways missed = list.map(l -> l.missing(passed.ways()))
                .orElseGet(() -> census.possible().without(passed.ways()).foremost());
        var text = new StringBuilder();
        if (list.isPresent()) {
            int known = list.get().excused().without(passed.ways()).size();
            text.append(known).append(" are known never to be taken, see ");
            text.append(list.get().file()).append('\n');
        }
        if (!missed.isEmpty()) {
            text.append("\nbranches in states that no ").append(tries);
            text.append(" has passed (and so what follows them):\n");
            missed.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }
}
