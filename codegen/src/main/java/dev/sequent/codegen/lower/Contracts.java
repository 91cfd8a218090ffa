package dev.sequent.codegen.lower;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Contract;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a machine declares to the world around it, as data. */
final class Contracts {
    private Contracts() {}

    /** @param asked the functions of the runtime that its rules call */
    static Contract of(MachineType machine, List<Protocol.Extern> asked) {
        return new Contract(
                machine.name(),
                machine.states().stream()
                        .map(s -> new Contract.State(s.name(), s.passive()))
                        .toList(),
                machine.initial().index(),
                Stream.concat(machine.calls().stream(), machine.events().stream())
                        .map(Contracts::trigger)
                        .toList(),
                machine.events().stream()
                        .filter(MachineType.Trigger.Call::batch)
                        .mapToInt(MachineType.Trigger.Call::index)
                        .findFirst(),
                machine.outcomes().stream()
                        .map(o -> new Contract.Told(o.name(), o.meaning(), o.doc()))
                        .toList(),
                machine.signals().stream()
                        .map(s -> new Contract.Told(s.name(), s.meaning(), s.doc()))
                        .toList(),
                machine.effects().stream()
                        .map(e -> new Contract.Declared(
                                e.index(), e.name(), "effect " + e.name() + parameters(e.parameters())))
                        .toList(),
                asked.stream()
                        .map(f -> new Contract.Declared(
                                f.index(),
                                f.name(),
                                "extern function " + f.name() + parameters(f.parameters()) + " : "
                                        + f.type().name()))
                        .toList(),
                machine.observables().stream()
                        .map(o -> new Contract.Observable(o.name(), o.type().name(), o.doc(), constants(o.type())))
                        .toList(),
                machine.outgoing().map(Contracts::outgoing),
                machine.incoming().map(Contracts::incoming));
    }

    private static List<String> constants(Type type) {
        return type instanceof Type.Enum e ? e.constants() : List.of();
    }

    private static Contract.Declared trigger(MachineType.Trigger.Call t) {
        String kind = t.user() ? "call " : "event ";
        return new Contract.Declared(
                t.index(), t.name(), kind + t.name() + parameters(t.parameters()) + (t.batch() ? " after batch" : ""));
    }

    private static String parameters(List<Local> parameters) {
        return parameters.stream()
                .map(p -> p.name() + " : " + p.type().name())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static Contract.Outgoing outgoing(MachineType.Outgoing out) {
        return new Contract.Outgoing(
                new Contract.Argument(
                        out.appends().call().index(), out.appends().count().index()),
                variable(out.end()),
                out.forgets().map(Contracts::argument));
    }

    private static Contract.Incoming incoming(MachineType.Incoming in) {
        return new Contract.Incoming(
                variable(in.since()),
                variable(in.next()),
                in.puts()
                        .map(p -> new Contract.Puts(
                                p.effect().index(),
                                p.count().index(),
                                p.begin().index(),
                                p.skip().index())),
                in.handsOn().map(Contracts::argument));
    }

    private static Contract.Argument argument(MachineType.Moves moves) {
        return new Contract.Argument(moves.effect().index(), moves.count().index());
    }

    private static OptionalInt variable(Optional<MachineType.Variable> variable) {
        return variable.map(v -> OptionalInt.of(v.index())).orElse(OptionalInt.empty());
    }
}
