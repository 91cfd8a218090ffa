package dev.sequent.packet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionsTest {
    private final List<String> printed = new ArrayList<>();
    private final Assertions assertions =
            new Assertions(Map.of("tcpi_rto", 200_000L, "tcpi_snd_mss", 1000L, "tcpi_state", 1L), printed::add);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert tcpi_rto == 200000",
                "assert tcpi_rto == 2 * 100 * 1000, tcpi_rto",
                "assert 100 < tcpi_snd_mss <= 1000",
                "assert not tcpi_snd_mss != 1000 and tcpi_state == TCP_ESTABLISHED",
                "assert tcpi_state == TCP_CLOSE or tcpi_state == TCP_ESTABLISHED",
                "assert (tcpi_rto - 1) // 1000 == 199; assert tcpi_rto % 3 == 2",
                "assert abs(tcpi_snd_mss - 1010) < 20, 'far off'",
                "assert tcpi_rto / 1000.0 > 199.9 # a comment",
                "assert max(tcpi_snd_mss, 5) == 0x3e8 and -1 < 0 and 1 + 2 * 3 == 7",
                "\n  assert tcpi_state & 1\n\n  assert (tcpi_state | 4) == 5\n",
                "assert True"
            })
    void holds(String code) {
        assertThat(assertions.run(code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert tcpi_rto == 200001",
                "assert 1000 < tcpi_snd_mss < 2000",
                "assert not tcpi_state",
                "assert tcpi_state == 1 and tcpi_rto == 1",
                "assert 1 + 2 * 3 == 9",
                "assert tcpi_state == 1; assert False",
                "assert 0"
            })
    void doesNotHold(String code) {
        assertThat(assertions.run(code)).isPresent();
    }

    @Test
    void theMessageAndTheValuesAreTold() {
        assertThat(assertions.run("assert tcpi_rto < 5, \"rto is %d\""))
                .contains("assert tcpi_rto < 5, \"rto is %d\": rto is %d (tcpi_rto is 200000)");
    }

    @Test
    void whatIsPrintedIsHandedOn() {
        assertThat(assertions.run("print tcpi_rto, 'us'; print(tcpi_state)")).isEmpty();
        assertThat(printed).containsExactly("200000 us", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os",
                "assert tcpi_nothing == 1",
                "assert os.getpid()",
                "assert [1]",
                "assert",
                "assert tcpi_rto ==",
                "assert (1",
                "assert 1 / 0",
                "x = 1",
                "assert 'a' < 'b'",
                "assert open(1)"
            })
    void whatIsNotUnderstoodIsUnsupported(String code) {
        assertThatThrownBy(() -> assertions.run(code)).isInstanceOf(UnsupportedException.class);
    }
}
