package dev.sequent.check.system;

import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.check.liveness.Fairness;
import dev.sequent.check.liveness.Formula;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a replayed path shows: whether it leads to what it was recorded for. Every state of it is judged with the
 * search's own expander, so that there is no second set of rules. No shorter path is sought, but this one must not have
 * reached its goal before its end.
 */
public final class Evidence {
    /** How many states a search for what should no longer be possible expands. */
    static final int MOST_STATES = 200_000;

    private final ScenarioSystem system;
    private final TransitionSystem.Expander expander;
    private final Fairness fairness;
    private final int steps;
    private final OptionalInt loop;
    /** After each step, the initial state first; one fewer when the last step breaks off. */
    private final List<Around> states = new ArrayList<>();

    private final List<int[]> visited;
    private final List<Integer> taken;
    private boolean open;

    Evidence(ScenarioSystem system, List<int[]> visited, List<Integer> taken, OptionalInt loop) {
        this.system = system;
        this.visited = visited;
        this.taken = taken;
        this.loop = loop;
        expander = system.expander();
        fairness = system.actions().fairness();
        steps = taken.size();
        visited.forEach(state -> states.add(around(state)));
    }

    private Around around(int[] state) {
        var around = new Around();
        expander.expand(state, around);
        return around;
    }

    /**
     * Why this path does not lead to what that watch, or that liveness property in one of its bindings, is about; empty
     * if it does.
     *
     * @throws IllegalArgumentException when the system does not watch for it
     */
    public Optional<String> against(Watch watch) {
        if (watch.kind().liveness()) {
            return against(watch, formula(watch));
        }
        int number = system.watched().indexOf(watch);
        if (loop.isPresent()) {
            return Optional.of(watch.name() + " is not about what repeats for ever, and the trace has a loop");
        }
        OptionalInt first = first(number);
        String is = watch.bad() ? "violated" : "reached";
        if (first.isEmpty()) {
            return Optional.of(watch.name() + " is not " + is + " " + after(steps));
        }
        return first.getAsInt() == steps
                ? Optional.empty()
                : Optional.of(watch.name() + " is " + is + " already " + after(first.getAsInt())
                        + ": what follows shows nothing");
    }

    private static String after(int steps) {
        return steps == 0 ? "in the initial state" : "after step " + steps;
    }

    /** After how many steps it is reached for the first time. */
    private OptionalInt first(int watch) {
        for (int i = 0; i < states.size(); i++) {
            if (i > 0 && edge(i).hits().get(watch) || states.get(i).hits.get(watch)) {
                return OptionalInt.of(i);
            }
        }
        boolean brokeOff = states.size() == steps && edge(steps).hits().get(watch);
        return brokeOff ? OptionalInt.of(steps) : OptionalInt.empty();
    }

    /** @param step from 1 */
    private Around.Edge edge(int step) {
        return states.get(step - 1).edges.get(taken.get(step - 1));
    }

    // ---------------------------------------------------------------- runs

    private Formula formula(Watch watch) {
        for (Claim claim : system.claims()) {
            int binding = claim.inBindings().indexOf(watch);
            if (binding >= 0) {
                return claim.formulas().get(binding);
            }
        }
        throw new IllegalArgumentException("not a claim of the scenario in one of its bindings: " + watch);
    }

    private Optional<String> against(Watch watch, Formula formula) {
        return states.size() <= steps
                ? Optional.of("the last step breaks off, so there is no run for " + watch.name() + " to judge")
                : against(formula).map(reason -> watch.name() + " is not violated by this run: " + reason);
    }

    private Optional<String> against(Formula formula) {
        return switch (formula) {
            case Formula.LeadsTo f -> pending(f).or(this::unfair);
            case Formula.EventuallyAlways f ->
                repeated().allMatch(i -> is(f.p(), i))
                        ? Optional.of(
                                "what should hold for ever from some moment on holds throughout where it " + stays())
                        : unfair();
            case Formula.AlwaysPossible f ->
                loop.isPresent()
                        ? Optional.of("it is not about what repeats for ever, and the trace has a loop")
                        : trap(f.p());
        };
    }

    private String stays() {
        return loop.isPresent() ? "repeats" : "rests";
    }

    /** The states that the run visits again and again. */
    private IntStream repeated() {
        return IntStream.rangeClosed(loop.orElse(steps), steps);
    }

    private boolean is(int condition, int state) {
        return system.marks().holds(states.get(state).marks, condition);
    }

