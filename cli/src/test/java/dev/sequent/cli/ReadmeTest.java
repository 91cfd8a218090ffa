package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.mutants.Catalogue;
import dev.sequent.check.mutants.Mutant;
import dev.sequent.check.mutants.Original;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README counts is what this build has. */
class ReadmeTest {
    private static final Path README = Sequent.HOME.resolve("README.md");
    private static final Pattern FIGURES = Pattern.compile("(?<=\n)\\| core \\|.*?\n(?=\n)", Pattern.DOTALL);

    /** {@code -Dsequent.golden=refresh} rewrites them. */
    @Test
    void itsFiguresAreThoseOfTheBuild() throws IOException {
        String text = Files.readString(README);
        var found = FIGURES.matcher(text);
        assertThat(found.find())
                .as("the README has a table that begins with the core")
                .isTrue();
        String now = figures();
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            Files.writeString(README, found.replaceFirst(java.util.regex.Matcher.quoteReplacement(now)));
            return;
        }
        assertThat(found.group())
                .as("README.md is not what the build says: run this test with -Dsequent.golden=refresh")
                .isEqualTo(now);
    }

    private static String figures() throws IOException {
        System.setProperty("sequent.home", Sequent.HOME.toString());
        Specification spec =
                Specification.load(new Specification.Request("", Map.of(), List.of(), false), Sequent.silent());
        List<Scenario> scenarios = spec.protocol().scenarios();
        List<Mutant> mutants = Catalogue.read(spec.root().resolveSibling("mutants"), Path::toString)
                .mutants();
        List<String> demands =
                Original.of(spec.compilation(), spec.options(), spec.set()).demands();
        long invariants = demands.stream().filter(name -> name.contains(".")).count();
        ScenarioReport handshake = new CheckRun(spec.protocol(), spec.core())
                .check(
                        scenarios.stream()
                                .filter(s -> s.name().equals("handshake"))
                                .findFirst()
                                .orElseThrow(),
                        CheckOptions.defaults());
        assertThat(handshake.worst()).isEqualTo(Verdict.Kind.HOLDS);
        var s = handshake.statistics();
        return Stream.of(
                        "| core | `" + spec.core().digest() + "` |",
                        "|---|---|",
                        String.format(
                                Locale.ROOT,
                                "| scenarios | %d, of which %d are quick |",
                                scenarios.size(),
                                scenarios.stream().filter(Scenario::quick).count()),
                        String.format(
                                Locale.ROOT,
                                "| demands | %d: %d properties, %d invariants |",
                                demands.size(),
                                demands.size() - invariants,
                                invariants),
                        String.format(
                                Locale.ROOT,
                                "| lemmas | %d, for the proofs |",
                                spec.protocol().machines().stream()
                                                .flatMap(m -> m.invariants().stream())
                                                .filter(MachineType.Invariant::lemma)
                                                .count()
                                        + spec.protocol().properties().stream()
                                                .filter(Property::lemma)
                                                .count()),
                        String.format(
                                Locale.ROOT,
                                "| mutants | %d, of which %d are quick |",
                                mutants.size(),
                                mutants.stream().filter(Mutant::quick).count()),
                        String.format(
                                Locale.ROOT,
                                "| the handshake | %,d states, %,d transitions, depth %d; %d verdicts, all hold |",
                                s.states(),
                                s.transitions(),
                                s.depth(),
                                handshake.verdicts().size()))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
