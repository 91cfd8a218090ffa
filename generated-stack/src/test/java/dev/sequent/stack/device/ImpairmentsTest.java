package dev.sequent.stack.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpairmentsTest {

    @Test
    void readsEveryPart() {
        Impairments both =
                Impairments.parse("loss=5%,duplicate=1%,reorder=2%,corrupt=0.1%,delay=10ms,jitter=2ms,seed=42");
        assertThat(both.inbound()).isEqualTo(new Impairment(0.05, 0.01, 0.02, 0.001, 10_000_000, 2_000_000, 42));
        assertThat(both.outbound()).isEqualTo(new Impairment(0.05, 0.01, 0.02, 0.001, 10_000_000, 2_000_000, ~42L));
    }

    @Test
    void readsEachDirection() {
        Impairments both = Impairments.parse(" loss = 1% , out.loss=0.5, in.delay=1.5us,out.delay=2s,in.seed=3");
        assertThat(both.inbound()).isEqualTo(new Impairment(0.01, 0, 0, 0, 1_500, 0, 3));
        assertThat(both.outbound()).isEqualTo(new Impairment(0.5, 0, 0, 0, 2_000_000_000, 0, ~0L));
        assertThat(Impairments.parse("seed=1").inbound().isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no impairment is given",
                "loss|it is not of the form KEY=VALUE",
                "loss=5%,|it is not of the form KEY=VALUE",
                "lost=5%|'lost' is not one of the keys loss, duplicate",
                "up.loss=5%|'up.loss' is not one of the keys",
                "loss=5%,loss=6%|'loss' is given twice",
                "loss=101%|more than 100%",
                "loss=5|did you mean 5%?",
                "loss=-1%|'-1%' is not a percentage",
                "loss=five|'five' is not a percentage",
                "delay=10|'10' is not a time like 10ms",
                "delay=10 min|'10 min' is not a time",
                "delay=5000s|more than an hour",
                "jitter=-2ms|'-2ms' is not a time",
                "seed=x|'x' is not a whole number"
            })
    void saysWhatIsWrongAndHowItShouldLook(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairments.parse(text))
                .withMessageContaining(why)
                .withMessageContaining("loss=5%,duplicate=1%");
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Impairment(1.1, 0, 0, 0, 0, 0, 0))
                .withMessageContaining("loss");
        assertThatIllegalArgumentException().isThrownBy(() -> new Impairment(0, Double.NaN, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Impairment(0, 0, 0, 0, -1, 0, 0));
    }
}
