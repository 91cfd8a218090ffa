package dev.sequent.check.system;

import dev.sequent.check.RandomScenario;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** The same of scenarios of everything that the language offers, thrown together. */
class PortableStatesProperties {
    private static final int MOST_STATES = 300;

    @Property(tries = 60)
    void sameStateSameSuccessors(@ForAll long seed) {
        var dice = new RandomScenario(seed);
        Protocol protocol = RandomScenario.with(dice.body(dice.checks())).compile();
        int states = new RoundTrip(
                        protocol,
                        new InterpretedCore(protocol),
                        protocol.scenarios().getFirst())
                .assertSame(MOST_STATES);
        Statistics.label("states").collect(states < 10 ? "few" : states < MOST_STATES ? "all" : "some");
    }
}
