package dev.sequent.check.simulation;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Fan;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.Space;
import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.check.system.ScenarioSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the way to something short: by a search in breadth, which finds the shortest, as far as that may go; otherwise
 * by leaving out whatever is not needed (Zeller, Hildebrandt: "Simplifying and isolating failure-inducing input",
 * 2002). Bounded in states and steps, not in time, so that the same walk gives the same way on every machine.
 */
final class Shortening {
    /** States that the search in breadth may find. */
    private static final long STATES = 300_000;
    /** Steps that may be taken in trying what can be left out. */
    private static final long STEPS = 2_000_000;

    /**
     * @param path ordinals from the initial state to the hit, the hit's own included if it is a transition
     * @param shortest whether there is no shorter one
     */
    record Way(int[] path, boolean shortest) {}

    /** A run that breaks a claim. @param shortest whether there is no nearer one */
    record Run(Region.Broken broken, boolean shortest) {}

    private static final int NONE = -1;

    /** A transition, wherever it may be taken: its action, and which one of those with the same action it is. */
    private record Move(int action, int number) {}

    private final ScenarioSystem system;
    private final int threads;
    private final Fan fan;
    private long stepsLeft = STEPS;

    Shortening(ScenarioSystem system, int threads) {
        this.system = system;
        this.threads = threads;
        fan = new Fan(system);
    }

    Way shorten(int[] path, int watch) {
        var explorer = new Explorer(
                only(watch), Limits.none().withStates(STATES), threads, Progress.NONE, Space.memory(), false);
        Exploration found = explorer.run();
        Optional<Exploration.Hit> hit = found.hits().get(watch);
        return hit.isPresent() ? new Way(found.path(hit.get()), true) : new Way(leaveOut(path, watch), false);
    }

    /** For a run that breaks a claim there is only the search. */
    Run shorten(Region.Broken broken) {
        var explorer = new Explorer(
                only(NONE), Limits.none().withStates(STATES), threads, Progress.NONE, Space.memory(), true);
        Exploration found = explorer.run();
        Optional<Region.Broken> nearer =
                Region.same(broken, Region.judge(system, found)).filter(b -> length(b) <= length(broken));
        return new Run(nearer.orElse(broken), found.exhaustive() && nearer.isPresent());
    }

    private static int length(Region.Broken broken) {
        return broken.lasso().prefix().length + broken.lasso().loop().length;
    }

    private int[] leaveOut(int[] path, int watch) {
        List<Move> moves = moves(path);
        int[] best = path;
        int chunk = Math.max(1, moves.size() / 2);
        while (stepsLeft > 0) {
            boolean shorter = false;
            for (int from = 0; from < moves.size() && stepsLeft > 0; ) {
                var rest = new ArrayList<>(moves.subList(0, from));
                rest.addAll(moves.subList(Math.min(moves.size(), from + chunk), moves.size()));
                int[] way = follow(rest, watch);
                if (way != null && way.length < best.length) {
                    best = way;
                    moves = moves(way);
                    shorter = true;
                } else {
                    from += chunk;
                }
            }
            if (!shorter && chunk == 1) {
                break;
            }
            chunk = shorter ? chunk : Math.max(1, chunk / 2);
        }
        return best;
    }

    private List<Move> moves(int[] path) {
        int[] state = start();
        var moves = new ArrayList<Move>();
        for (int ordinal : path) {
            expand(state);
            int action = action(ordinal);
            int number = 0;
            for (int t = 0; t < ordinal; t++) {
                number += action(t) == action ? 1 : 0;
            }
            moves.add(new Move(action, number));
            if (fan.leads(ordinal)) {
                fan.state(ordinal, state);
            }
        }
        return moves;
    }

    /** Takes those moves that can be taken. @return the way to a hit; null when there is none on it */
    private int @Nullable [] follow(List<Move> moves, int watch) {
        int[] state = start();
        int[] path = new int[moves.size() + 1];
        int length = 0;
        for (int m = 0; ; m++) {
            expand(state);
            int hit = hit(watch);
            if (hit == Fan.STATE) {
                return Arrays.copyOf(path, length);
            }
            if (hit >= 0) {
                path[length] = hit;
                return Arrays.copyOf(path, length + 1);
            }
            int ordinal = -1;
            for (; m < moves.size() && ordinal < 0; m++) {
                ordinal = find(moves.get(m));
            }
            if (ordinal < 0 || stepsLeft <= 0) {
                return null;
            }
            m--;
            path[length++] = ordinal;
            fan.state(ordinal, state);
        }
    }

    /** @return the ordinal of the hit; {@link Fan#STATE} for the state itself; less than that when there is none */
    private int hit(int watch) {
        int found = Fan.STATE - 1;
        for (int h = 0; h < fan.hits(); h++) {
            if (fan.watch(h) == watch) {
                if (fan.ordinal(h) == Fan.STATE) {
                    return Fan.STATE;
                }
                found = fan.ordinal(h);
            }
        }
        return found;
    }

    private int find(Move move) {
        int number = 0;
        for (int t = 0; t < fan.count(); t++) {
            if (action(t) == move.action() && number++ == move.number() && fan.leads(t)) {
                return t;
            }
        }
        return -1;
    }

    private int action(int ordinal) {
        return system.actions().action(fan.label(ordinal));
    }

    private int[] start() {
        int[] state = new int[system.width()];
        system.initial(state);
        return state;
    }

    private void expand(int[] state) {
        fan.of(state);
        stepsLeft--;
    }

    /** The system, of which only one watch is of interest. */
    private TransitionSystem only(int wanted) {
        return new Part(system, watch -> watch == wanted, system::expander);
    }
}
