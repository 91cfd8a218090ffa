package dev.sequent.proofs.smt.prove;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.prove.Relation.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Looks whether the prover takes to be possible what machines do. Steps are drawn by walking; where no walk takes a
 * loop round twice, the solver makes up a step that does, or says that there is none.
 */
final class Admission {
    /** Messages that a walk's step sent, roughly: those that send more are rarer, and have more turns. */
    private static final int CLASSES = 5;
    /** The name of a variable in which machines of tests count the turns of their loops. */
    private static final String COUNTER = "TURNS";
    /** Kept of each such class. */
    private static final int KEPT = 20;

    /** What is said of how a step has to begin, and what came of it. */
    enum Skipped {
        /** An invariant that is taken for granted there does not hold: in the middle of a batch, say. */
        BROKEN,
        FAULT,
        /** More than the interpreter is willing to do. */
        LONG
    }

    /** A trigger in a state. */
    record Place(Trigger trigger, MachineType.State state) {
        String name() {
            return trigger.name() + " in " + state.name();
        }
    }

    /**
     * What was looked at there.
     *
     * @param byTurns steps that were admitted, by the number of turns, the last of them for that many or more
     * @param never that a loop cannot be taken round twice there, by the solver
     */
    record Seen(int[] byTurns, boolean never) {
        boolean twice() {
            return byTurns[2] + byTurns[3] > 0;
        }

        @Override
        public String toString() {
            return Arrays.toString(byTurns) + (never ? " never twice" : "");
        }
    }

    private final Protocol protocol;
    private final MachineType machine;
    private final Set<MachineType.Invariant> resting;
    private final Interpretation interpretation;
    private final Map<Place, List<List<Concrete.Step>>> walked = new LinkedHashMap<>();
    private final UnaryOperator<Sink> seam;
    /** Where the machine itself counts the turns of its loop. */
    private final Optional<MachineType.Variable> counter;

    private final Map<Skipped, Integer> skipped = new TreeMap<>();
    private final List<String> against = new ArrayList<>();
    private int asked;
    private int undecided;

    /** @param resting by name: invariants that hold between batches only @param seam see {@link Relation} */
    Admission(Protocol protocol, MachineType machine, Set<String> resting, UnaryOperator<Sink> seam) {
        this.protocol = protocol;
        this.machine = machine;
        this.seam = seam;
        this.counter = machine.variables().stream()
                .filter(v -> v.name().equals(COUNTER))
                .findFirst();
        this.interpretation = new Interpretation(protocol, new InterpretedCore(protocol));
        this.resting = Set.copyOf(machine.invariants().stream()
                .filter(i -> resting.contains(i.name()))
                .toList());
    }

    Admission walk(Random random, int steps) {
        new Walks(protocol, machine, random).go(steps, (step, sent) -> {
            var place =
                    new Place(step.trigger(), machine.states().get(step.before().state()));
            var all = walked.computeIfAbsent(
                    place,
                    p -> Stream.<List<Concrete.Step>>generate(ArrayList::new)
                            .limit(CLASSES)
                            .toList());
            var alike = all.get(Math.min(sent, CLASSES - 1));
            if (alike.size() < KEPT) {
                alike.add(step);
            }
        });
        return this;
    }

    /** Where something with a loop comes, in the order of the specification. */
    List<Place> loops(View view) {
        return Prover.triggers(machine)
                .filter(t -> view != View.WHOLE || !(t instanceof Trigger.Call c && c.batch()))
                .flatMap(t -> machine.states().stream().map(s -> new Place(t, s)))
                .filter(p -> turns(p, view).loops())
                .toList();
    }

    private Turns turns(Place place, View view) {
        return new Turns(protocol, machine, place.trigger(), place.state(), view == View.WHOLE);
    }

    /** @param each how many steps for each number of turns */
    Seen look(Place place, View view, int each) {
        return look(protocol, place, view, each);
    }

    /** @param prover what the prover is given: to see what becomes of it where that is not what machines do */
    Seen look(Protocol prover, Place place, View view, int each) {
        var turns = turns(place, view);
        var byTurns = new int[Turns.MANY + 1];
        boolean never = false;
        try (var relation = new Relation(
                prover, prover.machine(machine.name()), place.trigger(), place.state(), view, resting, seam)) {
            for (var alike : walked.getOrDefault(place, List.of())) {
                for (var step : alike) {
                    var outcome = outcome(place, view, step);
                    if (outcome.isPresent()) {
                        int count = counted(step, outcome.get(), turns);
                        if (byTurns[count] < each) {
                            byTurns[count]++;
                            admits(relation, place, view, step, outcome.get());
                        }
                    }
                }
            }
            for (boolean small : List.of(false, true)) {
                if (turns.loops() && byTurns[2] + byTurns[3] == 0 && !never) {
                    var sought = Sought.twoTurns(
                            protocol,
                            machine,
                            place.trigger(),
                            place.state(),
                            view == View.WHOLE,
                            without(place, view),
                            small);
                    never = sought.impossible();
                    sought.step()
                            .ifPresent(step -> outcome(place, view, step).ifPresent(o -> {
                                byTurns[counted(step, o, turns)]++;
                                admits(relation, place, view, step, o);
                            }));
                }
            }
            asked += relation.questions();
            undecided += relation.undecided();
        }
        return new Seen(byTurns, never);
    }

    private int counted(Concrete.Step step, Interpretation.Outcome outcome, Turns turns) {
        return counter.map(v -> (int) Math.min(Turns.MANY, outcome.after().variable(v.index())))
                .orElseGet(() -> turns.of(step));
    }

    private Set<MachineType.Invariant> without(Place place, View view) {
        return view != View.WHOLE && Batches.inside(place.trigger()) ? resting : Set.of();
    }

    private void admits(Relation relation, Place place, View view, Concrete.Step step, Interpretation.Outcome outcome) {
        relation.against(step, outcome)
                .ifPresent(why -> against.add(place.name() + ", " + view + ": " + why + "\n" + step.before() + "\n"
                        + step.given() + "\nparameters " + step.parameters() + ", now " + step.now() + ", answers "
                        + step.answers()));
    }

    /** What came of a step, if it is one that the prover speaks of. */
    private Optional<Interpretation.Outcome> outcome(Place place, View view, Concrete.Step step) {
        var broken = interpretation.broken(step, interpretation.at(step));
        without(place, view).forEach(i -> broken.remove(i.name()));
        if (!broken.isEmpty()) {
            return skipped(Skipped.BROKEN);
        }
        try {
            var outcome = view == View.WHOLE ? interpretation.whole(step).outcome() : interpretation.take(step);
            return outcome.fault().isPresent() ? skipped(Skipped.FAULT) : Optional.of(outcome);
        } catch (Interpretation.TooLong e) {
            return skipped(Skipped.LONG);
        }
    }

    private Optional<Interpretation.Outcome> skipped(Skipped why) {
        skipped.merge(why, 1, Integer::sum);
        return Optional.empty();
    }

    /** What machines have done and the prover takes to be impossible. */
    List<String> against() {
        return against;
    }

    int undecided() {
        return undecided;
    }

    @Override
    public String toString() {
        return asked + " questions, " + undecided + " undecided, skipped " + skipped;
    }
}
