package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sequent.language.model.Bindings;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the peers of properties stand for, and what no scenario looks at. */
class BindingsTest {
    private static final String MACHINES = """
            protocol P
            machine M {
              state IDLE initial, BUSY
              event GO()
              on GO in any state { in IDLE { -> BUSY } in BUSY { -> IDLE } }
              invariant small : in IDLE | BUSY
            }
            machine Other {
              state ONLY initial final
              event NOD()
              ignore NOD in ONLY
              invariant nothing : in ONLY
            }
            """;

    private static final String SCENARIO = "scenario s { peer p : M { GO() } ; peer q : M { } }\n";

    private static Protocol of(String rest) {
        return Specs.protocol(MACHINES + rest);
    }

    private static Property property(Protocol protocol, String name, boolean witness) {
        return protocol.properties().stream()
                .filter(p -> p.name().equals(name) && p.kind().witness() == witness)
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Integer>> bindings(String properties, String name) {
        Protocol protocol = of(properties + SCENARIO);
        return Bindings.of(
                property(protocol, name, false), protocol.scenarios().getFirst().peers());
    }

    @Test
    void everyWayIsABindingWhateverThePeersAreCalled() {
        assertThat(bindings("property two(x, y : M) : never x in BUSY and y in BUSY\n", "two"))
                .containsExactly(List.of(0, 1), List.of(1, 0));
        assertThat(bindings("property two(q, p : M) : never q in BUSY and p in BUSY\n", "two"))
                .containsExactly(List.of(0, 1), List.of(1, 0));
        assertThat(bindings("property one(p : M) : never p in BUSY\n", "one")).containsExactly(List.of(0), List.of(1));
        assertThat(bindings("property mixed(p : M, o : Other) : never p in BUSY and o in ONLY\n", "mixed"))
                .isEmpty();
    }

    /** Another property beside it makes none fall silent. */
    @Test
    void aScenarioWithoutCheckTakesWhateverHasABinding() {
        Protocol protocol = of("""
                property two(x, y : M) : never x in BUSY and y in BUSY
                property fine(p : M) : always p in IDLE | BUSY
                property mixed(p : M, o : Other) : never p in BUSY and o in ONLY
                witness fine(p, other : M) : p in BUSY and other in IDLE
                witness alone(p : M) : p in BUSY
                scenario named { peer p : M { GO() } ; check alone }
                """ + SCENARIO);
        Scenario scenario = protocol.scenarios().get(1);
        assertThat(scenario.everything()).isTrue();
        assertThat(scenario.checks()).extracting(Property::name).containsExactly("two", "fine", "fine");
        assertThat(protocol.scenarios().getFirst().everything()).isFalse();
    }

    @Test
    void aWitnessIsBoundAsItsPropertyAndHasAnyOfTheOthers() {
        Protocol protocol = of("""
                property fine(p : M) : always p in IDLE | BUSY
                witness fine(other, p : M) : p in BUSY and other in IDLE
                """ + SCENARIO);
        List<Scenario.Peer> peers = protocol.scenarios().getFirst().peers();
        Property fine = property(protocol, "fine", false);
        Property witness = property(protocol, "fine", true);
        assertThat(Bindings.of(witness, fine, List.of(0), peers)).containsExactly(List.of(1, 0));
        assertThat(Bindings.of(witness, fine, List.of(1), peers)).containsExactly(List.of(0, 1));
        assertThat(Bindings.of(witness, fine, List.of(0), peers.subList(0, 1))).isEmpty();
    }

    @Test
    void whatNoScenarioChecksIsListed() {
        Protocol protocol = of("""
                property seen(p : M) : always p in IDLE | BUSY
                property forgotten(p : M) : always p in IDLE | BUSY
                property mixed(p : M, o : Other) : never p in BUSY and o in ONLY  "what it says" unchecked "not yet"
                scenario s { peer p : M { GO() } ; check seen }
                """);
        assertThat(protocol.unchecked())
                .extracting(Protocol.Unchecked::name, Protocol.Unchecked::why)
                .containsExactly(
                        tuple("Other.nothing", Optional.empty()),
                        tuple("forgotten", Optional.empty()),
                        tuple("mixed", Optional.of("not yet")));
        assertThat(property(protocol, "mixed", false).doc()).isEqualTo("what it says");
    }

    @Test
    void aStateIsFinalIfItSaysSo() {
        assertThat(of(SCENARIO).machine("Other").initial().isFinal()).isTrue();
        assertThat(of(SCENARIO).machine("M").states()).noneMatch(s -> s.isFinal());
    }
}
