package dev.sequent.check;

import static dev.sequent.check.toy.Toy.ask;
import static dev.sequent.check.toy.Toy.askWhenIdle;
import static dev.sequent.check.toy.Toy.network;
import static dev.sequent.check.toy.Toy.scenario;
import static dev.sequent.check.toy.Toy.toss;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.system.PayloadModel;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.toy.Toy;
import dev.sequent.check.toy.ToyCore;
import dev.sequent.runtime.Core;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explorer, which keeps and shares everything, against {@link NaiveSearch}, which keeps nothing. */
class SecondOpinionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 |                         | 0",
        "1 | lose                    | 2",
        "2 | duplicate               | 1",
        "2 | reorder                 | 2",
        "2 | lose, duplicate         | 2",
        "3 | lose, reorder           | 2",
        "2 | lose, duplicate, reorder| 2"
    })
    void sameLevelsAndTransitions(int capacity, String may, int retries) {
        Scenario scenario = scenario(network(capacity, may == null ? "" : may), retries, List.of(), toss(),
                askWhenIdle(false), ask(), askWhenIdle(false));
        compare(Toy.protocol(scenario), new ToyCore(scenario), scenario);
    }

    static Exploration compare(Protocol protocol, Core core, Scenario scenario) {
        NaiveSearch.Result naive = new NaiveSearch(protocol, core, scenario).run();
        var system = ScenarioSystem.of(
                new Plan(protocol, core, scenario, PayloadModel.COUNTS, Map.of()));
        Exploration found = new Explorer(system, Limits.none().withKeepGoing(true), 2, Progress.NONE).run();
        assertThat(found.levels()).isEqualTo(naive.levels());
        assertThat(found.transitions()).isEqualTo(naive.transitions());
        assertThat(found.states()).isGreaterThan(3);
        return found;
    }
}
