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
                "assert True",
                "assert 99999999999999999999999999 > 1 and 99999999999999999999 * 99999999999999999999 > 0",
                "assert 9223372036854775807 + 1 == 9223372036854775808 == 0x8000000000000000",
                "assert 9007199254740993 != 9007199254740992 and 9007199254740993 > 9007199254740992.0",
                "assert abs(-9223372036854775808) == 9223372036854775808 and -9223372036854775808 < 0",
                "assert -7 // 2 == -4 and -7 % 2 == 1 and 7 // -2 == -4 and 7 % -2 == -1 and 6 // -2 == -3",
                "assert 10000000000000000000000 // 3 == 3333333333333333333333 and 10000000000000000000000 % 7 == 4",
                "assert 1 / 4 == 0.25 and tcpi_rto / 2.5 == 80000 and int(-2.5) == -2 and float(2) == 2.0",
                "assert 18446744073709551615 & 18446744073709551616 == 0 and (18446744073709551615 | 0) > 0",
                "assert max(9007199254740993, 9007199254740992) == 9007199254740993 and True + True == 2",
                "assert str(1 == 1) == 'True', 'a; b # c'"
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
                "assert open(1)",
                "assert 1 'a",
                "assert 5abc",
                "assert 1 / 0.0 == 1"
            })
    void whatIsNotUnderstoodIsUnsupported(String code) {
        assertThatThrownBy(() -> assertions.run(code)).isInstanceOf(UnsupportedException.class);
    }

    /** Numbers have as many digits as they need, but not so many that this machine suffers. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void numbersHaveABound(int more) {
        String most = "9".repeat(Arithmetic.DIGITS);
        assertThat(assertions.run("assert " + most + " > 1")).isEmpty();
        for (String beyond : List.of(most + "9", "0x" + most, most + " + " + most, most + " * " + most)) {
            assertThatThrownBy(() -> assertions.run("assert " + beyond + " > " + more))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("2048 digits");
        }
        assertThatThrownBy(() -> assertions.run("assert " + most + " * 1.0 > " + more))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("too large for floating point");
    }

    @Test
    void stringsMayBeLong() {
        String text = "a\\\"b".repeat(50_000);
        assertThat(assertions.run("print \"" + text + "\"")).isEmpty();
        assertThat(printed).containsExactly(text);
    }
}
