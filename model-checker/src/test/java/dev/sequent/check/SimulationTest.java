package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.simulation.Simulation;
import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random walks: the same for everybody, short in what they show, and silent about what they did not see. */
class SimulationTest {
    private static final SimulationOptions WALKS = SimulationOptions.of(42).withWalks(0, 600);

    private static SimulationReport simulate(Protocol protocol, String scenario, SimulationOptions options) {
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        Scenario named = run.scenario(scenario).orElseThrow();
        return run.simulate(named, Map.of(), options);
    }

    private static Protocol tcp(String file, String from, String to) {
        return Specs.of("tcp").edit(file, from, to).compile();
    }

    /** All that is known about a report that does not depend on the time of day. */
    private static List<Object> essence(SimulationReport report) {
        return List.of(
                report.findings().stream()
                        .map(f -> f.subject().name()
                                + f.walk()
                                + f.steps()
                                + f.trace().steps()
                                + f.shortest())
                        .toList(),
                report.sound(),
                report.reached(),
                report.unreached(),
                report.bounds(),
                report.ends(),
                report.walked().steps(),
                report.walked().ended(),
                report.walked().lengths().percentile(50),
                report.states().seen(),
                report.coverage().neverTaken().size());
    }

    @Test
    void equalSeedsGiveEqualWalksWhateverTheThreads() {
        Protocol protocol = Specs.of("tcp").compile();
        List<Object> one = essence(simulate(protocol, "transfer", WALKS.withThreads(1)));
        assertThat(essence(simulate(protocol, "transfer", WALKS.withThreads(3))))
                .isEqualTo(one);
        SimulationReport other =
                simulate(protocol, "transfer", SimulationOptions.of(43).withWalks(0, 600));
        assertThat(essence(other)).isNotEqualTo(one);
    }

    /** The tables are emptied again and again, and nothing but their number shows it. */
    @Test
    void worldsThatAreLeftChangeNothing() {
        Protocol protocol = Specs.of("tcp").compile();
        SimulationReport roomy = simulate(protocol, "transfer", WALKS);
        SimulationReport tight = simulate(protocol, "transfer", WALKS.withMemory(1));
        assertThat(roomy.walked().worlds()).isEqualTo(1);
        assertThat(tight.walked().worlds()).isEqualTo(3); // One for each round of 256.
        assertThat(essence(tight)).isEqualTo(essence(roomy));
    }

    /** What exploring finds in so many steps, walking shows in no fewer, and here in no more. */
    @Test
    void whatIsFoundIsMadeAsShortAsIfItHadBeenExplored() {
        Protocol protocol = tcp("text.sqt", "    let begin = max(SEG.TEXT, RCV.NXT)\n", "    let begin = SEG.TEXT\n");
        SimulationReport report = simulate(protocol, "transfer", WALKS);
        assertThat(report.findings()).hasSize(1);
        SimulationReport.Finding found = report.findings().getFirst();
        assertThat(found.shortest()).isTrue();
        assertThat(found.trace().steps()).hasSizeLessThanOrEqualTo(found.steps());
        assertThat(report.walked().stop()).isEqualTo(Simulation.Stop.VIOLATION);

        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        Verdict explored = run.check(run.scenario("transfer").orElseThrow(), CheckOptions.defaults())
                .verdict(found.subject().name());
        assertThat(((Verdict.Violated) explored).trace().steps())
                .hasSameSizeAs(found.trace().steps());
    }

    /** A SYN that is never sent again: a run of which no state and no step is wrong. */
    @Test
    void runsAreJudgedAsFarAsTheyWereWalked() {
        assertThat(simulate(Specs.of("tcp").compile(), "opening", WALKS).sound())
                .contains("syn-sent-ends");
        Protocol protocol = tcp("output.sqt", "      in SYN-SENT { send <SEQ=ISS><CTL=SYN> }\n", "");
        SimulationReport report = simulate(protocol, "opening", WALKS);
        assertThat(report.findings()).extracting(f -> f.subject().name()).containsExactly("syn-sent-ends");
        assertThat(report.findings().getFirst().trace().loop()).isPresent();
        assertThat(report.sound()).doesNotContain("syn-sent-ends");
    }

    @Test
    void theTimeIsKept() {
        Protocol protocol = Specs.of("abp").compile();
        SimulationReport report = simulate(
                protocol,
                protocol.scenarios().getFirst().name(),
                SimulationOptions.of(1).withTime(Duration.ofMillis(1)));
        assertThat(report.walked().walks()).isPositive();
        assertThat(report.walked().stop()).isEqualTo(Simulation.Stop.TIME);
    }
}
