package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.CheckRun;
import dev.sequent.check.SimulationReport;
import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How well random walks find what is known to be wrong: the mutants that fall by a state or a step. All of them, for
 * thirty seconds each, with {@code -Dsequent.simulate.mutants=all}; otherwise those that are quick, in so many walks,
 * which is the same on every machine: every one with {@code -Pdeep}, else one of three.
 */
class SimulatedMutantsTest {
    private static final Path SPEC =
            Path.of(System.getProperty("basedir", "."), "..", "spec").normalize();
    private static final boolean ALL =
            System.getProperty("sequent.simulate.mutants", "").equals("all");
    private static final int STRIDE = Integer.getInteger("sequent.simulate.stride", 3);
    /** 255 retransmissions in a row, and no walk is that patient. */
    private static final String TOO_LONG = "counts-beyond-its-range";

    private static final int WALKS = 30_000;
    private static final long SEED = 1;

    /** One mutant that was looked for. @param found empty when it was not found */
    private record Search(
            Mutant mutant, String scenario, Optional<SimulationReport.Finding> found, long walks, Duration time) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-40s %-24s %s",
                    mutant.name(),
                    scenario,
                    found.map(f -> String.format(
                                    Locale.ROOT,
                                    "%-32s %,9d walks %6d steps, then %3d%s %6.1f s",
                                    f.subject().name(),
                                    walks,
                                    f.steps(),
                                    f.trace().steps().size(),
                                    f.shortest() ? " (shortest)" : "           ",
                                    time.toMillis() / 1e3))
                            .orElse(String.format(Locale.ROOT, "NOT FOUND in %,d walks", walks)));
        }
    }

    @Test
    void findsWhatFallsByAStateOrAStep() throws IOException {
        Compilation compilation = SpecCompiler.compile(SPEC.resolve("tcp/tcp.sqt"), Options.NONE);
        Original original = Original.of(compilation, Options.NONE, Map.of());
        List<Mutant> falling = Catalogue.read(SPEC.resolve("tcp/mutants"), Path::toString).mutants().stream()
                .filter(m -> ALL || m.quick())
                .filter(m -> m.kills().stream().noneMatch(k -> isOfRuns(original.protocol(), k.text())))
                .toList();
        List<Mutant> wanted = IntStream.range(0, falling.size())
                .filter(i -> ALL || i % STRIDE == 0 || falling.get(i).name().equals(TOO_LONG))
                .mapToObj(falling::get)
                .toList();
        var missed = new ArrayList<String>();
        for (Ready ready : Catalogue.prepare(original, wanted).ready()) {
            Search search = search(ready);
            System.out.println(search.line());
            if (search.found().isEmpty()) {
                missed.add(ready.mutant().name());
            }
        }
        System.out.println("found " + (wanted.size() - missed.size()) + " of " + wanted.size() + ", seed " + SEED);
        if (!ALL) {
            assertThat(missed).containsExactly(TOO_LONG);
        }
    }

    private static boolean isOfRuns(Protocol protocol, String property) {
        return protocol.properties().stream()
                .filter(q -> !q.kind().witness() && q.name().equals(property))
                .anyMatch(q -> switch (q.kind()) {
                    case LEADS_TO, EVENTUALLY_ALWAYS, POSSIBLE -> true;
                    case ALWAYS, NEVER, STEP, WITNESS, STEP_WITNESS -> false;
                });
    }

    private static Search search(Ready ready) {
        var run = new CheckRun(ready.protocol(), CoreCompiler.compile(ready.protocol()));
        SimulationOptions options = SimulationOptions.of(SEED).withTime(Duration.ofSeconds(30));
        Search search = null;
        for (Mutant.Line name : ready.mutant().scenarios()) {
            Scenario scenario = ready.scenario(name.text());
            SimulationReport report = run.simulate(scenario, ready.set(), ALL ? options : options.withWalks(0, WALKS));
            search = new Search(
                    ready.mutant(),
                    scenario.name(),
                    report.findings().stream().findFirst(),
                    report.walked().walks(),
                    report.walked().elapsed());
            if (search.found().isPresent()) {
                break;
            }
        }
        return java.util.Objects.requireNonNull(search, "a mutant names a scenario");
    }
}
