package dev.sequent.codegen.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Not only the same events but also specifications that nobody would write: the generator's corners, faults above all.
 */
class RandomSpecificationTest {
    private static final long SEED = 43;
    private static final int SPECIFICATIONS = 15;
    private static final int SEQUENCES = 400;

    @Test
    void interpreter_and_generated_core_agree() {
        var seeds = new Random(SEED);
        var faults = new TreeSet<String>();
        double points = 0;
        long sequences = 0;
        for (int i = 0; i < SPECIFICATIONS; i++) {
            var text = RandomSpecification.text(seeds.nextLong());
            var campaign = Campaign.of(Specifications.ofText(text), "M", "M");
            for (int j = 0; j < SEQUENCES; j++) {
                campaign.run(seeds.nextLong()).ifPresent(d -> fail(d.smallest() + "\n" + text));
            }
            points += campaign.coverage().points();
            sequences += campaign.coverage().sequences();
            campaign.coverage().faults().forEach(f -> faults.add(kind(f)));
        }
        System.out.println(SPECIFICATIONS + " random specifications from seed " + SEED + ", " + sequences
                + " sequences, trace points passed " + Math.round(100 * points / SPECIFICATIONS) + " %, faults: "
                + faults);
        assertThat(points / SPECIFICATIONS).isGreaterThan(0.5);
        assertThat(faults)
                .containsAll(Set.of(
                        "range",
                        "overflow",
                        "zero",
                        "absent",
                        "room",
                        "shift",
                        "loop",
                        "empty",
                        "assertion",
                        "unreachable"));
    }

    /** The interpreter's words, cut down to what went wrong. */
    private static String kind(String fault) {
        if (fault.contains("out of the range")) {
            return "range";
        }
        if (fault.contains("does not fit")) {
            return "overflow";
        }
        if (fault.contains("by zero")) {
            return "zero";
        }
        if (fault.contains("no value")) {
            return "absent";
        }
        if (fault.contains("no room") || fault.contains("is full")) {
            return "room";
        }
        if (fault.contains("shift by")) {
            return "shift";
        }
        if (fault.contains("turns")) {
            return "loop";
        }
        if (fault.contains("it is empty")) {
            return "empty";
        }
        if (fault.contains("declared unreachable")) {
            return "unreachable";
        }
        return fault.contains("does not hold") ? "assertion" : fault;
    }
}
