package dev.sequent.cli;

import dev.sequent.check.figure.Values;
import dev.sequent.spec.diagnostic.Span;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Brings what {@code --set} said into the scenarios. The core stays as it is: parameters are no part of it. */
final class Overrides {
    private Overrides() {}

    /** The protocol with every scenario's settings overruled. */
    static Protocol apply(Protocol protocol, List<ParameterValue> settings) {
        if (settings.isEmpty()) {
            return protocol;
        }
        return new Protocol(
                protocol.name(),
                protocol.title(),
                protocol.files(),
                protocol.params(),
                protocol.enums(),
                protocol.messages(),
                protocol.externs(),
                protocol.machines(),
                protocol.properties(),
                protocol.scenarios().stream().map(s -> apply(s, settings)).toList());
    }

    private static Scenario apply(Scenario scenario, List<ParameterValue> settings) {
        var all = new ArrayList<>(scenario.settings());
        for (ParameterValue setting : settings) {
            all.removeIf(s -> s.param().index() == setting.param().index());
            all.add(new Scenario.Setting(setting.param(), setting.value(), Span.NONE));
        }
        return new Scenario(
                scenario.name(),
                scenario.peers(),
                scenario.network(),
                List.copyOf(all),
                scenario.choices(),
                scenario.bounds(),
                scenario.checks(),
                scenario.doc(),
                scenario.citations(),
                scenario.span());
    }

    /** As the language writes it: {@code MSL = 1 s}. */
    static String text(ParameterValue setting) {
        return setting.param().name() + " = " + Values.text(setting.param().type(), setting.value());
    }
}
