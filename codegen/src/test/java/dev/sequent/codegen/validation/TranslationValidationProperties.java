package dev.sequent.codegen.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The generated core does what the typed model says: over a hundred thousand random sequences of events, in which the
 * interpreter and the generated core agree after every event. A disagreement is cut down to the events that matter.
 *
 * <p>Every run is the same; jqwik prints the seed. Another one is set with {@code @Property(seed = ...)}.
 */
class TranslationValidationProperties {
    private static final int ABP = 10_000;
    private static final int GBN = 15_000;
    private static final int TCP = 80_000;

    private static final Campaign OF_ABP = campaign("abp", "Sender", "Receiver");
    private static final Campaign OF_GBN = campaign("gbn", "Sender", "Receiver");
    private static final Campaign OF_TCP = campaign("tcp", "Connection", "Connection");

    private static Campaign campaign(String name, String first, String second) {
        return Campaign.of(Specifications.load(name), first, second);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    @Property(tries = ABP, seed = "3", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void alternating_bit(@ForAll("seeds") long seed) throws IOException {
        agree(OF_ABP, seed, ABP, 1.0, 1.0);
    }

    @Property(tries = GBN, seed = "5", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void go_back_n(@ForAll("seeds") long seed) throws IOException {
        agree(OF_GBN, seed, GBN, 1.0, 1.0);
    }

    @Property(tries = TCP, seed = "7", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void tcp(@ForAll("seeds") long seed) throws IOException {
        agree(OF_TCP, seed, TCP, 0.9, 0.96);
    }

    /**
     * Remotes of another make know only what befalls them in their scenarios; every other machine stands whatever
     * comes.
     *
     * @param handlers what share of handler and state must have been reached at the end
     * @param rules what share of the rules
     */
    private static void agree(Campaign campaign, long seed, int sequences, double handlers, double rules)
            throws IOException {
        campaign.run(seed).ifPresent(d -> fail("sequence of seed " + seed + ": " + d.smallest()));
        var coverage = campaign.coverage();
        if (coverage.sequences() == sequences) {
            coverage.publish();
            assertThat(coverage.faultyMachines())
                    .as("faults of the specification itself: " + coverage.faults())
                    .isSubsetOf(campaign.specification().remotes());
            assertThat(coverage.unspecified())
                    .as("what the language does not define")
                    .isEmpty();
            assertThat(coverage.missingStates()).isEmpty();
            assertThat(coverage.handlers()).isGreaterThanOrEqualTo(handlers);
            assertThat(coverage.rules()).isGreaterThanOrEqualTo(rules);
        }
    }
}
