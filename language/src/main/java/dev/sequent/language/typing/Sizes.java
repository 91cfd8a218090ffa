package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How much of each thing there may be. Each kind takes space in methods of the generated classes, which may have 64 KiB
 * each, and in constants, of which a class may have 65,535 (The Java Virtual Machine Specification, 4.11): within these
 * limits everything fits. LANGUAGE.md lists them.
 */
final class Sizes {
    static final int OF_A_PROTOCOL = 1_000;
    static final int PROPERTIES = 2_000;
    static final int MESSAGES_AND_MACHINES = 250;
    static final int CONSTANTS = 256;
    static final int FIELDS = 500;
    static final int OF_A_MACHINE = 1_000;
    static final int CALLS = 500;
    static final int PARAMETERS = 64;
    static final int OF_A_SCENARIO = 500;

    private final ProtocolScope scope;
    private final Session session;

    private Sizes(ProtocolScope scope, Session session) {
        this.scope = scope;
        this.session = session;
    }

    static void check(Protocol protocol, ProtocolScope scope, Session session) {
        new Sizes(scope, session).check(protocol);
    }

    private void check(Protocol protocol) {
        most("parameters", protocol.params(), OF_A_PROTOCOL, Protocol.Param::span);
        most("enums", protocol.enums(), OF_A_PROTOCOL, this::span);
        most("assumptions", protocol.assumptions(), OF_A_PROTOCOL, Protocol.Assumption::span);
        protocol.enums().forEach(e -> most("constants of enum " + e.name(), e.constants(), CONSTANTS, c -> span(e)));
        most("extern functions", protocol.externs(), OF_A_PROTOCOL, Protocol.Extern::span);
        most("messages", protocol.messages(), MESSAGES_AND_MACHINES, MessageType::span);
        most("machines", protocol.machines(), MESSAGES_AND_MACHINES, MachineType::span);
        most("properties and witnesses", protocol.properties(), PROPERTIES, Protocol.Property::span);
        most("scenarios", protocol.scenarios(), OF_A_PROTOCOL, Scenario::span);
        protocol.messages().forEach(this::check);
        protocol.machines().forEach(this::check);
        protocol.scenarios().forEach(this::check);
    }

    private void check(MessageType message) {
        String of = " of message " + message.name();
        most("fields" + of, message.fields(), FIELDS, MessageType.Field::span);
        most("derived fields" + of, message.derived(), FIELDS, MessageType.Derived::span);
    }

    private void check(MachineType machine) {
        String of = " of machine " + machine.name();
        most("states" + of, machine.states(), OF_A_MACHINE, MachineType.State::span);
        var places = new ArrayList<Span>();
        machine.variables().forEach(v -> places.add(v.span()));
        machine.tables().forEach(t -> t.columns().forEach(c -> places.add(t.span())));
        most("variables and columns of tables" + of, places, OF_A_MACHINE, s -> s);
        most("timers" + of, machine.timers(), OF_A_MACHINE, MachineType.Timer::span);
        most("signals" + of, machine.signals(), OF_A_MACHINE, MachineType.Signal::span);
        most("outcomes" + of, machine.outcomes(), OF_A_MACHINE, MachineType.Outcome::span);
        most("effects" + of, machine.effects(), OF_A_MACHINE, MachineType.Effect::span);
        var calls = new ArrayList<>(machine.calls());
        calls.addAll(machine.events());
        most("calls and events" + of, calls, CALLS, MachineType.Trigger.Call::span);
        most("functions" + of, machine.functions(), OF_A_MACHINE, MachineType.Function::span);
        most("procedures" + of, machine.procedures(), OF_A_MACHINE, MachineType.Procedure::span);
        most("invariants" + of, machine.invariants(), OF_A_MACHINE, MachineType.Invariant::span);
        most("observables" + of, machine.observables(), OF_A_MACHINE, MachineType.Observable::span);
        machine.functions().forEach(f -> parameters("function " + f.name(), f.parameters()));
        machine.procedures().forEach(p -> parameters("procedure " + p.name(), p.parameters()));
    }

    private void parameters(String routine, List<Local> parameters) {
        most("parameters of " + routine, parameters, PARAMETERS, Local::span);
    }

    private void check(Scenario scenario) {
        String of = " of scenario " + scenario.name();
        for (Scenario.Peer peer : scenario.peers()) {
            var steps = new ArrayList<>(peer.script());
            steps.addAll(peer.afterCrash());
            most("steps of user " + peer.name() + of, steps, OF_A_SCENARIO, Scenario.UserStep::span);
        }
        most("messages on their way" + of, scenario.network().held(), OF_A_SCENARIO, Scenario.Held::span);
        scenario.attacks()
                .forEach(a -> most("messages of an attacker" + of, a.messages(), OF_A_SCENARIO, m -> a.span()));
        scenario.choices()
                .forEach(c -> most("answers of " + c.function().name() + of, c.values(), OF_A_SCENARIO, v -> c.span()));
    }

    private Span span(Type.Enum type) {
        return scope.enums.span(type.name());
    }

    private <T> void most(String what, List<T> all, int most, Function<T, Span> span) {
        if (all.size() > most) {
            session.report(LimitMessages.tooMany(what, all.size(), most, span.apply(all.get(most))));
        }
    }
}
