package dev.sequent.codegen.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What the complete specifications leave out: tables, enums, optional values of every type, faults. The fixture uses
 * every construct of the language; the drafts are what TCP will grow into.
 */
class LanguageValidationProperties {
    private static final int SEQUENCES = 5_000;

    private static final Campaign FEATURES =
            campaign(Path.of("src", "test", "resources", "specs", "features.sqt"), "Gadget");
    private static final Campaign CUBIC = campaign(draft("cubic"), "Connection");
    private static final Campaign SACK = campaign(draft("sack"), "Connection");
    private static final Campaign SYN_CACHE = campaign(draft("syn-cache"), "Listener");

    private static Path draft(String name) {
        return Path.of("..", "spec", "drafts", name + ".sqt");
    }

    private static Campaign campaign(Path file, String machine) {
        return Campaign.of(Specifications.load(file), machine, machine);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    @Property(tries = 2 * SEQUENCES, seed = "29", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void every_construct(@ForAll("seeds") long seed) throws IOException {
        agree(FEATURES, seed, 2 * SEQUENCES, 0.95);
    }

    @Property(tries = 6 * SEQUENCES, seed = "31", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void cubic(@ForAll("seeds") long seed) throws IOException {
        agree(CUBIC, seed, 6 * SEQUENCES, 0.9);
    }

    @Property(tries = SEQUENCES, seed = "37", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void selective_acknowledgment(@ForAll("seeds") long seed) throws IOException {
        agree(SACK, seed, SEQUENCES, 0.9);
    }

    @Property(tries = SEQUENCES / 4, seed = "41", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void syn_cache(@ForAll("seeds") long seed) throws IOException {
        agree(SYN_CACHE, seed, SEQUENCES / 4, 0.85);
    }

    private static void agree(Campaign campaign, long seed, int sequences, double points) throws IOException {
        campaign.run(seed).ifPresent(d -> fail("sequence of seed " + seed + ": " + d.smallest()));
        var coverage = campaign.coverage();
        if (coverage.sequences() == sequences) {
            coverage.publish();
            assertThat(coverage.points()).isGreaterThanOrEqualTo(points);
        }
    }
}