    private Optional<String> pending(Formula.LeadsTo f) {
        if (repeated().anyMatch(i -> is(f.q(), i))) {
            return Optional.of("what should follow holds where it " + stays());
        }
        for (int i = steps; i >= 0 && !is(f.q(), i); i--) {
            if (is(f.p(), i)) {
                return Optional.empty();
            }
        }
        return Optional.of("nothing is pending where it " + stays());
    }

    /** What a run that stays there for ever must do, but does not. */
    private Optional<String> unfair() {
        if (loop.isPresent() && loop.getAsInt() == steps) {
            return Optional.of("its loop has no steps");
        }
        Set<Integer> done = new HashSet<>();
        Set<Integer> due = new HashSet<>();
        for (int step = loop.orElse(steps) + 1; step <= steps; step++) {
            int label = edge(step).label();
            done.add(fairness.action(label));
            Arrays.stream(fairness.makesDue(label))
                    .filter(a -> fairness.of(a) == Fairness.Strength.STRONG)
                    .forEach(due::add);
        }
        Map<Integer, Integer> possible = new HashMap<>();
        Map<State, Around> different = new HashMap<>();
        repeated().forEach(i -> different.put(new State(visited.get(i)), states.get(i)));
        different.values().forEach(state -> possible(state).forEach(action -> possible.merge(action, 1, Integer::sum)));
        for (int action : possible.keySet().stream().sorted().toList()) {
            boolean demanded = switch (fairness.of(action)) {
                case NONE -> false;
                case WEAK -> possible.getOrDefault(action, 0) == different.size();
                case STRONG -> true;
            };
            if (demanded && !done.contains(action)) {
                return Optional.of("it is not fair, since where it " + stays() + " "
                        + system.actions().text(action) + " is possible but never happens (fair: " + fairness.text()
                        + ")");
            }
        }
        due.removeAll(done);
        return due.stream()
                .sorted()
                .findFirst()
                .map(action -> "it is not fair, since what is sent again and again never arrives: "
                        + system.actions().text(action) + " (fair: " + fairness.text() + ")");
    }

    private Set<Integer> possible(Around state) {
        return Stream.concat(state.edges.stream().map(Around.Edge::label), state.cuts.stream())
                .map(fairness::action)
                .collect(Collectors.toSet());
    }

    // ---------------------------------------------------------------- what is possible

    private record State(int[] components) {
        @Override
        public boolean equals(Object that) {
            return that instanceof State other && Arrays.equals(components, other.components);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(components);
        }
    }

    /**
     * From the end there must be no path, and from the state before it there must be one: otherwise the trap is
     * another.
     */
    private Optional<String> trap(int p) {
        return switch (reach(p, visited.get(steps))) {
            case YES -> Optional.of("what should stay possible still is at its end");
            case UNSEEN ->
                Optional.of("what should stay possible may still be at its end, where a bound cuts off paths");
            case UNKNOWN -> {
                open = true;
                yield Optional.empty();
            }
            case NO ->
                steps > 0 && reach(p, visited.get(steps - 1)) == Reach.NO
                        ? Optional.of("what should stay possible is impossible already " + after(steps - 1))
                        : Optional.empty();
        };
    }

    private enum Reach {
        YES,
        NO,
        /** Not among what was expanded, but there is more. */
        UNKNOWN,
        /** Not where one can look. */
        UNSEEN
    }

    private Reach reach(int p, int[] from) {
        Set<State> seen = new HashSet<>();
        var queue = new ArrayDeque<State>();
        queue.add(new State(from));
        seen.add(queue.getFirst());
        boolean cut = false;
        while (!queue.isEmpty()) {
            Around around = around(queue.remove().components());
            if (system.marks().holds(around.marks, p)) {
                return Reach.YES;
            }
            cut |= !around.cuts.isEmpty();
            for (Around.Edge edge : around.edges) {
                int[] target = edge.target();
                if (target == null) {
                    cut = true;
                } else {
                    var next = new State(target);
                    if (seen.add(next)) {
                        queue.add(next);
                    }
                }
            }
            if (seen.size() > MOST_STATES) {
                return Reach.UNKNOWN;
            }
        }
        return cut ? Reach.UNSEEN : Reach.NO;
    }

    /** Whether {@link #against} was left undecided, since a search would have had to go further than it does. */
    public boolean open() {
        return open;
    }
}
