package dev.sequent.check.system;

import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.Arrays;
import java.util.List;

/**
 * What functions of the runtime return in a scenario.
 *
 * @param values for each function, what it may return; none: it returns 0
 * @param turns for each function, its place among those that answer each peer in turn; -1: any value at any call
 * @param lengths how many values each of those that answer in turn has
 */
public record Functions(long[][] values, int[] turns, int[] lengths) {
    static Functions of(Protocol protocol, Scenario scenario) {
        var values = new long[protocol.externs().size()][0];
        int[] turns = new int[values.length];
        Arrays.fill(turns, -1);
        List<Scenario.Choice> inTurn =
                scenario.choices().stream().filter(Scenario.Choice::inTurn).toList();
        for (Scenario.Choice choice : scenario.choices()) {
            int function = choice.function().index();
            values[function] =
                    choice.values().stream().mapToLong(Long::longValue).toArray();
            turns[function] = inTurn.indexOf(choice);
        }
        return new Functions(
                values, turns, inTurn.stream().mapToInt(c -> c.values().size()).toArray());
    }
}
