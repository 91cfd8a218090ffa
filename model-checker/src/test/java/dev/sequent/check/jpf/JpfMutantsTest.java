package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.TraceReplay;
import dev.sequent.check.Verdict;
import dev.sequent.check.mutants.Catalogue;
import dev.sequent.check.mutants.Original;
import dev.sequent.check.mutants.Ready;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mutants of TCP, killed by Java PathFinder; the counterexamples are those of the embedded engine, step for step, and
 * can be gone again on the mutant's core.
 */
@ExtendWith(RealJpf.class)
class JpfMutantsTest {
    private static final Path TCP =
            Path.of(System.getProperty("basedir", "."), "..", "spec", "tcp").normalize();
    private static Map<String, Ready> mutants = Map.of();

    /** Read when the first is wanted: it takes seconds, and most people have no JPF. */
    private static Ready mutant(String name) throws IOException {
        if (mutants.isEmpty()) {
            Original original =
                    Original.of(SpecCompiler.compile(TCP.resolve("tcp.sqt"), Options.NONE), Options.NONE, Map.of());
            Catalogue catalogue = Catalogue.read(TCP.resolve("mutants"), Path::toString);
            mutants = Catalogue.prepare(original, catalogue.mutants()).ready().stream()
                    .collect(Collectors.toMap(r -> r.mutant().name(), r -> r));
        }
        return mutants.get(name);
    }

    @ParameterizedTest
    @CsvSource({
        // of states and steps
        "closed-answers-a-syn, refused, refused",
        "reset-answered, refused, resets-unanswered",
        "ack-accepted-in-listen, old-duplicates, listener-creates-nothing",
        "old-answer-accepted, old-duplicates, old-answer-opens-nothing",
        "listener-remembers, old-duplicates, clean-slate",
        "two-way-handshake, old-duplicates, both-ends",
        "any-ack-in-syn-sent, two-old-answers, agreement",
        "unsigned-compare, handshake, acknowledgments-count",
        // of runs
        "no-simultaneous-open, opening-at-once, both-open",
        "no-reset-from-closed, crash-and-talk, stale-end-is-told",
        "keepalive-off, crash-and-keepalive, keepalive-notices",
        "orphan-waits-for-ever, orphaned, orphan-ends",
        "syn-not-sent-again, opening, syn-sent-ends",
        "half-open-not-discovered, crash, half-open-is-discovered"
    })
    void killed(String name, String in, String property) throws IOException {
        Ready mutant = mutant(name);
        var protocol = mutant.protocol();
        Scenario scenario = protocol.scenarios().stream()
                .filter(s -> s.name().equals(in))
                .findFirst()
                .orElseThrow();
        var core = CoreCompiler.compile(protocol);
        CheckOptions options = CheckOptions.defaults().withSet(mutant.set()).withOnly(Set.of(property));
        Counterexample own = trace(new CheckRun(protocol, core).check(scenario, options), property);
        Counterexample found = trace(
                new CheckRun(protocol, core, Map.of(), new JpfEngine(RealJpf.jpf(), core)).check(scenario, options),
                property);
        assertThat(found.steps(true)).isEqualTo(own.steps(true));
        assertThat(found).isEqualTo(own);
        TraceFile kept = TraceFile.read(new TraceFile(source(mutant), List.of(), found).json());
        Repetition again = TraceReplay.run(protocol, core, Map.of(), kept);
        assertThat(again.faithful()).as(again.text()).isTrue();
    }

    /** @return what it was found with */
    private static TraceSource source(Ready mutant) {
        Map<String, String> set = mutant.mutant().settings().stream()
                .map(line -> line.text().split("=", 2))
                .collect(Collectors.toMap(s -> s[0].strip(), s -> s[1].strip()));
        return new TraceSource("", Map.of(), set);
    }

    private static Counterexample trace(ScenarioReport report, String property) {
        assertThat(report.verdict(property)).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) report.verdict(property)).trace();
    }
}
