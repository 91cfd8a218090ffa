package dev.sequent.check.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Generated protocols, properties and scenarios: the explorer's verdicts on the generated core, those of the naive
 * search, and what LANGUAGE.md says, must be the same; of what is violated, also the length of a shortest way there.
 *
 * <p>{@code -Dsequent.random.scenarios=10000} is the long run; {@code -Dsequent.random.seed=N} begins with that
 * specification.
 */
class SecondSemanticsTest {
    private static final int SCENARIOS = Integer.getInteger("sequent.random.scenarios", 200);
    private static final long FIRST = Long.getLong("sequent.random.seed", 1);
    private static final String FILE = "random.sqt";
    /** From here on a run is long enough to meet everything. */
    private static final int MANY = 200;
    /** The long run says after so many how far it is. */
    private static final int STRETCH = 1000;
    /** Specifications that are looked at together. */
    private static final int BATCH = 8;

    /** What became of one scenario. @param scenario empty: the specification was not accepted */
    private record Compared(
            long seed, Node draft, Optional<Protocol> protocol, String scenario, Comparison.Result result) {}

    @Test
    void theVerdictsAreThoseOfTheLanguage() throws IOException {
        var tally = new Tally();
        long seed = FIRST;
        for (int stretch = STRETCH; tally.compared() < SCENARIOS; seed += BATCH) {
            if (tally.compared() >= stretch) {
                System.out.println(
                        tally.compared() + " of " + SCENARIOS + " scenarios compared, up to seed " + (seed - 1));
                stretch += STRETCH;
            }
            List<List<Compared>> batch = LongStream.range(seed, seed + BATCH)
                    .parallel()
                    .mapToObj(SecondSemanticsTest::compare)
                    .toList();
            for (Compared each : batch.stream().flatMap(List::stream).toList()) {
                if (!each.result().skipped().isEmpty()) {
                    tally.skip(each.result().skipped());
                } else if (each.result().differences().isEmpty()) {
                    tally.count(each.draft(), each.protocol().orElseThrow(), each.scenario(), each.result());
                } else {
                    report(
                            each.seed(),
                            each.draft(),
                            each.scenario(),
                            each.result().differences());
                }
            }
        }
        System.out.println("seeds " + FIRST + " to " + (seed - 1) + ": " + tally);
        assertThat(tally.skippedInAll()).as("%s", tally).isLessThan(tally.compared());
        assertThat(tally.byNaive()).as("%s", tally).isGreaterThan(tally.compared() / 2);
        if (SCENARIOS >= MANY) {
            assertThat(tally.neverMet()).as("%s", tally).isEmpty();
        }
    }

    private static List<Compared> compare(long seed) {
        Node draft = Drafts.random(seed);
        Optional<Protocol> protocol = compile(draft);
        if (protocol.isEmpty()) {
            return List.of(
                    new Compared(seed, draft, protocol, "", Comparison.Result.skipped("not accepted by the compiler")));
        }
        var comparison = new Comparison(protocol.get(), CoreCompiler.compile(protocol.get()));
        return protocol.get().scenarios().stream()
                .map(s -> new Compared(seed, draft, protocol, s.name(), judged(comparison, draft, s)))
                .toList();
    }

    private static Comparison.Result judged(Comparison comparison, Node draft, Scenario scenario) {
        try {
            return comparison.of(draft, scenario);
        } catch (RuntimeException e) {
            return new Comparison.Result(List.of("it ends with " + e), Map.of(), 0, false, "");
        }
    }

    private static Optional<Protocol> compile(Node draft) {
        Compilation compilation = SpecCompiler.compile(FILE, Map.of(FILE, draft.text()), Options.NONE);
        return compilation.protocol();
    }

    private static void report(long seed, Node draft, String scenario, List<String> differences) throws IOException {
        List<String> kinds = differences.stream().map(SecondSemanticsTest::kind).toList();
        Node least = Shrinking.least(
                draft,
                d -> differences(d, scenario).stream()
                        .map(SecondSemanticsTest::kind)
                        .anyMatch(kinds::contains));
        Path file = Path.of(System.getProperty("basedir", "."), "target", "random-" + seed + "-" + scenario + ".sqt");
        Files.writeString(file, least.text());
        fail(
                "seed %d, scenario %s: %s%nThe least of it that still differs, %s, also in %s:%n%s",
                seed,
                scenario,
                String.join("; ", differences),
                String.join("; ", differences(least, scenario)),
                file,
                least.text());
    }

    private static List<String> differences(Node draft, String scenario) {
        Optional<Protocol> protocol = compile(draft);
        Optional<Scenario> same = protocol.flatMap(p ->
                p.scenarios().stream().filter(s -> s.name().equals(scenario)).findFirst());
        try {
            return same.map(s -> new Comparison(protocol.get(), CoreCompiler.compile(protocol.get()))
                            .of(draft, s)
                            .differences())
                    .orElse(List.of());
        } catch (RuntimeException e) {
            // What is left of a draft may be more than the generator can take: that is another fault.
            return List.of("it ends with " + e);
        }
    }

    /** Without names and numbers, so that shrinking does not end with another difference. */
    private static String kind(String difference) {
        return difference.replaceAll("[0-9]+", "");
    }
}
