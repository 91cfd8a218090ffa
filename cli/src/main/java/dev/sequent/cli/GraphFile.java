package dev.sequent.cli;

import dev.sequent.check.CheckRun;
import dev.sequent.check.GraphDot;
import dev.sequent.check.system.StateGraph;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.language.model.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws the states of a small scenario. */
final class GraphFile {
    /** Nobody can read a drawing of more. */
    static final int MOST = 1_000;

    private static final String OPTION = "--dot";

    private GraphFile() {}

    /**
     * Explores and writes.
     *
     * @throws CommandFailure if there is more than one scenario, or it has too many states, or there is no such place
     */
    static void write(Specification spec, List<Scenario> scenarios, int most, Path file, Console console) {
        if (scenarios.size() != 1) {
            throw CommandFailure.usage("--dot draws one scenario: name it" + small(spec, scenarios, most, ""));
        }
        OutputFile.check(OPTION, file, OutputFile.Kind.DRAWING);
        Scenario scenario = scenarios.getFirst();
        StateGraph graph = explore(spec, scenario, most);
        OutputFile.write(
                OPTION,
                file,
                OutputFile.Kind.DRAWING,
                OutputFile.Kind.DRAWING.firstLine()
                        + GraphDot.of(graph, spec.protocol().name() + ", " + scenario.name()));
        console.say("wrote " + file + ": " + graph.nodes().size() + " states, "
                + graph.edges().size() + " transitions; 'dot -Tsvg' draws it");
    }

    /** Those of which a drawing can be made, for who has named another; finding out takes a moment for each. */
    private static String small(Specification spec, List<Scenario> among, int most, String but) {
        List<String> names = new ArrayList<>();
        var run = new CheckRun(spec.protocol(), spec.core());
        for (Scenario scenario : among) {
            try {
                if (!scenario.name().equals(but)
                        && run.graph(scenario, spec.set(), most).isPresent()) {
                    names.add(scenario.name());
                }
            } catch (IllegalArgumentException e) {
                // It cannot be explored as the command line wants it; whoever names it hears why.
                continue;
            }
        }
        return names.isEmpty()
                ? " (none of those here has at most " + most + " states)"
                : " (small enough: " + String.join(", ", names) + ")";
    }

    private static StateGraph explore(Specification spec, Scenario scenario, int most) {
        try {
            return new CheckRun(spec.protocol(), spec.core())
                    .graph(scenario, spec.set(), most)
                    .orElseThrow(() -> CommandFailure.usage(scenario.name() + " has more than " + most
                            + " states, and nobody could read that drawing: take smaller parameters (--set), or a smaller"
                            + " scenario" + small(spec, spec.protocol().scenarios(), most, scenario.name())));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(spec.located(String.valueOf(e.getMessage())));
        }
    }
}
