package dev.sequent.codegen.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.interpret.InterpretedCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Translation validation can fail: the interpreter executes a model with one small change, and the same campaign that
 * finds nothing otherwise must see it.
 */
class SensitivityTest {
    private record Hunt(int found, List<String> missed) {}

    /** @param sample how many of the places to change are tried, spread evenly; all when there are fewer */
    private static Hunt hunt(String name, String first, String second, int sample, int sequences) {
        var specification = Specifications.load(name);
        var protocol = specification.protocol();
        var sound = Campaign.of(specification, first, second);
        assertThat(sees(sound, 3000)).isFalse();
        int places = ModelMutation.count(protocol);
        int tried = Math.min(places, sample);
        var missed = new ArrayList<String>();
        for (int i = 0; i < tried; i++) {
            var mutant = ModelMutation.of(protocol, (int) ((long) i * places / tried));
            var subject = new Subject(
                    protocol,
                    new InterpretedCore(mutant.protocol()),
                    specification.subject().generated());
            if (!sees(sound.against(subject), sequences)) {
                missed.add(mutant.description());
            }
        }
        System.out.println(name + ": " + (tried - missed.size()) + " of " + tried + " changes seen (of " + places
                + " places); not seen: " + missed);
        return new Hunt(tried - missed.size(), missed);
    }

    private static boolean sees(Campaign campaign, int sequences) {
        var seeds = new Random(11);
        for (int i = 0; i < sequences; i++) {
            if (campaign.run(seeds.nextLong()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void every_change_to_the_alternating_bit_protocol_is_seen() {
        var hunt = hunt("abp", "Sender", "Receiver", 1000, 400);
        assertThat(hunt.missed()).isEmpty();
        assertThat(hunt.found()).isGreaterThan(10);
    }

    @Test
    void every_change_to_go_back_n_is_seen() {
        var hunt = hunt("gbn", "Sender", "Receiver", 1000, 400);
        assertThat(hunt.missed()).isEmpty();
        assertThat(hunt.found()).isGreaterThan(10);
    }

    @Test
    void most_changes_to_tcp_are_seen() {
        var hunt = hunt("tcp", "Connection", "Connection", 60, 1000);
        assertThat(hunt.found()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void a_disagreement_is_cut_down_to_what_matters() {
        var specification = Specifications.load("abp");
        var protocol = specification.protocol();
        var mutant = ModelMutation.of(protocol, 0);
        var subject = new Subject(
                protocol,
                new InterpretedCore(mutant.protocol()),
                specification.subject().generated());
        var walks = new Walks(subject, specification.coverage());
        var seeds = new Random(13);
        for (int i = 0; i < 400; i++) {
            var found = walks.alone(specification.machine("Sender"), 30, seeds.nextLong());
            if (found.isPresent()) {
                var smallest = found.get().smallest();
                assertThat(smallest.events()).hasSizeLessThanOrEqualTo(4);
                assertThat(smallest.toString()).contains("interpreted", "generated", "Sender");
                return;
            }
        }
        throw new AssertionError("not seen: " + mutant.description());
    }
}
