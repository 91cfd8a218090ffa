package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemandsTest {
    private static final String TEXT = """
            protocol LAMP "on or off"
            import "elsewhere.sqt"

            machine Lamp {
              state OFF initial, ON
              invariant never-both : not (in OFF and in ON)
                  "obviously"
              event PRESS()
              on PRESS in OFF { -> ON }
              on PRESS in ON { -> OFF }
            }

            property dark(L : Lamp) : always L in OFF "it never burns"   // which is wrong
            witness dark(L : Lamp) : L in OFF
            scenario night { peer L : Lamp { PRESS() } }
            """;

    @Test
    void whatIsDemandedAsItIsWritten() {
        assertThat(Demands.of(TEXT))
                .containsExactly(
                        "invariant never-both : not (in OFF and in ON)\n      \"obviously\"",
                        "property dark(L : Lamp) : always L in OFF \"it never burns\"",
                        "witness dark(L : Lamp) : L in OFF",
                        "scenario night { peer L : Lamp { PRESS() } }");
    }

    /** Rules and comments may change around them. */
    @Test
    void theProtocolIsNoDemand() {
        String other = TEXT.replace("-> ON", "-> OFF")
                .replace("which is wrong", "or not")
                .replace("machine Lamp {", "machine Lamp {\n");
        assertThat(Demands.of(other)).isEqualTo(Demands.of(TEXT));
    }

    @Test
    void mistakesArePassedOver() {
        assertThat(Demands.of("")).isEmpty();
        assertThat(Demands.of(TEXT.replace("on PRESS in OFF {", "on PRESS in {")))
                .contains("witness dark(L : Lamp) : L in OFF");
    }
}
