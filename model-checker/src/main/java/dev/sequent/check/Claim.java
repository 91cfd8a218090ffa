package dev.sequent.check;

import dev.sequent.check.liveness.Formula;
import dev.sequent.check.system.Condition;
import dev.sequent.check.system.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A property of liveness over one scenario.
 *
 * @param watch what it is called, what it says, where it stands; its kind is one of those of liveness
 * @param ways every way to let the scenario's peers stand for the property's; it must hold in each
 */
public record Claim(Watch watch, List<Way> ways) {
    public Claim {
        ways = List.copyOf(ways);
        if (!watch.kind().liveness()) {
            throw new IllegalArgumentException(watch.name() + " is not a property of liveness");
        }
    }

    /** @param consequence of {@code P ~> E}: E; of the others empty */
    public record Way(Condition condition, Optional<Condition> consequence) {}

    /** The conditions of several claims, in the order in which {@link #formulas} counts on. */
    static List<Condition> conditions(List<Claim> claims) {
        var all = new ArrayList<Condition>();
        for (Claim claim : claims) {
            for (Way way : claim.ways) {
                all.add(way.condition);
                way.consequence.ifPresent(all::add);
            }
        }
        return all;
    }

    int marks() {
        return ways.stream().mapToInt(way -> way.consequence.isPresent() ? 2 : 1).sum();
    }

    /** @param first number of the mark that stands for the first condition */
    List<Formula> formulas(int first) {
        var formulas = new ArrayList<Formula>();
        int mark = first;
        for (Way way : ways) {
            formulas.add(switch (watch.kind()) {
                case LEADS_TO -> new Formula.LeadsTo(mark, mark + 1);
                case EVENTUALLY_ALWAYS -> new Formula.EventuallyAlways(mark);
                default -> new Formula.AlwaysPossible(mark);
            });
            mark += way.consequence.isPresent() ? 2 : 1;
        }
        return formulas;
    }
}
