package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.system.MalformedState;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.PortableStates;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.language.interpret.InterpretedCore;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Under the identity that checkpoints have, a state is read by whoever searches the same, and by nobody else. */
class PortableIdentityTest {
    /** One process: it compiles for itself. */
    private static final class Side {
        final ScenarioSystem system;
        final PortableStates states;

        Side(Specs specs, String digest, Map<String, Long> set) {
            var protocol = specs.compile();
            system = ScenarioSystem.of(new Plan(
                    protocol,
                    new InterpretedCore(protocol),
                    protocol.scenarios().getFirst(),
                    set));
            states = new PortableStates(system, Identity.of(system, digest, "0000", false));
        }

        byte[] initial() {
            int[] state = new int[system.width()];
            system.initial(state);
            return states.encode(state);
        }
    }

    private static Side abp(String digest, Map<String, Long> set) {
        return new Side(Specs.of("abp"), digest, set);
    }

    @Test
    void whoSearchesTheSameReadsIt() {
        byte[] octets = abp("1234", Map.of()).initial();
        Side other = abp("1234", Map.of());
        assertThat(other.states.encode(other.states.decode(octets))).isEqualTo(octets);
    }

    @Test
    void whoSearchesSomethingElseDoesNot() {
        Side side = abp("1234", Map.of());
        assertRefused(side, abp("1235", Map.of()));
        assertRefused(side, abp("1234", Map.of("RETRY", 7_000_000L)));
        assertRefused(
                side,
                new Side(Specs.of("abp").edit("abp.sqt", "may lose, duplicate", "may duplicate"), "1234", Map.of()));
        assertRefused(side, new Side(Specs.of("gbn"), "1234", Map.of()));
    }

    private static void assertRefused(Side side, Side other) {
        assertThatThrownBy(() -> side.states.decode(other.initial()))
                .isInstanceOf(MalformedState.class)
                .hasMessageContaining("another core or another scenario");
    }
}
