package dev.sequent.check.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.toy.Toy;
import dev.sequent.check.toy.ToyCore;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Message;
import dev.sequent.spec.model.Scenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The seam for byte identities: what travels beside messages, out of the machines' sight. */
class PayloadModelTest {
    /** Every message of the caller gets the next number; the answerer notes the last and complains about a repetition. */
    private static final class Numbered implements PayloadModel {
        private final boolean complain;

        Numbered(boolean complain) {
            this.complain = complain;
        }

        @Override
        public Side side(int peer) {
            return new Side() {
                private int last;
                private boolean repeated;

                @Override
                public void sends(Message message, BitWriter attachment) {
                    attachment.put(peer == 0 ? ++last : 0, 4);
                }

                @Override
                public void arrives(Message message, BitReader attachment) {
                    int number = (int) attachment.get(4);
                    if (peer == 1) {
                        repeated = number == last;
                        last = number;
                    }
                }

                @Override
                public Optional<String> violation() {
                    return complain && repeated ? Optional.of("number " + last + " came twice") : Optional.empty();
                }

                @Override
                public void encode(BitWriter out) {
                    out.put(last, 4);
                }

                @Override
                public void decode(BitReader in) {
                    last = (int) in.get(4);
                    repeated = false;
                }
            };
        }

        @Override
        public String bounds() {
            return "messages are numbered";
        }
    }

    private static ScenarioReport check(Scenario scenario, PayloadModel payload) {
        return new CheckRun(Toy.protocol(scenario), new ToyCore(scenario), "", Points.UNKNOWN)
                .check(scenario, CheckOptions.defaults()
                        .withLimits(Limits.none().withKeepGoing(true))
                        .withPayload(payload));
    }

    @Test
    void whatIsAttachedTellsEqualMessagesApart() {
        Scenario scenario = Toy.scenario(Toy.network(2, "reorder"), 1, List.of(), Toy.ask());
        ScenarioReport counts = check(scenario, PayloadModel.COUNTS);
        ScenarioReport numbered = check(scenario, new Numbered(false));
        assertThat(numbered.statistics().states()).isGreaterThan(counts.statistics().states());
        assertThat(numbered.bounds()).contains("messages are numbered");
    }

    @Test
    void aComplaintIsAViolationWithATrace() {
        Scenario scenario = Toy.scenario(Toy.network(2, "duplicate"), 0, List.of(), Toy.ask());
        assertThat(check(scenario, new Numbered(true)).verdict("no-fault"))
                .isInstanceOfSatisfying(Verdict.Violated.class, violated -> {
                    assertThat(violated.trace().finding()).isEqualTo("payload: number 1 came twice");
                    assertThat(violated.trace().steps()).hasSize(3);
                });
    }
}
