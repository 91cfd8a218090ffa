package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.Sysctls;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.census.Passed;
import dev.sequent.codegen.census.Unexercised;
import dev.sequent.codegen.census.Ways;
import dev.sequent.packet.batch.Batch;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.batch.ScriptFiles;
import dev.sequent.packet.run.Runner;
import dev.sequent.suite.Suite;
import dev.sequent.suite.SuiteOptions;
import dev.sequent.suite.SuiteReport;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.FailureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every rule of TCP, and every branch of it in every state in which the rule can be entered, is exercised by the suite
 * or by the packet scripts, or listed with the reason.
 */
class CensusTest {
    private static final Path SCRIPTS = Sequent.HOME.resolve("spec/tcp/scripts");
    private static final Path LIST = SCRIPTS.resolve("UNEXERCISED.md");
    private static final long SEED = Long.getLong("sequent.census.seed", 2026);
    private static final double SHARE = Double.parseDouble(System.getProperty("sequent.census.share", "1"));

    @TempDir
    Path folder;

    @Test
    void everyBranchInEveryStateIsExercisedOrListed() throws IOException {
        var console = Sequent.silent();
        Specification spec = Specification.load(new Specification.Request("", Map.of(), List.of(), false), console);
        RuleCount suite = RuleCount.of(spec, console);
        RuleCount scripts = RuleCount.of(spec, console);
        CompiledCore core = suite.core();
        run(spec, core, scripts);
        run(spec, suite, core);

        Passed both = suite.passed();
        both.add(scripts.passed());
        Ways possible = suite.census().possible();
        Unexercised list = suite.list().orElseThrow();
        System.out.printf(
                "%d branches in states: %d passed by the suite (seed %d), %d by scripts, %d by both, %d by either; %d listed, %d with what is behind%n",
                possible.size(),
                suite.passed().ways().size(),
                SEED,
                scripts.passed().ways().size(),
                suite.passed().ways().and(scripts.passed().ways()).size(),
                both.ways().size(),
                list.listed().size(),
                list.excused().size());
        assertThat(both.ways().without(possible).lines())
                .as("passed, where states rule it out: the census is wrong")
                .isEmpty();
        assertThat(list.missing(both.ways()).lines())
                .as("not exercised, and not listed in %s", LIST)
                .isEmpty();
        List<String> problems = list.problems(both.ways());
        if (SHARE > 1) {
            problems.forEach(System.out::println); // what only chance leads to may have come about
        } else {
            assertThat(problems).as("of %s", LIST).isEmpty();
        }
    }

    private static void run(Specification spec, CompiledCore core, RuleCount count) throws IOException {
        var runner = new Runner(
                CoreLinker.bench(core, count::listener),
                Sysctls.of(spec.protocol()),
                Map.of(),
                new Runner.Request(List.of(), false, false, false, 120),
                warning -> {});
        List<Outcome> outcomes = Batch.run(ScriptFiles.find(List.of(SCRIPTS)), runner, 2, outcome -> {});
        assertThat(outcomes).filteredOn(o -> !o.word().equals("passed")).isEmpty();
    }

    /** A quick run of what is told of anything; of the others, which lead to few branches that it does not, a tenth. */
    private void run(Specification spec, RuleCount count, CompiledCore core) {
        Suite suite = Suite.of(core, spec.protocol(), Map.of());
        for (Property<?> property : suite.properties()) {
            double share = property.name().equals("any-events") ? 1 : 0.1;
            SuiteReport report = suite.run(new SuiteOptions(
                    List.of(property.name()),
                    SEED,
                    Budget.ofTries(Math.max(1, (long) (property.tries() * share * SHARE))),
                    count.listener(),
                    FailureStore.in(folder, "tcp.sqt"),
                    text -> {},
                    done -> {},
                    () -> false));
            assertThat(report.holds()).as(property.name()).isTrue();
        }
    }
}
