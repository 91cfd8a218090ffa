package dev.sequent.check.jpf;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.language.model.Scenario;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares two complete explorations of one scenario. The states of both are numbers of the same components, which are
 * told apart by their encodings.
 */
final class Comparison {
    private final ScenarioSystem system;
    private final Translation translation;
    private final Exploration jpf;
    private final Exploration own;

    Comparison(ScenarioSystem system, Translation translation, Exploration jpf, Exploration own) {
        this.system = system;
        this.translation = translation;
        this.jpf = jpf;
        this.own = own;
    }

    /**
     * @param counted by the embedded engine
     * @throws EnginesDisagree says about what, and shows the path to the first state that differs
     */
    void demandEqual(Recording recording, Counts counted) {
        merged(recording);
        states();
        if (jpf.transitions() != own.transitions()) {
            disagree(String.format(
                    "Java PathFinder takes %,d transitions and the embedded engine %,d, between the same states",
                    jpf.transitions(), own.transitions()));
        }
        same("sends into a full channel", translation.counts().overflows(), counted.overflows());
        same("states in which a bound holds a timer back", translation.counts().held(), counted.held());
        same("ends", translation.counts().ends(), counted.ends());
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            if (jpf.hits().get(w).isPresent() != own.hits().get(w).isPresent()) {
                disagree((jpf.hits().get(w).isPresent() ? "only Java PathFinder" : "only the embedded engine")
                        + " reaches " + watches.get(w).name());
            }
        }
    }

    private void same(String what, Object there, Object here) {
        if (!there.equals(here)) {
            disagree("over the same states and transitions Java PathFinder counts " + what + ": " + there
                    + ", and the embedded engine " + here);
        }
    }

    /** JPF tells machines apart by everything that they hold, and the embedded engine by what their encoder writes. */
    private void merged(Recording recording) {
        if (!recording.merged().isEmpty()) {
            Recording.Merged merged = recording.merged().getFirst();
            int number = translation.firstWith(merged.second());
            disagree("the encoder writes the same bits for two machines that differ: " + merged.difference()
                    + "\nthe embedded engine takes them for one; the second is in\n" + lines(translation.show(number))
                    + way(translation.path(number)));
        }
    }

    private void states() {
        Set<State> known = states(own);
        int[] state = new int[system.width()];
        for (int n = 0; n < jpf.states(); n++) {
            jpf.visited().state(n, state);
            if (!known.contains(new State(state))) {
                disagree("Java PathFinder reaches a state that the embedded engine does not\n"
                        + lines(translation.show(n)) + way(translation.path(n)));
            }
        }
        known = states(jpf);
        for (int n = 0; n < own.states(); n++) {
            own.visited().state(n, state);
            if (!known.contains(new State(state))) {
                disagree("the embedded engine reaches a state that Java PathFinder does not\n"
                        + story(own.ancestry().path(n)));
            }
        }
        if (jpf.states() != own.states()) {
            disagree(String.format(
                    "Java PathFinder has %,d states and the embedded engine %,d, and they look the same",
                    jpf.states(), own.states()));
        }
    }

    private Set<State> states(Exploration of) {
        var all = new HashSet<State>();
        int[] state = new int[system.width()];
        for (int n = 0; n < of.states(); n++) {
            of.visited().state(n, state);
            all.add(new State(state.clone()));
        }
        return all;
    }

    private static String way(List<String> path) {
        return "the path there, " + path.size() + (path.size() == 1 ? " step:\n" : " steps:\n") + lines(path);
    }

    private static String lines(List<String> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private String story(int[] path) {
        var replay = new Replay(system, Points.UNKNOWN);
        List<String> initial = replay.states();
        List<TraceStep> steps = replay.run(path);
        Scenario scenario = system.plan().scenario();
        return new Counterexample(
                        system.plan().protocol().name(),
                        "",
                        scenario.name(),
                        "a state",
                        "",
                        scenario.peers().stream().map(Scenario.Peer::name).toList(),
                        initial,
                        steps)
                .steps(false);
    }

    private void disagree(String about) {
        throw new EnginesDisagree("the engines disagree about scenario "
                + system.plan().scenario().name() + ": " + about);
    }

    /** Ints by value. */
    private record State(int[] words) {
        @Override
        public boolean equals(Object other) {
            return other instanceof State that && Arrays.equals(words, that.words);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(words);
        }
    }
}
