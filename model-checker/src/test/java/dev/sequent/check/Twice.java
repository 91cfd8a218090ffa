package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.naive.NaiveSearch;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Searches a scenario twice: by the explorer, which keeps and shares everything, and plainly. */
final class Twice {
    private Twice() {}

    /**
     * The only scenario of a protocol: the explorer on the generated core, the plain search on the interpreter.
     *
     * @param kept what the properties that are checked ask to be kept
     */
    static NaiveSearch.Result search(Protocol protocol, NaiveSearch.Kept kept) {
        Scenario scenario = protocol.scenarios().getFirst();
        var naive = new NaiveSearch(protocol, new InterpretedCore(protocol), scenario, kept).run();
        compare(protocol, CoreCompiler.compile(protocol).load(Twice.class.getClassLoader()), scenario, naive);
        return naive;
    }

    static void compare(Protocol protocol, Core core, Scenario scenario, NaiveSearch.Result naive) {
        var system = ScenarioSystem.of(new Plan(protocol, core, scenario, Map.of()));
        Exploration found = new Explorer(system, Limits.none().withKeepGoing(true), 2, Progress.NONE).run();
        assertThat(found.levels()).isEqualTo(naive.levels());
        assertThat(found.transitions()).isEqualTo(naive.transitions());
        assertThat(hits(system, found)).isEqualTo(naive.reached());
        assertThat(broken(system, found)).isEqualTo(naive.broken());
    }

    /** Properties of states and steps, each with a binding in which it is. */
    private static TreeSet<String> broken(ScenarioSystem system, Exploration found) {
        var broken = new TreeSet<String>();
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            if (watches.get(w).kind().property() && found.hits().get(w).isPresent()) {
                broken.add(watches.get(w).name() + " " + watches.get(w).of());
            }
        }
        return broken;
    }

    private static TreeSet<String> hits(ScenarioSystem system, Exploration found) {
        var hits = new TreeSet<String>();
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            if (watch.kind() != Watch.Kind.INVARIANT && found.hits().get(w).isPresent()) {
                boolean own = watch.kind() == Watch.Kind.FAULT || watch.kind() == Watch.Kind.DEADLOCK;
                hits.add(own ? watch.kind().name() : watch.kind() + " " + watch.name());
            }
        }
        return hits;
    }
}
