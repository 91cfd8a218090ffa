package dev.sequent.check.simulation;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.Space;
import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.check.liveness.Answer;
import dev.sequent.check.liveness.Lasso;
import dev.sequent.check.liveness.Liveness;
import dev.sequent.check.system.Claim;
import dev.sequent.check.system.ScenarioSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The states that walks have been in, with all that leads out of them. What is said about runs is judged on these: a
 * fair run within them is a run of the whole, and where they end nothing is known.
 */
public final class Region {
    /** Beyond this a region takes too long to judge, and begins anew. */
    private static final int MOST = 200_000;

    private record State(int[] ints) {
        @Override
        public boolean equals(Object other) {
            return other instanceof State state && Arrays.equals(ints, state.ints);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ints);
        }
    }

    /**
     * A run that breaks a claim.
     *
     * @param claim its place among {@link ScenarioSystem#claims}
     * @param binding and among that claim's bindings
     */
    public record Broken(int claim, int binding, Lasso lasso) {}

    private final ScenarioSystem system;
    private final Set<State> states = new HashSet<>();
    private int judged;

    Region(ScenarioSystem system) {
        this.system = system;
    }

    void add(List<int[]> visited) {
        for (int[] state : visited) {
            states.add(new State(state));
        }
    }

    /** Whether it has grown enough since it was last judged for that to be worth the time. */
    boolean isWorthJudging() {
        return states.size() >= 2 * judged;
    }

    boolean isFull() {
        return states.size() > MOST;
    }

    /** The claims that some fair run within the region breaks, the nearest run for each. */
    List<Broken> judge(int threads) {
        judged = states.size();
        var part = new Part(system, watch -> false, this::within);
        var explorer = new Explorer(part, Limits.none(), threads, Progress.NONE, Space.memory(), true);
        return judge(system, explorer.run());
    }

    /** The claims that what was found breaks. @param found a search that kept its graph */
    static List<Broken> judge(ScenarioSystem system, Exploration found) {
        var liveness = new Liveness(found, system.actions().fairness(), system.marks());
        var broken = new ArrayList<Broken>();
        List<Claim> claims = system.claims();
        for (int c = 0; c < claims.size(); c++) {
            for (int b = 0; b < claims.get(c).formulas().size(); b++) {
                if (liveness.check(claims.get(c).formulas().get(b)) instanceof Answer.Violated violated) {
                    broken.add(new Broken(c, b, violated.lasso()));
                }
            }
        }
        return broken;
    }

    /** The same claim and binding broken by what was found, if they are. */
    static Optional<Broken> same(Broken wanted, List<Broken> all) {
        return all.stream()
                .filter(b -> b.claim() == wanted.claim() && b.binding() == wanted.binding())
                .findFirst();
    }

    /** The system, as far as it was walked. */
    private TransitionSystem.Expander within() {
        TransitionSystem.Expander whole = system.expander();
        int tick = system.actions().tick();
        return (state, out) -> {
            if (states.contains(new State(state))) {
                whole.expand(state, out);
            } else {
                out.cut(tick); // Time has to pass at least, so nobody takes this for an end.
            }
        };
    }
}
