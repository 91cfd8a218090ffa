package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is assumed of parameters, held against values. */
class AssumptionsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String SOURCE = """
            protocol P
            param LOW  : duration = 200 ms in 1 ms .. 1 min
            param HIGH : duration = 2 min  in 1 s .. 10 min
            param FEW  : u8 = 3 in 1 .. 9
            param MANY : u8 = 5 in 0 .. 20
            param ON   : bool = true
            assume LOW <= HIGH "a clamp with its ends crossed is none"
            assume ON implies FEW
                < MANY
            assume 60 / MANY >= 3
            machine M {
              state IDLE initial
              event WORK()
              ignore WORK in IDLE
            }
            """;

    private final Protocol protocol = SpecCompiler.compile("p.sqt", Map.of("p.sqt", SOURCE), Options.NONE)
            .protocol()
            .orElseThrow();
    private final Assumptions assumptions = Assumptions.of(protocol);

    private String broken(Map<String, Long> set) {
        return assumptions.broken(set).map(Assumptions.Broken::text).orElse("");
    }

    @Test
    void saysWhatIsSetWhatItBreaksAndWhere() {
        assertThat(broken(Map.of())).isEmpty();
        assertThat(broken(Map.of("HIGH", SECOND, "LOW", SECOND))).isEmpty();
        assertThat(broken(Map.of("HIGH", SECOND, "LOW", SECOND + 1)))
                .isEqualTo("LOW = 1000000001 ns, HIGH = 1 s breaks the assumption LOW <= HIGH (p.sqt:7:8)");
        assertThat(broken(Map.of("FEW", 7L)))
                .isEqualTo("ON = true, FEW = 7, MANY = 5 breaks the assumption ON implies FEW < MANY (p.sqt:8:8)");
        assertThat(broken(Map.of("FEW", 7L, "ON", 0L))).isEmpty();
    }

    @Test
    void whatCannotBeComputedDoesNotHold() {
        assertThat(broken(Map.of("MANY", 0L, "ON", 0L)))
                .startsWith("MANY = 0 (which cannot be computed: ")
                .endsWith("breaks the assumption 60 / MANY >= 3 (p.sqt:10:8)");
    }

    @Test
    void anInstanceKnowsItself() {
        var parameters = new InterpretedCore(protocol).parameters();
        assertThat(parameters.broken()).isEmpty();
        parameters.set(0, 300 * SECOND);
        assertThat(parameters.copy().broken()).startsWith("LOW = 5 min, HIGH = 2 min breaks ");
    }

    @Test
    void givesUpWhatWasDrawnAndKeepsWhatWasSet() {
        assertThat(assumptions.fitting(Map.of("LOW", 50 * SECOND, "HIGH", SECOND, "FEW", 4L), Map.of()))
                .containsOnly(Map.entry("FEW", 4L));
        assertThat(assumptions.fitting(Map.of("LOW", 50 * SECOND, "FEW", 4L), Map.of("HIGH", 2 * SECOND)))
                .containsOnly(Map.entry("HIGH", 2 * SECOND), Map.entry("FEW", 4L));
        assertThat(assumptions.fitting(Map.of("LOW", 50 * SECOND), Map.of("LOW", SECOND)))
                .containsOnly(Map.entry("LOW", SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assumptions.fitting(Map.of(), Map.of("FEW", 9L)))
                .withMessageContaining("FEW < MANY");
    }
}
